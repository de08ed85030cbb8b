#include "core/io/catalog_reader.h"

#include "core/io/asset_folder.h"
#include "core/io/atomic_file.h"
#include "core/io/catalog_entries.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <system_error>

namespace hallwright::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCatalogFileSizeMax = std::size_t{64} << 20;
constexpr int kCatalogVersion = 1;

/// All .json files of a folder by name; a finding where it can't be read.
std::vector<fs::path> jsonFilesOf(const fs::path& folder, base::Diagnostics& findings) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    if (error) {
        findings.push_back(fileFinding(folder, "the folder could not be read", error.value()));
        return files;
    }
    for (; it != fs::directory_iterator(); it.increment(error)) {
        if (error) {
            findings.push_back(fileFinding(folder, "the folder could not be read", error.value()));
            break;
        }
        if (it->path().extension() == ".json")
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Calls `visit` with every list of two catalogues that belong together.
template <class Visit>
void forEachList(catalog::Catalog& a, catalog::Catalog& b, Visit&& visit) {
    visit(a.racks, b.racks);
    visit(a.cdus, b.cdus);
    visit(a.airUnits, b.airUnits);
    visit(a.chillers, b.chillers);
    visit(a.heatRejections, b.heatRejections);
    visit(a.pumps, b.pumps);
    visit(a.pipes, b.pipes);
    visit(a.coolants, b.coolants);
    visit(a.transformers, b.transformers);
    visit(a.cables, b.cables);
    visit(a.switchgear, b.switchgear);
    visit(a.powerDevices, b.powerDevices);
    visit(a.powerShelves, b.powerShelves);
    visit(a.generation, b.generation);
    visit(a.modules, b.modules);
    visit(a.tanks, b.tanks);
    visit(a.heatExchangers, b.heatExchangers);
}

/// Entries whose id comes twice, over all lists.
void reportDuplicates(catalog::Catalog& folder, base::Diagnostics& findings) {
    std::map<std::string, std::string> fileOfId;
    forEachList(folder, folder, [&](auto& list, auto&) {
        for (const auto& type : list) {
            const auto [it, added] = fileOfId.emplace(type.id, type.file);
            if (!added)
                findings.push_back({type.file,
                                    "the id \"" + type.id + "\" is also in " + it->second,
                                    "Give one of the two another id."});
        }
    });
}

/// Puts the entries of a later folder over those of the earlier ones.
void overlay(catalog::Catalog& base, catalog::Catalog& later, base::Diagnostics& findings) {
    std::map<std::string, const void*> listOfId;
    forEachList(base, base, [&](auto& list, auto&) {
        for (const auto& type : list)
            listOfId.emplace(type.id, &list);
    });
    forEachList(base, later, [&](auto& list, auto& added) {
        for (auto& type : added) {
            const auto known = listOfId.find(type.id);
            if (known == listOfId.end()) {
                list.push_back(std::move(type));
            } else if (known->second != &list) {
                findings.push_back({type.file,
                                    "the id \"" + type.id + "\" names another kind of " +
                                        "equipment in the catalogue that ships",
                                    "Give it another id."});
            } else {
                *std::find_if(list.begin(), list.end(),
                              [&](const auto& old) { return old.id == type.id; }) = std::move(type);
            }
        }
    });
}

/// Racks name a coolant that must exist.
void checkCoolants(const catalog::Catalog& catalog, base::Diagnostics& findings) {
    for (const auto& rack : catalog.racks) {
        const bool known =
            rack.coolant.empty() ||
            std::any_of(catalog.coolants.begin(), catalog.coolants.end(),
                        [&](const auto& coolant) { return coolant.id == rack.coolant; });
        if (!known)
            findings.push_back({rack.file,
                                "\"" + rack.id + "\" names the coolant \"" + rack.coolant +
                                    "\", which is not in the catalogue",
                                "Add it under \"coolants\" or correct its name."});
    }
}

} // namespace

base::Diagnostics readCatalogText(std::string_view text, const std::string& fileName,
                                  catalog::Catalog& into) {
    base::Diagnostics findings;
    if (auto document = parseJson(text); !document) {
        findings = document.error();
    } else {
        const Place root;
        ObjectReader reader(*document, root, findings);
        std::int64_t version = 0;
        const bool isKnownVersion = reader.integer("schema_version", version, 1, kCatalogVersion);
        std::size_t category = 0;
        const bool known = reader.choice("category", category, catalogCategories());
        std::string notes;
        reader.text("notes", notes, Presence::Optional);
        const Json* entries = reader.take("entries", Presence::Required);
        reader.finish();
        const Place list{&root, "entries"};
        if (entries && !entries->is_array())
            reader.report("entries", "expected a list, got " + describe(*entries));
        else if (entries && known && isKnownVersion)
            for (std::size_t i = 0; i < entries->size() && !isFull(findings); ++i)
                readCatalogEntry(catalogCategories()[category], (*entries)[i], Place{&list, {}, i},
                                 fileName, findings, into);
    }
    for (auto& finding : findings)
        finding.where = fileName + (finding.where.rfind('/', 0) == 0 ? "#" : ", ") + finding.where;
    return findings;
}

base::Result<catalog::Catalog> readCatalog(const std::vector<fs::path>& folders) {
    base::Diagnostics findings;
    catalog::Catalog catalog;
    for (const auto& folder : folders) {
        catalog::Catalog added;
        for (const auto& file : jsonFilesOf(folder, findings)) {
            const auto text = readFile(file, kCatalogFileSizeMax);
            const auto more =
                text ? readCatalogText(*text, file.filename().string(), added) : text.error();
            findings.insert(findings.end(), more.begin(), more.end());
        }
        reportDuplicates(added, findings);
        overlay(catalog, added, findings);
    }
    if (findings.empty())
        checkCoolants(catalog, findings);
    if (!findings.empty())
        return findings;
    catalog.index();
    return catalog;
}

base::Result<catalog::Catalog> readDefaultCatalog() {
    auto shipped = catalogFolder();
    if (!shipped)
        return shipped.error();
    std::vector<fs::path> folders{*shipped};
    std::error_code error;
    if (const fs::path user = userCatalogFolder(); !user.empty() && fs::is_directory(user, error))
        folders.push_back(user);
    return readCatalog(folders);
}

} // namespace hallwright::io
