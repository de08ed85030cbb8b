#include "app/report/one_line_diagram.h"
#include "tests/app/report/solved_sample.h"

#include <QGuiApplication>
#include <QTest>

#include <set>

using namespace hallwright;
using namespace hallwright::app;

namespace {

constexpr QSizeF kFrame_mm{182.0, 205.0};

} // namespace

class TestOneLineSheets : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        SolvedSample sample("bosquel-1gw");
        QVERIFY(sample.solution != nullptr);
        m_catalog = sample.catalog;
        m_campus = sample.campus;
        m_solution = sample.solution;
    }

    void everySheetFitsItsFrameInLegibleText() {
        const report::ReportData data{m_campus, *m_catalog, *m_solution, m_options};
        std::vector<model::EntityId> scopes{{}};
        for (const auto& station : m_campus.substations())
            scopes.push_back(model::entity(station.id));
        scopes.push_back(model::entity(m_campus.halls().begin()->id));
        for (const auto scope : scopes) {
            const auto sheets = report::planDiagrams(data, scope, kFrame_mm);
            QVERIFY(!sheets.empty());
            for (const auto& sheet : sheets)
                QVERIFY(report::fitsFrame(sheet, kFrame_mm));
        }
    }
    void inALowFrameEachFeederIsOnOneSheet() {
        const report::ReportData data{m_campus, *m_catalog, *m_solution, m_options};
        const auto station = model::entity(m_campus.substations().begin()->id);
        const QSizeF low{182.0, 105.0};
        const auto sheets = report::planDiagrams(data, station, low);
        QVERIFY(sheets.size() > 1);
        std::multiset<std::uint32_t> breakers;
        for (const auto& sheet : sheets) {
            QVERIFY(report::fitsFrame(sheet, low));
            for (const auto& symbol : sheet.symbols)
                if (symbol.kind == diagram::SymbolKind::Breaker)
                    breakers.insert(symbol.entity.number);
        }
        for (const auto& feeder : m_campus.feeders())
            if (feeder.from == station)
                QCOMPARE(breakers.count(feeder.id.number), std::size_t(1));
    }

private:
    std::shared_ptr<const catalog::Catalog> m_catalog;
    model::Campus m_campus;
    engine::SolutionPtr m_solution;
    app::ReportOptions m_options;
};

QTEST_MAIN(TestOneLineSheets)
#include "tst_one_line_sheets.moc"
