#pragma once

#include "app/models/row_list_model.h"

#include <QDateTime>
#include <QImage>
#include <QString>

namespace hallwright::app {

struct RecentFile {
    QString key; ///< absolute path
    QString name;
    QString detail; ///< "1 011.6 MW · 6 624 racks"
    QDateTime opened;
    int faults = 0;
    int warnings = 0;
    bool checked = false; ///< whether the counts are known
    QString picture;      ///< file of the picture; empty: none was taken
    friend bool operator==(const RecentFile&, const RecentFile&) = default;
};

/// The campuses that were open lately, newest first, with a picture each; kept over sessions.
/// Files that are gone leave the list.
class RecentFiles : public RowListModel<RecentFile> {
    Q_OBJECT
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        NameRole,
        DetailRole,
        WhenRole,
        FaultsRole,
        WarningsRole,
        CheckedRole,
        PictureRole
    };

    explicit RecentFiles(QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString& filter);
    [[nodiscard]] int count() const { return int(m_files.size()); }
    /// Puts a file first.
    void touch(const QString& path, const QString& name);
    /// What is shown under its name.
    void describe(const QString& path, const QString& detail, int faults, int warnings);
    /// Where the picture of a file is kept; the folder exists.
    [[nodiscard]] QString pictureFile(const QString& path) const;
    void pictureTaken(const QString& path);
    Q_INVOKABLE void remove(const QString& path);

signals:
    void filterChanged();
    void countChanged();

private:
    void load();
    void store();
    void refresh();

    std::vector<RecentFile> m_files;
    QString m_filter;
};

/// "Today 09:41", "Yesterday", "14 Nov", "3 Nov 2024".
[[nodiscard]] QString dayText(const QDateTime& when, const QDateTime& now);

} // namespace hallwright::app
