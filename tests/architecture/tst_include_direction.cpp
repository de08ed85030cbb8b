#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTextStream>

namespace {

/// Folders that a folder may include besides itself: the arrows of the architecture.
const QMap<QString, QSet<QString>>& allowedEdges() {
    static const QSet<QString> solvers{"core/solvers/power", "core/solvers/hydronic",
                                       "core/solvers/airflow", "core/solvers/plant"};
    static const QSet<QString> model{"core/base", "core/catalog", "core/geometry", "core/model"};
    static const QMap<QString, QSet<QString>> edges{
        {"core/base", {}},
        {"core/compute", {"core/base"}},
        {"core/catalog", {"core/base"}},
        {"core/geometry", {"core/base"}},
        {"core/model", {"core/base", "core/catalog", "core/geometry"}},
        {"core/layout", model},
        {"core/solvers/power", {"core/base", "core/compute"}},
        {"core/solvers/hydronic", {"core/base", "core/compute"}},
        {"core/solvers/airflow", {"core/base", "core/compute"}},
        {"core/solvers/plant", {"core/base", "core/compute", "core/solvers/hydronic"}},
        {"core/io", model + solvers},
        {"core/economics", model},
        {"core/engine", model + solvers + QSet<QString>{"core/compute", "core/economics"}},
        {"core/cli", model + solvers +
                         QSet<QString>{"core/compute", "core/layout", "core/io", "core/economics",
                                       "core/engine"}},
    };
    return edges;
}

/// "core/solvers/power/x.h" -> "core/solvers/power"; "core/io/epanet/y.h" -> "core/io".
QString roomOf(const QString& path) {
    const QStringList parts = path.split('/');
    const bool solver = parts.size() > 3 && parts[0] == "core" && parts[1] == "solvers";
    return parts.mid(0, solver ? 3 : 2).join('/');
}

struct Include {
    QString file;
    int line = 0;
    QString target; ///< what stands between the quotes or the brackets
    bool quoted = false;
};

QList<Include> includesUnder(const QString& folder) {
    static const QRegularExpression pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
    QList<Include> found;
    const QString root = QStringLiteral(HALLWRIGHT_SOURCE_DIR "/");
    QDirIterator files(root + folder, {"*.h", "*.cpp", "*.cu"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
            qFatal("can't read %s", qPrintable(file.fileName()));
        QTextStream text(&file);
        for (int line = 1; !text.atEnd(); ++line) {
            const auto match = pattern.match(text.readLine());
            if (match.hasMatch())
                found.append({file.fileName().mid(root.size()), line, match.captured(2),
                              match.captured(1) == "\""});
        }
    }
    return found;
}

} // namespace

class TestIncludeDirection : public QObject {
    Q_OBJECT

private slots:
    void everyFolderOfTheCoreHasItsArrows();
    void coreIncludesOnlyAlongTheArrows();
    void coreIncludesNoQt();
    void sourcesIncludeFromTheRoot();
};

void TestIncludeDirection::everyFolderOfTheCoreHasItsArrows() {
    QSet<QString> rooms;
    const auto includes = includesUnder("core");
    QVERIFY(includes.size() > 100); // the scan saw the sources
    for (const auto& include : includes)
        rooms.insert(roomOf(include.file));
    for (const auto& room : rooms)
        QVERIFY2(allowedEdges().contains(room), qPrintable(room + " has no entry in this test"));
}

void TestIncludeDirection::coreIncludesOnlyAlongTheArrows() {
    QStringList wrong;
    for (const auto& include : includesUnder("core")) {
        if (!include.quoted)
            continue;
        const QString from = roomOf(include.file);
        const QString to = roomOf(include.target);
        if (from != to && !allowedEdges().value(from).contains(to))
            wrong << QString("%1:%2: %3 must not include %4")
                         .arg(include.file)
                         .arg(include.line)
                         .arg(from, to);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void TestIncludeDirection::coreIncludesNoQt() {
    static const QRegularExpression qt("^(Q[A-Z]|Qt)");
    for (const auto& include : includesUnder("core"))
        QVERIFY2(!qt.match(include.target).hasMatch(), qPrintable(QString("%1:%2 includes %3")
                                                                      .arg(include.file)
                                                                      .arg(include.line)
                                                                      .arg(include.target)));
}

void TestIncludeDirection::sourcesIncludeFromTheRoot() {
    for (const auto& include : includesUnder("core") + includesUnder("app")) {
        if (include.quoted && !include.target.endsWith(".moc"))
            QVERIFY2(QFile::exists(QStringLiteral(HALLWRIGHT_SOURCE_DIR "/") + include.target) ||
                         include.target.startsWith("embedded/"),
                     qPrintable(QString("%1:%2: write \"%3\" from the project's root")
                                    .arg(include.file)
                                    .arg(include.line)
                                    .arg(include.target)));
    }
}

QTEST_APPLESS_MAIN(TestIncludeDirection)
#include "tst_include_direction.moc"
