#pragma once

#include "core/model/entities.h"

#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// How much warmer than ambient the air is that enters heat-rejection units [K]; those not named
/// take ambient air.
class IntakeRises {
public:
    void set(model::EquipmentId unit, double rise_K) { m_rise_K[unit] = rise_K; }
    [[nodiscard]] bool isEmpty() const { return m_rise_K.empty(); }
    [[nodiscard]] double of(model::EquipmentId unit) const {
        const auto it = m_rise_K.find(unit);
        return it == m_rise_K.end() ? 0.0 : it->second;
    }
    [[nodiscard]] IntakeRises times(double share) const {
        IntakeRises part = *this;
        for (auto& [unit, rise_K] : part.m_rise_K)
            rise_K *= share;
        return part;
    }
    /// Of equal units side by side, which are solved as one.
    [[nodiscard]] double meanOf(const std::vector<model::EquipmentId>& units) const {
        if (isEmpty() || units.empty())
            return 0.0;
        double sum_K = 0.0;
        for (const auto unit : units)
            sum_K += of(unit);
        return sum_K / static_cast<double>(units.size());
    }

private:
    std::unordered_map<model::EquipmentId, double> m_rise_K;
};

} // namespace hallwright::engine
