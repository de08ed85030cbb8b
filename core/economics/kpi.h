#pragma once

#include <string>
#include <vector>

namespace hallwright::economics {

/// A figure with how it came about: the formula in view.
struct Kpi {
    std::string id;   ///< "pue"
    std::string name; ///< "PUE, solved hour"
    double value = 0.0;
    std::string unit;
    std::string formula; ///< "grid / IT"
    struct Input {
        std::string name;
        double value = 0.0;
        std::string unit;
        std::string id{};     ///< of the input or KPI that it is; empty where it has none
        std::string source{}; ///< where its value comes from, where it is known by itself
        bool known = true;    ///< false: the value is meaningless
    };
    std::vector<Input> inputs;
    std::string source;
    bool known = true; ///< false: something that it needs is not there; the value is meaningless
    std::string unknownBecause{}; ///< why it is not known, in a sentence; empty where it is
};

} // namespace hallwright::economics
