#include "app/format/number_format.h"
#include "app/report/report_pages.h"

#include <cmath>

namespace hallwright::app::report {

namespace {

struct Assumption {
    const char* title;
    const char* words;
};

/// How the figures are computed, for a reader who has to trust them.
constexpr Assumption kMethods[] = {
    {"Power",
     "Balanced positive-sequence AC. Buses, lines (pi-model) and transformers (uk, ur, no-load and "
     "load losses of the catalogue) are solved by Newton's method; grid connections are ideal "
     "voltages behind their short-circuit impedance. A dual-corded rack takes half of its power "
     "from each live feed, and all of it from the one that is left."},
    {"Coolant",
     "Pipe networks by the global gradient algorithm with Darcy-Weisbach friction; pumps by their "
     "curves; heat exchangers by effectiveness and number of transfer units. Fluid properties are "
     "those of the catalogue at the mean temperature."},
    {"Air",
     "Incompressible Boussinesq flow on a Cartesian grid with a zero-equation turbulence model "
     "(Chen and Xu 1998); racks move their rated flow at the load solved, air units supply at "
     "their set temperature. In open rooms such models agree with finer ones within about 2 K of "
     "mean rack inlet; in contained aisles far closer."},
    {"Coupling",
     "Electrical losses are heat where they arise; fans, pumps and coolers are loads of the "
     "network. The domains are solved in turn until total power changes by less than 0.01 %."},
    {"Catalogue",
     "Equipment figures keep the source and confidence that the equipment list shows. Prices are "
     "indicative, without tax and installation."},
};

Table stageTable(const ReportData& data) {
    Table table({{QStringLiteral("Stage"), 46.0, Qt::AlignLeft, false},
                 {QStringLiteral("Result"), 30.0, Qt::AlignLeft, true},
                 {QStringLiteral("Iterations"), 22.0, Qt::AlignRight, false},
                 {QStringLiteral("Residual"), 30.0, Qt::AlignRight, false},
                 {QStringLiteral("Unit"), 18.0, Qt::AlignLeft, false},
                 {QStringLiteral("Remark"), 36.0, Qt::AlignLeft, false}});
    for (const auto& stage : data.solution.stages)
        table.add(
            {{QString::fromStdString(stage.name),
              stage.converged ? QStringLiteral("converged") : QStringLiteral("not converged"),
              QString::number(stage.iterations), QString::number(stage.residual, 'e', 1),
              QString::fromStdString(stage.residualUnit), QString::fromStdString(stage.detail)},
             stage.converged ? ink::kText : ink::kFault});
    return table;
}

Table balanceTable(const ReportData& data) {
    Table table({{QStringLiteral("Energy"), 90.0, Qt::AlignLeft, false},
                 {QStringLiteral("Value"), 30.0, Qt::AlignRight, true},
                 {QStringLiteral("Unit"), 62.0, Qt::AlignLeft, false}});
    const auto& energy = data.solution.energy;
    const auto add = [&](const QString& what, double watts) {
        const Figure figure = formatPower(watts);
        table.add({{what, figure.value, figure.unit}, ink::kText});
    };
    add(QStringLiteral("From the grid"), energy.grid_W);
    add(QStringLiteral("IT"), energy.it_W);
    add(QStringLiteral("Cooling equipment"), energy.cooling_W);
    add(QStringLiteral("Electrical losses"), energy.loss_W);
    add(QStringLiteral("Heat to air"), energy.heatToAir_W);
    add(QStringLiteral("Heat to liquid"), energy.heatToLiquid_W);
    add(QStringLiteral("Heat rejected outside"), energy.heatRejected_W);
    table.add({{QStringLiteral("Residual, the larger of the electrical and the thermal balance"),
                QString::number(energy.residualFraction * 100.0, 'g', 2),
                QStringLiteral("% of the power in")},
               ink::kText});
    return table;
}

} // namespace

std::vector<Page> assumptionPages(const ReportData& data) {
    Page page;
    page.chapter = QStringLiteral("8 Assumptions");
    page.draw = [&data](Canvas& canvas) {
        double y = drawTitle(canvas, QStringLiteral("Assumptions and residuals"),
                             QStringLiteral("How the figures were computed and how well the "
                                            "solvers closed."));
        for (const auto& method : kMethods) {
            canvas.label({page::kLeft, y + 2.0}, QLatin1String(method.title),
                         style::kBody.strong());
            y += canvas.paragraph({page::kLeft + 28.0, y}, page::kContentWidth - 28.0,
                                  QString::fromUtf8(method.words), style::kBody) +
                 2.0;
        }
        y += 4.0;
        y += stageTable(data).draw(canvas, {page::kLeft, y}) + 8.0;
        y += balanceTable(data).draw(canvas, {page::kLeft, y}) + 5.0;
        canvas.paragraph(
            {page::kLeft, y}, page::kContentWidth,
            QStringLiteral("Coupling ended after %1 rounds; total power changed by "
                           "%2 % in the last.")
                .arg(data.solution.couplingRounds)
                .arg(QString::number(data.solution.couplingChangeFraction * 100.0, 'g', 2)),
            style::kBody);
    };
    return {page};
}

} // namespace hallwright::app::report
