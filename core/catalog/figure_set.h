#pragma once

#include "core/catalog/equipment_types.h"

#include <string>
#include <vector>

namespace hallwright::catalog {

/// Figures for economics that ship as data: the assumptions that any campus is reckoned with, or a
/// preset, a whole facility on paper that a campus is compared with.
struct FigureSet {
    struct Figure {
        std::string id; ///< of an input or a formula of the KPI graph, or of a preset's shape
        double value = 0.0;
        std::string source;
        Confidence confidence = Confidence::Estimate;
    };
    std::string id;   ///< "ai_factory"
    std::string name; ///< "AI factory"
    std::string description;
    std::string rackType; ///< catalogue id of a preset's racks; empty for assumptions
    std::vector<Figure> figures;
};

} // namespace hallwright::catalog
