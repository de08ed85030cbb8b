#pragma once

#include "core/catalog/equipment_types.h"
#include "core/io/entry_reader.h"

#include <string_view>
#include <vector>

namespace hallwright::io {

/// Readers of the entries that carry heat or coolant, as the catalogue's other ones (see
/// catalog_entries.cpp): one a type, each with the keys of its category.
void readEntry(EntryReader& reader, catalog::CduType& type);
void readEntry(EntryReader& reader, catalog::AirUnitType& type);
void readEntry(EntryReader& reader, catalog::ChillerType& type);
void readEntry(EntryReader& reader, catalog::HeatRejectionType& type);
void readEntry(EntryReader& reader, catalog::PumpType& type);
void readEntry(EntryReader& reader, catalog::PipeFamily& type);
void readEntry(EntryReader& reader, catalog::CoolantType& type);
void readEntry(EntryReader& reader, catalog::TankType& type);
void readEntry(EntryReader& reader, catalog::HeatExchangerType& type);

/// The word of "type" as an enumeration whose values stand in the order of `words`.
template <class Enum>
void readForm(EntryReader& reader, const std::vector<std::string_view>& words, Enum& into) {
    std::size_t word = 0;
    if (reader.object().choice("type", word, words))
        into = static_cast<Enum>(word);
}

} // namespace hallwright::io
