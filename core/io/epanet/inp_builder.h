#pragma once

#include "core/io/epanet/epanet_network.h"
#include "core/io/epanet/inp_options.h"

#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace hallwright::io {

// Least values that numbers of a line may have.
inline constexpr double kAnyValue = -std::numeric_limits<double>::infinity();
inline constexpr double kAboveZero = 1e-12;

/// Builds the problem of an .inp file section by section; every finding carries its line.
class InpBuilder {
public:
    InpBuilder(const InpText& text, base::Diagnostics& findings, base::Diagnostics& notes);

    [[nodiscard]] EpanetNetwork build();

private:
    template <class Handler>
    void forEachLine(std::string_view section, std::size_t words, Handler handler) {
        const InpSection* found = m_text.find(section);
        if (found == nullptr)
            return;
        for (const InpLine& line : found->lines) {
            if (line.words.size() >= words)
                handler(line);
            else
                finding(line, "too few values in [" + std::string(section) + "]",
                        "give at least " + std::to_string(words));
        }
    }
    void finding(const InpLine& line, std::string what, std::string remedy = {});
    [[nodiscard]] double number(const InpLine& line, std::size_t word, double least,
                                const char* name);
    /// Whether a line has a word there and more than "" in it.
    [[nodiscard]] static bool hasWord(const InpLine& line, std::size_t word);
    [[nodiscard]] double optionalNumber(const InpLine& line, std::size_t word, double least,
                                        const char* name, double otherwise);

    void readTitle();
    void readNodes();
    int addNode(const InpLine& line, const hydronic::Node& node);
    void readDemands();
    void closeTanks();
    void readPipes();
    void readPumps();
    void readPumpParameters(const InpLine& line, hydronic::Link& link);
    [[nodiscard]] InpCurve readOldPumpCurve(const InpLine& line);
    void setPumpCurve(const InpLine& line, const InpCurve& points, const std::string& name,
                      hydronic::Link& link);
    void setPumpPower(const InpLine& line, std::size_t word, hydronic::Link& link);
    void applyPumpPatterns();
    static void setPumpSpeed(hydronic::Link& link, double speed);
    void readValves();
    void setValve(const InpLine& line, std::string_view type, hydronic::Link& link);
    void setGeneralPurpose(const InpLine& line, hydronic::Link& link);
    void readStatus();
    void readControls();
    void readControl(const InpLine& line);
    void noteLeftOut(std::string_view section, const char* what, const char* remedy);
    void roundLossCoefficients();
    void readEmitters();
    /// Turns demands into links that pass what the pressure allows.
    void drivePressure();
    [[nodiscard]] double positionalLoss(const InpLine& line, double openLossK);
    /// Applies "OPEN", "CLOSED" or a number to a link, as [STATUS] and [CONTROLS] do.
    void applySetting(const InpLine& line, std::size_t link, std::string_view value);
    void applyNumber(const InpLine& line, std::size_t link, double value);
    [[nodiscard]] bool isPlainPipe(std::size_t link) const;

    [[nodiscard]] bool addEnds(const InpLine& line, hydronic::Link& link);
    void addLink(const InpLine& line, const hydronic::Link& link);
    [[nodiscard]] std::optional<std::size_t> linkNamed(const InpLine& line, std::size_t word);
    [[nodiscard]] double patternFactor(const InpLine& line, std::string_view name);

    /// A pump's speed pattern: the word of that line that names it.
    struct PumpPattern {
        const InpLine* line;
        std::size_t word;
    };

    const InpText& m_text;
    base::Diagnostics& m_findings;
    base::Diagnostics& m_notes;
    InpOptions m_options;
    InpPatterns m_patterns;
    InpCurves m_curves;
    EpanetNetwork m_network;
    std::unordered_map<std::string, int> m_nodeOf;
    std::unordered_map<std::string, std::size_t> m_linkOf;
    std::vector<PumpPattern> m_pumpPatterns;
    /// Tanks that are full or empty at time 0, by node.
    struct TankLimit {
        int node;
        bool isFull, isEmpty;
    };
    std::vector<TankLimit> m_tankLimits;
    std::unordered_map<std::size_t, double> m_openLossOf; ///< valve -> K when fixed open
    std::vector<double> m_tankLevel_m;                    ///< per node; NaN where it is no tank
};

} // namespace hallwright::io
