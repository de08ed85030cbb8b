#include "core/io/figure_set_reader.h"

#include "core/io/asset_folder.h"
#include "core/io/atomic_file.h"
#include "core/io/object_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace hallwright::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFigureSetSizeMax = std::size_t{4} << 20;
constexpr int kVersion = 1;

void readFigures(ObjectReader& reader, catalog::FigureSet& set) {
    const Json* figures = reader.take("figures", Presence::Required);
    if (!figures)
        return;
    if (!figures->is_array()) {
        reader.report("figures", "expected a list, got " + describe(*figures));
        return;
    }
    const Place list{&reader.place(), "figures"};
    for (std::size_t i = 0; i < figures->size() && !isFull(reader.findings()); ++i) {
        const Place place{&list, {}, i};
        ObjectReader item((*figures)[i], place, reader.findings());
        catalog::FigureSet::Figure figure;
        item.text("id", figure.id);
        item.number("value", figure.value);
        item.text("source", figure.source);
        std::size_t confidence = 0;
        if (item.choice("confidence", confidence, {"published", "typical", "estimate"}))
            figure.confidence = static_cast<catalog::Confidence>(confidence);
        item.finish();
        const bool isTwice = std::any_of(set.figures.begin(), set.figures.end(),
                                         [&](const auto& known) { return known.id == figure.id; });
        if (isTwice && !figure.id.empty())
            item.report("id", "\"" + figure.id + "\" comes twice", "Keep one of the two.");
        set.figures.push_back(std::move(figure));
    }
}

base::Result<catalog::FigureSet> readSetFile(const fs::path& path) {
    const auto text = io::readFile(path, kFigureSetSizeMax);
    if (!text)
        return text.error();
    return readFigureSetText(*text, path.filename().string());
}

} // namespace

base::Result<catalog::FigureSet> readFigureSetText(std::string_view text,
                                                   const std::string& fileName) {
    base::Diagnostics findings;
    catalog::FigureSet set;
    if (const auto document = parseJson(text)) {
        const Place root;
        ObjectReader reader(*document, root, findings);
        std::int64_t version = 0;
        reader.integer("schema_version", version, 1, kVersion);
        reader.text("id", set.id);
        reader.text("name", set.name);
        reader.text("description", set.description, Presence::Optional);
        reader.text("rack_type", set.rackType, Presence::Optional);
        readFigures(reader, set);
        reader.finish();
    } else {
        findings = document.error();
    }
    if (findings.empty())
        return set;
    for (auto& finding : findings)
        finding.where = fileName + (finding.where.rfind('/', 0) == 0 ? "#" : ", ") + finding.where;
    return findings;
}

base::Result<catalog::FigureSet> readAssumptions() {
    const auto assets = assetFolder();
    if (!assets)
        return assets.error();
    return readSetFile(*assets / "economics" / "assumptions.json");
}

base::Result<std::vector<catalog::FigureSet>> readPresets() {
    const auto assets = assetFolder();
    if (!assets)
        return assets.error();
    const auto folder = *assets / "economics" / "presets";
    std::vector<catalog::FigureSet> presets;
    base::Diagnostics findings;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
        if (it->path().extension() != ".json")
            continue;
        auto set = readSetFile(it->path());
        if (set)
            presets.push_back(std::move(set).value());
        else
            findings.insert(findings.end(), set.error().begin(), set.error().end());
    }
    if (error)
        findings.push_back(fileFinding(folder, "the folder could not be read", error.value()));
    if (!findings.empty())
        return findings;
    std::sort(presets.begin(), presets.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return presets;
}

base::Result<std::vector<catalog::FigureSet>> findPresets(const std::vector<std::string>& ids,
                                                          const std::string& where) {
    const auto presets = readPresets();
    if (!presets)
        return presets.error();
    std::vector<catalog::FigureSet> chosen;
    for (const auto& id : ids) {
        const auto it = std::find_if(presets->begin(), presets->end(),
                                     [&](const auto& preset) { return preset.id == id; });
        if (it == presets->end()) {
            std::string known;
            for (const auto& preset : *presets)
                known += (known.empty() ? "" : ", ") + preset.id;
            return base::failure(where, "there is no preset \"" + id + "\"",
                                 "Choose one of " + known + ".");
        }
        chosen.push_back(*it);
    }
    return chosen;
}

} // namespace hallwright::io
