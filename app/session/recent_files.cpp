#include "app/session/recent_files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

namespace hallwright::app {

namespace {

constexpr std::size_t kFilesMax = 12;
const QString kArray = QStringLiteral("recent");

} // namespace

QString dayText(const QDateTime& when, const QDateTime& now) {
    const qint64 days = when.date().daysTo(now.date());
    if (days == 0)
        return QStringLiteral("Today ") + when.toString(QStringLiteral("HH:mm"));
    if (days == 1)
        return QStringLiteral("Yesterday");
    const bool thisYear = when.date().year() == now.date().year();
    // The program's words are English, whatever the desktop speaks.
    return QLocale::c().toString(when,
                                 thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

RecentFiles::RecentFiles(QObject* parent) : RowListModel(parent) {
    load();
    refresh();
}

QVariant RecentFiles::data(const QModelIndex& index, int role) const {
    const RecentFile* file = rowAt(index);
    if (file == nullptr)
        return {};
    switch (role) {
    case PathRole:
        return file->key;
    case Qt::DisplayRole:
    case NameRole:
        return file->name;
    case DetailRole:
        return file->detail;
    case WhenRole:
        return dayText(file->opened, QDateTime::currentDateTime());
    case FaultsRole:
        return file->faults;
    case WarningsRole:
        return file->warnings;
    case CheckedRole:
        return file->checked;
    case PictureRole:
        return file->picture.isEmpty() ? QUrl() : QUrl::fromLocalFile(file->picture);
    default:
        return {};
    }
}

QHash<int, QByteArray> RecentFiles::roleNames() const {
    return {{PathRole, "path"},         {NameRole, "name"},      {DetailRole, "detail"},
            {WhenRole, "when"},         {FaultsRole, "faults"},  {WarningsRole, "warnings"},
            {CheckedRole, "isChecked"}, {PictureRole, "picture"}};
}

void RecentFiles::setFilter(const QString& filter) {
    if (m_filter == filter)
        return;
    m_filter = filter;
    refresh();
    emit filterChanged();
}

void RecentFiles::touch(const QString& path, const QString& name) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    RecentFile file;
    const auto known = std::find_if(m_files.begin(), m_files.end(),
                                    [&whole](const auto& other) { return other.key == whole; });
    if (known != m_files.end()) {
        file = std::move(*known);
        m_files.erase(known);
    }
    file.key = whole;
    file.name = name;
    file.opened = QDateTime::currentDateTime();
    m_files.insert(m_files.begin(), std::move(file));
    if (m_files.size() > kFilesMax)
        m_files.resize(kFilesMax);
    store();
    refresh();
}

void RecentFiles::describe(const QString& path, const QString& detail, int faults, int warnings) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    for (RecentFile& file : m_files) {
        if (file.key != whole)
            continue;
        file.detail = detail;
        file.faults = faults;
        file.warnings = warnings;
        file.checked = true;
    }
    store();
    refresh();
}

QString RecentFiles::pictureFile(const QString& path) const {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) +
                      QStringLiteral("/pictures"));
    folder.mkpath(QStringLiteral("."));
    const QByteArray name = QCryptographicHash::hash(QFileInfo(path).absoluteFilePath().toUtf8(),
                                                     QCryptographicHash::Sha1)
                                .toHex();
    return folder.filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
}

void RecentFiles::pictureTaken(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    for (RecentFile& file : m_files)
        if (file.key == whole)
            file.picture = pictureFile(path);
    store();
    refresh();
}

void RecentFiles::remove(const QString& path) {
    std::erase_if(m_files, [&path](const auto& file) { return file.key == path; });
    store();
    refresh();
}

void RecentFiles::load() {
    QSettings settings;
    const int count = settings.beginReadArray(kArray);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentFile file;
        file.key = settings.value(QStringLiteral("path")).toString();
        file.name = settings.value(QStringLiteral("name")).toString();
        file.detail = settings.value(QStringLiteral("detail")).toString();
        file.opened = settings.value(QStringLiteral("opened")).toDateTime();
        file.faults = settings.value(QStringLiteral("faults")).toInt();
        file.warnings = settings.value(QStringLiteral("warnings")).toInt();
        file.checked = settings.value(QStringLiteral("checked")).toBool();
        if (const QString picture = pictureFile(file.key); QFileInfo::exists(picture))
            file.picture = picture;
        if (QFileInfo::exists(file.key))
            m_files.push_back(std::move(file));
    }
    settings.endArray();
}

void RecentFiles::store() {
    QSettings settings;
    settings.remove(kArray);
    settings.beginWriteArray(kArray, int(m_files.size()));
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        settings.setArrayIndex(int(i));
        settings.setValue(QStringLiteral("path"), m_files[i].key);
        settings.setValue(QStringLiteral("name"), m_files[i].name);
        settings.setValue(QStringLiteral("detail"), m_files[i].detail);
        settings.setValue(QStringLiteral("opened"), m_files[i].opened);
        settings.setValue(QStringLiteral("faults"), m_files[i].faults);
        settings.setValue(QStringLiteral("warnings"), m_files[i].warnings);
        settings.setValue(QStringLiteral("checked"), m_files[i].checked);
    }
    settings.endArray();
    emit countChanged();
}

void RecentFiles::refresh() {
    std::vector<RecentFile> shown;
    for (const RecentFile& file : m_files)
        if (file.name.contains(m_filter.trimmed(), Qt::CaseInsensitive))
            shown.push_back(file);
    replaceRows(std::move(shown));
}

} // namespace hallwright::app
