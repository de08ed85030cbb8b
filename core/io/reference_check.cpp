#include "core/io/reference_check.h"

namespace hallwright::io {

namespace {

constexpr std::array<std::string_view, 12> kKindNames{"nothing",
                                                      "a hall",
                                                      "a row",
                                                      "a rack",
                                                      "a piece of equipment",
                                                      "a substation",
                                                      "a plant",
                                                      "a grid connection",
                                                      "a feeder",
                                                      "a main",
                                                      "a zone",
                                                      "a scenario"};

std::string nameOf(model::EntityKind kind) {
    return std::string(kKindNames[static_cast<std::size_t>(kind)]);
}

std::string namesOf(KindSet allowed) {
    std::string names;
    for (std::size_t i = 1; i < kKindNames.size(); ++i) {
        if (allowed & (1u << i))
            names += (names.empty() ? "" : " or ") + std::string(kKindNames[i]);
    }
    return names;
}

} // namespace

void EntityDirectory::add(std::uint32_t number, model::EntityKind kind, const Place& place,
                          base::Diagnostics& findings) {
    const auto [it, added] =
        m_entries.try_emplace(number, Entry{kind, place.parent->key, place.index});
    if (!added) {
        addFinding(findings,
                   {place.pointer() + "/id",
                    "the id " + std::to_string(number) + " is taken by /" +
                        std::string(it->second.section) + "/" + std::to_string(it->second.index),
                    "Give one of the two an id that is free."});
    }
}

model::EntityKind EntityDirectory::kindOf(std::uint32_t number) const {
    const auto it = m_entries.find(number);
    return it == m_entries.end() ? model::EntityKind::None : it->second.kind;
}

void ReferenceCheck::entityRefs(std::string_view key, const std::vector<model::EntityId>& ids) {
    const Place place{&m_place, key};
    for (std::size_t i = 0; i < ids.size(); ++i)
        check(Place{&place, {}, i}, ids[i].number, kAnyKind);
}

void ReferenceCheck::check(const Place& place, std::uint32_t number, KindSet allowed) {
    if (number == 0)
        return; // nothing named, or reported as missing
    const model::EntityKind kind = m_directory.kindOf(number);
    if (kind == model::EntityKind::None) {
        addFinding(m_findings, {place.pointer(), "no entity has the id " + std::to_string(number),
                                "Put the missing entity back or take this reference out."});
    } else if (!(allowed & kinds({kind}))) {
        addFinding(m_findings, {place.pointer(),
                                "expected the id of " + namesOf(allowed) + ", but " +
                                    std::to_string(number) + " is " + nameOf(kind),
                                ""});
    }
}

} // namespace hallwright::io
