#include "core/layout/main_pipe.h"

#include <cmath>
#include <numbers>

namespace hallwright::layout {

void chooseMainPipe(const catalog::Catalog& catalog, model::Main& main,
                    double designFlow_m3_per_s) {
    constexpr double kMargin = 1.25; ///< coils and CDUs draw more than the heat asks for
    constexpr double kDensity_kg_per_m3 = 1015.0, kViscosity_Pa_s = 2.0e-3;
    const double flow = kMargin * designFlow_m3_per_s;
    for (const auto& family : catalog.pipes) {
        if (family.gradientDesign_Pa_per_m <= 0.0)
            continue;
        for (const auto& size : family.sizes) {
            const double d_m = size.innerDiameter_m;
            const double speed = flow / (0.25 * std::numbers::pi * d_m * d_m);
            const double reynolds = kDensity_kg_per_m3 * speed * d_m / kViscosity_Pa_s;
            const double term =
                std::log10(family.roughness_m / (3.7 * d_m) + 5.74 / std::pow(reynolds, 0.9));
            const double gradient_Pa_per_m =
                0.25 / (term * term) / d_m * 0.5 * kDensity_kg_per_m3 * speed * speed;
            if (speed <= family.velocityMax_m_per_s &&
                gradient_Pa_per_m <= family.gradientDesign_Pa_per_m) {
                main.pipeFamily = family.id;
                main.dn = size.dn;
                return;
            }
        }
    } // none fits: the edit takes the largest
}

} // namespace hallwright::layout
