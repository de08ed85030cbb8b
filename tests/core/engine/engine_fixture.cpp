#include "engine_fixture.h"

#include "core/io/asset_folder.h"
#include "core/io/catalog_reader.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <string>

namespace hallwright::tests {

std::shared_ptr<const catalog::Catalog> shippedCatalog() {
    static const auto catalog = [] {
        auto read = io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"});
        if (!read)
            qFatal("%s", read.error().front().text().c_str());
        return std::make_shared<const catalog::Catalog>(std::move(read).value());
    }();
    return catalog;
}

const model::Campus& sampleCampus(std::string_view id) {
    static std::map<std::string, model::Campus, std::less<>> campuses;
    if (const auto known = campuses.find(id); known != campuses.end())
        return known->second;
    auto brief = layout::campusSample(id)->brief;
    brief.site.designAmbient_C = 29.3; // Le Bosquel, ASHRAE 0.4 % dry bulb
    brief.site.designWetBulb_C = 21.0;
    auto campus = layout::generateCampus(brief, *shippedCatalog());
    if (!campus)
        qFatal("%s", campus.error().front().text().c_str());
    return campuses.emplace(id, std::move(campus).value()).first->second;
}

void edit(model::Campus& campus, const model::Edit& edit) {
    auto change = edit.plan(campus, *shippedCatalog());
    QVERIFY2(change.hasValue(), change ? "" : change.error().front().text().c_str());
    campus.apply(std::move(change).value());
}

engine::SolutionPtr solveWith(engine::CampusSolver& solver, const model::Campus& campus,
                              std::uint64_t revision) {
    engine::SolveRequest request;
    request.campus = campus;
    request.revision = revision;
    request.withAir = false;
    return solver.solve(request);
}

engine::SolutionPtr solveCold(const model::Campus& campus) {
    engine::CampusSolver solver(shippedCatalog());
    return solveWith(solver, campus);
}

bool hasFinding(const engine::Solution& solution, std::string_view rule) {
    return std::any_of(solution.findings.begin(), solution.findings.end(),
                       [&](const engine::Finding& finding) { return finding.rule == rule; });
}

const engine::Kpi* kpi(const engine::Solution& solution, std::string_view id) {
    for (const auto& candidate : solution.kpis)
        if (candidate.id == id)
            return &candidate;
    return nullptr;
}

} // namespace hallwright::tests
