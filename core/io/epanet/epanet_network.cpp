#include "core/io/epanet/epanet_network.h"

#include "core/io/atomic_file.h"
#include "core/io/epanet/cut_off_heads.h"
#include "core/io/epanet/inp_builder.h"
#include "core/io/epanet/inp_text.h"
#include "core/io/text_encoding.h"

namespace hallwright::io {

namespace {
/// Largest network file that is read [bytes]; one of 100,000 links takes about 15 MB.
constexpr std::size_t kNetworkFileSizeMax = std::size_t{256} << 20;
constexpr double kHeadBand_m = 0.0005 * 0.3048; ///< in which EPANET leaves statuses as they are
/// Two controls that undo each other would go on for ever.
constexpr int kMostControlRounds = 20;

/// Whether a control finds its limit passed and its link not yet as it would set it.
bool calls(const PressureControl& control, const hydronic::Link& link,
           const hydronic::HydronicSolution& solution) {
    const double head = solution.head_m[control.node];
    const bool isPassed = control.isAbove ? head >= control.head_m - kHeadBand_m
                                          : head <= control.head_m + kHeadBand_m;
    const hydronic::Link& then = control.then;
    return isPassed && (link.isClosed != then.isClosed || link.speed != then.speed ||
                        link.setting != then.setting || link.kind != then.kind ||
                        link.minorLossK != then.minorLossK);
}
} // namespace

base::Result<EpanetNetwork> parseEpanet(std::string_view text) {
    base::Diagnostics findings;
    base::Diagnostics notes;
    std::string recoded;
    if (!isUtf8(text)) {
        recoded = utf8FromWindows1252(text);
        text = recoded;
    }
    const InpText cut = cutInp(text, findings);
    EpanetNetwork network = InpBuilder(cut, findings, notes).build();
    if (!findings.empty())
        return findings;
    network.notes = std::move(notes);
    return network;
}

base::Result<EpanetNetwork> readEpanetFile(const std::filesystem::path& path) {
    const auto text = readFile(path, kNetworkFileSizeMax);
    if (!text)
        return text.error();
    return parseEpanet(*text);
}

hydronic::HydronicSolution solveAtStart(EpanetNetwork& network, hydronic::SolveOptions options) {
    options.closedSlope_s_per_m2 = network.closedSlope_s_per_m2;
    const auto solve = [&] {
        auto answer = hydronic::solveHydronics(withLeaks(network.problem), options);
        if (answer.status != hydronic::SolveStatus::InvalidInput)
            hideLeaks(network.problem, answer);
        return answer;
    };
    hydronic::HydronicSolution solution = solve();
    for (int round = 0; round < kMostControlRounds && solution.isConverged(); ++round) {
        bool hasActed = false;
        for (const PressureControl& control : network.pressureControls) {
            hydronic::Link& link = network.problem.links[control.link];
            if (!calls(control, link, solution))
                continue;
            link = control.then;
            hasActed = true;
        }
        if (!hasActed)
            break;
        solution = solve();
    }
    if (solution.isConverged())
        setCutOffHeads(network.problem, solution);
    return solution;
}

} // namespace hallwright::io
