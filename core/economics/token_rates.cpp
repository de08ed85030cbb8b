#include "core/economics/token_rates.h"

#include <algorithm>

namespace hallwright::economics {

namespace {

bool isEstimate(const catalog::RackType& type) {
    const auto exception = type.fieldConfidence.find("tokens_per_s_indicative");
    return (exception == type.fieldConfidence.end() ? type.confidence : exception->second) ==
           catalog::Confidence::Estimate;
}

std::string counted(int racks) {
    return std::to_string(racks) + (racks == 1 ? " rack" : " racks");
}

} // namespace

void TokenRates::add(const catalog::RackType& type, double share) {
    if (!(type.tokens_per_s > 0.0)) {
        if (type.accelerators > 0 && racksWithoutFigure++ == 0)
            typeWithoutFigure = type.name;
        return;
    }
    auto model = std::find_if(models.begin(), models.end(),
                              [&](const Model& known) { return known.name == type.tokensModel; });
    if (model == models.end()) {
        models.push_back({});
        model = models.end() - 1;
        model->name = type.tokensModel;
    }
    const double rate_per_s = type.tokens_per_s * std::clamp(share, 0.0, 1.0);
    model->rate_per_s += rate_per_s;
    if (isEstimate(type))
        model->estimated_per_s += rate_per_s;
    ++model->racks;
    auto& benchmarks = model->benchmarks;
    if (std::find(benchmarks.begin(), benchmarks.end(), type.tokensBenchmark) == benchmarks.end())
        benchmarks.push_back(type.tokensBenchmark);
}

const TokenRates::Model* TokenRates::single() const {
    return models.size() == 1 && racksWithoutFigure == 0 ? &models.front() : nullptr;
}

std::string TokenRates::unknownBecause() const {
    if (single())
        return {};
    if (racksWithoutFigure > 0)
        return "the catalogue has no tokens a second for " + counted(racksWithoutFigure) + " (" +
               typeWithoutFigure + ")";
    if (models.empty())
        return "no rack that works makes tokens";
    std::string text = "the racks' figures are of different models:";
    for (const auto& model : models)
        text +=
            (&model == &models.front() ? " " : ", ") + model.name + " of " + counted(model.racks);
    return text;
}

std::string TokenRates::source() const {
    const auto* model = single();
    if (!model)
        return {};
    std::string text = "catalogue, " + model->name + ": ";
    for (const auto& benchmark : model->benchmarks)
        text += (&benchmark == &model->benchmarks.front() ? "" : "; ") + benchmark;
    return text;
}

} // namespace hallwright::economics
