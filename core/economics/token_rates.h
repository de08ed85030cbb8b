#pragma once

#include "core/catalog/equipment_types.h"

#include <string>
#include <vector>

namespace hallwright::economics {

/// Tokens a second of a set of racks, kept apart by the model that they are of: tokens of different
/// models are different goods and are not added up.
struct TokenRates {
    struct Model {
        std::string name; ///< "DeepSeek-R1 671B"
        double rate_per_s = 0.0;
        double estimated_per_s = 0.0; ///< of the rate: from figures that are no measurements
        int racks = 0;
        std::vector<std::string> benchmarks; ///< in words, each once
    };
    std::vector<Model> models; ///< in the order in which their first rack came
    int racksWithoutFigure = 0;
    std::string typeWithoutFigure; ///< name of one of them

    /// Counts a rack that works at `share` of its type's nominal load. Racks without accelerators
    /// make no tokens and are passed by.
    void add(const catalog::RackType& type, double share);
    /// The model, where all racks with accelerators have a figure of the same; nullptr else.
    [[nodiscard]] const Model* single() const;
    /// Why there is no single model; empty where there is.
    [[nodiscard]] std::string unknownBecause() const;
    /// The benchmarks behind a single model's rate; empty without one.
    [[nodiscard]] std::string source() const;
};

} // namespace hallwright::economics
