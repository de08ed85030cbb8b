#include "core/io/epanet/inp_options.h"

#include "core/io/findings.h"

#include <algorithm>
#include <cmath>

namespace hallwright::io {

namespace {

constexpr double kMetresPerFoot = 0.3048;
/// EPANET's water at 20 degC: 1.1e-5 ft2/s.
constexpr double kWaterViscosity_m2_per_s = 1.1e-5 * kMetresPerFoot * kMetresPerFoot;
/// VISCOSITY above this is a factor on water's, below it a viscosity.
constexpr double kLargestViscosity = 1e-3;
constexpr double kHour_s = 3600.0;
constexpr double kMinute_s = 60.0;
constexpr double kDay_s = 86400.0;
constexpr double kLargestPumpExponent = 20.0;
/// Of the head of a one-point curve; EPANET's 4/3.
constexpr double kShutoffShare = 1.33334;

std::string place(const InpLine& line) {
    return "line " + std::to_string(line.number);
}

/// One line of [OPTIONS] or [TIMES]: recognises a keyword of one or two words by its first letters.
struct Setting {
    const InpLine& line;
    [[nodiscard]] bool is(std::string_view one) const { return beginsWith(line.words[0], one); }
    [[nodiscard]] bool is(std::string_view one, std::string_view two) const {
        return line.words.size() > 1 && is(one) && beginsWith(line.words[1], two);
    }
};

void readNumber(const InpLine& line, std::size_t word, double least, double& value,
                base::Diagnostics& findings) {
    const auto number = line.words.size() > word ? parseNumber(line.words[word]) : std::nullopt;
    if (!number || *number < least) {
        addFinding(findings,
                   {place(line), "option " + upperCase(line.words[0]) + " has no usable number",
                    "give a number of at least " + std::to_string(least)});
        return;
    }
    value = *number;
}

void readUnits(const InpText& text, InpOptions& options, base::Diagnostics& findings) {
    options.units = *unitsOf("GPM");
    const InpSection* section = text.find("OPTIONS");
    if (section == nullptr)
        return;
    for (const InpLine& line : section->lines) {
        if (!Setting{line}.is("UNIT"))
            continue;
        const auto units = line.words.size() > 1 ? unitsOf(line.words[1]) : std::nullopt;
        if (units)
            options.units = *units;
        else
            addFinding(findings, {place(line), "unknown flow unit",
                                  "use CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMH, CMD or CMS"});
    }
    for (const InpLine& line : section->lines) {
        if (!Setting{line}.is("PRESSURE") || line.words.size() < 2)
            continue;
        if (const auto pressure = pressureUnitOf(line.words[1]))
            options.units.pressure = *pressure;
    }
}

void readOption(const InpLine& line, InpOptions& options, base::Diagnostics& findings) {
    const Setting setting{line};
    if (setting.is("HEADL")) {
        const std::string_view formula = line.words.size() > 1 ? line.words[1] : "";
        if (beginsWith(formula, "H-W"))
            options.friction = hydronic::FrictionFormula::HazenWilliams;
        else if (beginsWith(formula, "D-W"))
            options.friction = hydronic::FrictionFormula::DarcyWeisbach;
        else if (beginsWith(formula, "C-M"))
            options.friction = hydronic::FrictionFormula::ChezyManning;
        else
            addFinding(findings, {place(line), "unknown head loss formula", "use H-W, D-W or C-M"});
    } else if (setting.is("VISC")) {
        double value = 1.0;
        readNumber(line, 1, 1e-12, value, findings);
        const bool isFactor = value > kLargestViscosity;
        const double unit = options.units.length_m * options.units.length_m;
        options.viscosity_m2_per_s = isFactor ? value * kWaterViscosity_m2_per_s : value * unit;
    } else if (setting.is("SPEC") && line.words.size() > 2) {
        readNumber(line, 2, 1e-6, options.specificGravity, findings);
    } else if (setting.is("DEMAND", "MODEL") && line.words.size() > 2) {
        options.isPressureDriven = isKeyword(line.words[2], "PDA");
    } else if (setting.is("DEMAND") && line.words.size() > 2) {
        readNumber(line, 2, 0.0, options.demandMultiplier, findings);
    } else if (setting.is("EMIT") && line.words.size() > 2) {
        readNumber(line, 2, 1e-3, options.emitterExponent, findings);
    } else if (setting.is("PATT") && line.words.size() > 1) {
        options.defaultPattern = std::string(line.words[1]);
    } else if (setting.is("TRIAL")) {
        double trials = options.trials;
        readNumber(line, 1, 1.0, trials, findings);
        options.trials = static_cast<int>(std::min(trials, 1e6));
    } else if (setting.is("MINI") && line.words.size() > 2) {
        readNumber(line, 2, 0.0, options.leastPressure, findings);
    } else if (setting.is("REQ") && line.words.size() > 2) {
        readNumber(line, 2, 0.0, options.neededPressure, findings);
    } else if (setting.is("PRESSURE", "EXP") && line.words.size() > 2) {
        readNumber(line, 2, 1e-3, options.pressureExponent, findings);
    }
}

} // namespace

std::optional<double> parseTime_s(const std::vector<std::string_view>& words, std::size_t first) {
    if (words.size() <= first)
        return std::nullopt;
    double parts[3] = {0.0, 0.0, 0.0};
    std::string_view rest = words[first];
    int count = 0;
    while (count < 3) {
        const std::size_t colon = rest.find(':');
        const auto value = parseNumber(rest.substr(0, colon));
        if (!value || *value < 0.0)
            return std::nullopt;
        parts[count++] = *value;
        if (colon == std::string_view::npos)
            break;
        rest = rest.substr(colon + 1);
    }
    double seconds = parts[0] * kHour_s + parts[1] * kMinute_s + parts[2];
    if (words.size() <= first + 1)
        return seconds;
    const std::string unit = upperCase(words[first + 1]);
    if (unit == "AM" || unit == "PM") {
        if (parts[0] >= 12.0)
            seconds -= 12.0 * kHour_s;
        return unit == "PM" ? seconds + 12.0 * kHour_s : seconds;
    }
    if (count > 1)
        return seconds;
    if (unit.starts_with("SEC"))
        return parts[0];
    if (unit.starts_with("MIN"))
        return parts[0] * kMinute_s;
    if (unit.starts_with("DAY"))
        return parts[0] * kDay_s;
    return seconds;
}

InpOptions readOptions(const InpText& text, base::Diagnostics& findings) {
    InpOptions options;
    options.viscosity_m2_per_s = kWaterViscosity_m2_per_s;
    readUnits(text, options, findings);
    if (const InpSection* section = text.find("OPTIONS"))
        for (const InpLine& line : section->lines)
            readOption(line, options, findings);
    constexpr double kLeastRange = 0.1; // EPANET's too
    options.neededPressure = std::max(options.neededPressure, options.leastPressure + kLeastRange);
    const InpSection* times = text.find("TIMES");
    if (times == nullptr)
        return options;
    for (const InpLine& line : times->lines) {
        const Setting setting{line};
        double* target = setting.is("PATT", "STAR")   ? &options.patternStart_s
                         : setting.is("PATT", "TIME") ? &options.patternStep_s
                         : setting.is("STAR")         ? &options.startClock_s
                                                      : nullptr;
        if (target == nullptr || line.words.size() < 2)
            continue;
        // The value ends the line; a unit or AM, PM may follow it.
        const std::size_t last = line.words.size() - 1;
        auto time = parseTime_s(line.words, last);
        if (!time)
            time = parseTime_s(line.words, last - 1);
        if (time)
            *target = std::round(*time);
        else
            addFinding(findings, {place(line), "unreadable time", "write hours or h:mm"});
    }
    if (!(options.patternStep_s > 0.0))
        options.patternStep_s = kHour_s;
    options.startClock_s = std::fmod(options.startClock_s, kDay_s);
    return options;
}

InpPatterns readPatterns(const InpText& text, base::Diagnostics& findings) {
    InpPatterns patterns;
    const InpSection* section = text.find("PATTERNS");
    if (section == nullptr)
        return patterns;
    for (const InpLine& line : section->lines) {
        auto& values = patterns[std::string(line.words[0])];
        for (std::size_t i = 1; i < line.words.size(); ++i) {
            if (const auto value = parseNumber(line.words[i]))
                values.push_back(*value);
            else
                addFinding(findings,
                           {place(line),
                            "pattern value " + quotedBrief(line.words[i]) + " is not a number",
                            "give multipliers"});
        }
    }
    return patterns;
}

InpCurves readCurves(const InpText& text, base::Diagnostics& findings) {
    InpCurves curves;
    const InpSection* section = text.find("CURVES");
    if (section == nullptr)
        return curves;
    for (const InpLine& line : section->lines) {
        InpCurve& curve = curves[std::string(line.words[0])];
        if (curve.line == 0)
            curve.line = line.number;
        const auto x = line.words.size() > 2 ? parseNumber(line.words[1]) : std::nullopt;
        const auto y = line.words.size() > 2 ? parseNumber(line.words[2]) : std::nullopt;
        if (!x || !y) {
            addFinding(findings, {place(line), "a curve point needs two numbers", "write: id x y"});
            continue;
        }
        curve.x.push_back(*x);
        curve.y.push_back(*y);
    }
    return curves;
}

std::optional<hydronic::Curve> pumpCurveOf(const InpCurve& curve, const InpUnits& units) {
    std::vector<double> flow;
    std::vector<double> head;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
        flow.push_back(curve.x[i] * units.flow_m3_per_s);
        head.push_back(curve.y[i] * units.length_m);
        if (flow[i] < 0.0 || (i > 0 && (flow[i] <= flow[i - 1] || head[i] >= head[i - 1])))
            return std::nullopt;
    }
    if (flow.size() == 1) {
        if (!(flow[0] > 0.0) || !(head[0] > 0.0))
            return std::nullopt;
        flow = {0.0, flow[0], 2.0 * flow[0]};
        head = {kShutoffShare * head[0], head[0], 0.0};
    }
    if (flow.size() == 3 && flow[0] == 0.0) {
        const double exponent =
            std::log((head[0] - head[2]) / (head[0] - head[1])) / std::log(flow[2] / flow[1]);
        if (!(head[0] > 0.0) || !(exponent > 0.0) || exponent > kLargestPumpExponent)
            return std::nullopt;
        return hydronic::powerLawCurve(head[0], (head[0] - head[1]) / std::pow(flow[1], exponent),
                                       exponent);
    }
    if (flow.size() < 2)
        return std::nullopt;
    return hydronic::pointCurve(std::move(flow), std::move(head));
}

} // namespace hallwright::io
