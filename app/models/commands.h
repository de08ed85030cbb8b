#pragma once

#include <QString>
#include <QVariantList>

#include <span>

namespace hallwright::app {

/// One thing that the program does by name: in a menu, in the command palette, on a key.
struct Command {
    const char* id;
    const char* name;
    const char* menu;     ///< "File", "Edit", "View", "Insert", "Solve", "Help"
    const char* shortcut; ///< QKeySequence text; empty: none
    const char* icon;
    bool separated = false; ///< a line above it in its menu
    /// The key is only named here and handled by the viewport, because it must not fire while
    /// somebody types a number into a field.
    bool sceneKey = false;
};

/// Every command that exists, in the order of the menus.
[[nodiscard]] std::span<const Command> commands();

/// [{id, name, menu, icon, shortcut, keys, sceneKey, separated}] of a menu, or of all for "".
[[nodiscard]] QVariantList menuItems(const QString& name);

} // namespace hallwright::app
