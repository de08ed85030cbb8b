#pragma once

#include "app/models/row_list_model.h"

#include <QString>
#include <QStringList>

namespace hallwright::app {

class CampusDocument;
class CatalogueModel;
class FindingsModel;

struct CommandRow {
    QString key; ///< "command/save", "element/42", "catalogue/<key>", "finding/3", "text/…"
    QString name;
    QString group;  ///< "File", "Rack", "Catalogue", "Finding", "Conversion"
    QString detail; ///< shortcut or a second piece of text
    QString icon;
    friend bool operator==(const CommandRow&, const CommandRow&) = default;
};

/// What the command palette offers for a text: commands, elements, catalogue items and findings in
/// one list. ">" asks for commands only, "#" for elements only, "+" for catalogue items only;
/// a number with a unit offers conversions.
class CommandModel : public RowListModel<CommandRow> {
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)

public:
    enum Role { KeyRole = Qt::UserRole + 1, NameRole, GroupRole, DetailRole, IconRole };

    CommandModel(const CampusDocument& document, const CatalogueModel& catalogue,
                 const FindingsModel& findings, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    Q_INVOKABLE QString keyAt(int row) const;
    /// Fills the list again: elements and findings change while the palette is closed.
    Q_INVOKABLE void refresh();

signals:
    void textChanged();

private:
    void addCommands(std::vector<CommandRow>& rows, const QStringList& words) const;
    void addElements(std::vector<CommandRow>& rows, const QStringList& words) const;
    void addCatalogue(std::vector<CommandRow>& rows, const QStringList& words) const;
    void addFindings(std::vector<CommandRow>& rows, const QStringList& words) const;

    const CampusDocument& m_document;
    const CatalogueModel& m_catalogue;
    const FindingsModel& m_findings;
    QString m_text;
};

} // namespace hallwright::app
