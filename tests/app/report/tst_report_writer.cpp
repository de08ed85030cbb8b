#include "app/report/report_data.h"
#include "app/report/report_pages.h"
#include "app/report/report_writer.h"
#include "core/engine/plume_state.h"
#include "tests/app/report/solved_sample.h"

#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright;

namespace {

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestReportWriter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        SolvedSample sample("hall-demo");
        QVERIFY(sample.solution != nullptr);
        m_catalog = sample.catalog;
        m_campus = sample.campus;
        m_solution = sample.solution;
        m_options.date = QDate(2026, 11, 21);
        QVERIFY(m_folder.isValid());
    }

    void sameCampusGivesTheSameBytes() {
        const QString a = m_folder.filePath("a.pdf");
        const QString b = m_folder.filePath("b.pdf");
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, a, m_options));
        QTest::qWait(1100); // a clock in the file would show
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, b, m_options));
        QVERIFY(!bytesOf(a).isEmpty());
        QCOMPARE(bytesOf(a), bytesOf(b));
    }

    void onlyTheDateDiffersOnAnotherDay() {
        auto tomorrow = m_options;
        tomorrow.date = m_options.date.addDays(1);
        const QString a = m_folder.filePath("today.pdf");
        const QString b = m_folder.filePath("tomorrow.pdf");
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, a, m_options));
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, b, tomorrow));
        QVERIFY(bytesOf(a) != bytesOf(b));
    }

    void isAPdfWithEmbeddedFonts() {
        const QString path = m_folder.filePath("fonts.pdf");
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, path, m_options));
        const QByteArray pdf = bytesOf(path);
        QVERIFY(pdf.startsWith("%PDF-1.4"));
        QVERIFY(pdf.contains("pdfaid:part=\"1\""));
        QVERIFY(pdf.contains("HallwrightSans"));
        QVERIFY(pdf.count("/FontFile2") >= 2);
    }

    void tellsEachPageAndTheirNumber() {
        auto options = m_options;
        int last = 0;
        int count = 0;
        options.progress = [&](int page, int pages) {
            QCOMPARE(page, last + 1);
            last = page;
            count = pages;
        };
        const QString path = m_folder.filePath("progress.pdf");
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, path, options));
        QVERIFY(count >= 12); // cover, two site plans, hall, two diagrams, schematic, tables
        QCOMPARE(last, count);
    }

    void cancellingLeavesNoFile() {
        std::stop_source stop;
        stop.request_stop();
        auto options = m_options;
        options.stop = stop.get_token();
        const QString path = m_folder.filePath("cancelled.pdf");
        QVERIFY(!app::writeReport(m_campus, *m_catalog, *m_solution, path, options));
        QVERIFY(!QFile::exists(path));
    }

    void aFolderThatIsMissingIsSaidWithARemedy() {
        const auto written = app::writeReport(m_campus, *m_catalog, *m_solution,
                                              m_folder.filePath("no/such/report.pdf"), m_options);
        QVERIFY(!written);
        QVERIFY(!written.error().front().remedy.empty());
    }

    void anEmptyCampusHasAReportToo() {
        const model::Campus empty;
        engine::CampusSolver solver(m_catalog);
        engine::SolveRequest request;
        request.campus = empty;
        const auto solution = solver.solve(request);
        const QString path = m_folder.filePath("empty.pdf");
        QVERIFY(app::writeReport(empty, *m_catalog, *solution, path, m_options));
    }

    void costAndCapacityHavePagesWhereTheyAreSolved() {
        const app::report::ReportData data{m_campus, *m_catalog, *m_solution, m_options};
        // Energy, tokens, cost, supply, assumptions and the comparison.
        QVERIFY(app::report::facilityPages(data).size() >= 6);
        QCOMPARE(app::report::capacityPages(data).size(), std::size_t(1));
        engine::Solution unsolved;
        const app::report::ReportData nothing{m_campus, *m_catalog, unsolved, m_options};
        QVERIFY(app::report::facilityPages(nothing).empty());
        QVERIFY(app::report::capacityPages(nothing).empty());
    }

    void theAirOverTheCampusHasAPageWhereItIsSolved() {
        const app::report::ReportData without{m_campus, *m_catalog, *m_solution, m_options};
        QVERIFY(app::report::plumePages(without).empty());
        engine::Solution solved = *m_solution;
        auto air = std::make_shared<airflow::AirField>();
        air->cells = {4, 4, 2};
        air->cell_m = {60.0, 60.0, 5.0};
        air->isOpenAir = true;
        air->temperature_K.assign(32, float(273.15 + solved.scenario.ambient_C + 2.0));
        for (auto* velocity : {&air->u_m_per_s, &air->v_m_per_s, &air->w_m_per_s})
            velocity->assign(32, 1.0F);
        air->isSolid.assign(32, 0);
        auto field = std::make_shared<engine::PlumeField>();
        field->air = air;
        field->origin_m = {-120.0, -120.0, 0.0};
        field->ambient_C = solved.scenario.ambient_C;
        auto plume = std::make_shared<engine::PlumeState>();
        plume->field = field;
        solved.plume = plume;
        for (auto& [id, unit] : solved.units)
            unit.airIntake_C = solved.scenario.ambient_C + 2.0;
        const app::report::ReportData with{m_campus, *m_catalog, solved, m_options};
        QCOMPARE(app::report::plumePages(with).size(), std::size_t(1));
        const QString plain = m_folder.filePath("plain.pdf"), warm = m_folder.filePath("plume.pdf");
        QVERIFY(app::writeReport(m_campus, *m_catalog, *m_solution, plain, m_options));
        QVERIFY(app::writeReport(m_campus, *m_catalog, solved, warm, m_options));
        const auto pagesOf = [](const QString& path) {
            return bytesOf(path).count("/Type /Page\n");
        };
        QCOMPARE(pagesOf(warm), pagesOf(plain) + 1);
    }

private:
    std::shared_ptr<const catalog::Catalog> m_catalog;
    model::Campus m_campus;
    engine::SolutionPtr m_solution;
    app::ReportOptions m_options;
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestReportWriter)
#include "tst_report_writer.moc"
