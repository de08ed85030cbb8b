#pragma once

#include "app/tools/picking.h"
#include "app/tools/snapping.h"
#include "core/model/footprint.h"

#include <QString>
#include <QVariantMap>

#include <functional>
#include <vector>

namespace hallwright::app {

class CampusDocument;
class Selection;

/// What a tool shows of a thing that is not there yet.
struct Ghost {
    bool visible = false;
    bool valid = true;
    std::vector<model::OrientedBox> boxes;
    QString label;
    QString reason;
    QString remedy;
    QString snap;
    std::vector<GuideLine> dimensions;
    std::vector<GuideLine> guides;
    double z_m = 0.0; ///< of dimensions and guides

    [[nodiscard]] QVariantMap toMap() const;
};

/// What a gesture works on and whom it tells.
struct ToolContext {
    CampusDocument& document;
    Selection& selection;
    double metresPerPixel = 0.1;
    std::function<void(const QString&)> say; ///< a sentence for the user; empty takes it back
    std::function<void()> changed;           ///< ghost or hint changed
    std::function<void()> finished;          ///< back to the select tool
};

/// One way of using the mouse; one class a tool. Rays and keys come in, edits go to the document.
class Gesture {
public:
    explicit Gesture(ToolContext& context) : m_context(context) {}
    virtual ~Gesture() = default;
    Gesture(const Gesture&) = delete;
    Gesture& operator=(const Gesture&) = delete;

    virtual void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) = 0;
    virtual void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) = 0;
    virtual void release(const PickRay& ray, Qt::KeyboardModifiers modifiers);
    /// Whether the key meant something here.
    virtual bool key(int key, const QString& text);
    /// Gives up what is under way; true where there was something.
    virtual bool cancel() { return false; }
    [[nodiscard]] virtual QString hint() const = 0;
    [[nodiscard]] virtual Ghost ghost() const { return {}; }

protected:
    [[nodiscard]] double catch_m() const { return 8.0 * m_context.metresPerPixel; }
    ToolContext& m_context;
};

/// "H-07" for one thing, "3 racks" for several of a kind, "5 objects" otherwise.
[[nodiscard]] QString describe(const model::Campus& campus,
                               const std::vector<model::EntityId>& ids);

/// A refusal and its remedy as one line: "Overlaps T-B1. Move it 0.37 m to the north."
[[nodiscard]] QString inOneLine(const QString& reason, const QString& remedy);

} // namespace hallwright::app
