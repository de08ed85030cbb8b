#pragma once

#include "core/io/campus_fields.h"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace hallwright::io {

/// Every number that is in use, with the kind and place of its entity.
class EntityDirectory {
public:
    /// Adds an entity; an id that is in use already becomes a finding.
    void add(std::uint32_t number, model::EntityKind kind, const Place& place,
             base::Diagnostics& findings);
    /// None where no entity has that number.
    [[nodiscard]] model::EntityKind kindOf(std::uint32_t number) const;

private:
    struct Entry {
        model::EntityKind kind;
        std::string_view section;
        std::size_t index;
    };
    std::unordered_map<std::uint32_t, Entry> m_entries;
};

/// Visitor that checks that the ids a row names exist and are of a kind that fits.
class ReferenceCheck {
public:
    ReferenceCheck(const EntityDirectory& directory, const Place& place,
                   base::Diagnostics& findings)
        : m_directory(directory), m_place(place), m_findings(findings) {}

    template <class Id>
    void ref(std::string_view key, Id id, model::EntityKind kind, Presence) {
        check(Place{&m_place, key}, id.number, kinds({kind}));
    }
    void entityRef(std::string_view key, model::EntityId id, KindSet allowed, Presence) {
        check(Place{&m_place, key}, id.number, allowed);
    }
    void entityRefs(std::string_view key, const std::vector<model::EntityId>& ids);

    template <class... Arguments>
    void id(Arguments&&...) {}
    template <class... Arguments>
    void text(Arguments&&...) {}
    template <class... Arguments>
    void number(Arguments&&...) {}
    template <class... Arguments>
    void integer(Arguments&&...) {}
    template <class... Arguments>
    void flag(Arguments&&...) {}
    template <class... Arguments>
    void choice(Arguments&&...) {}
    template <class... Arguments>
    void point(Arguments&&...) {}
    template <class... Arguments>
    void size(Arguments&&...) {}
    template <class... Arguments>
    void points(Arguments&&...) {}
    template <class... Arguments>
    void numbers(Arguments&&...) {}
    template <class... Arguments>
    void object(Arguments&&...) {}

private:
    void check(const Place& place, std::uint32_t number, KindSet allowed);

    const EntityDirectory& m_directory;
    const Place& m_place;
    base::Diagnostics& m_findings;
};

} // namespace hallwright::io
