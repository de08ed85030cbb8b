#include "core/io/row_reader.h"

#include <nlohmann/json.hpp>

namespace hallwright::io {

namespace {
/// The last number is kept free, so that the campus can always say which number comes next.
constexpr std::int64_t kIdMax = std::numeric_limits<std::uint32_t>::max() - 1;
} // namespace

void RowReader::readId(std::string_view key, std::uint32_t& number, Presence presence) {
    std::int64_t read = 0;
    if (m_object.integer(key, read, 1, kIdMax, presence))
        number = static_cast<std::uint32_t>(read);
}

void RowReader::entityRefs(std::string_view key, std::vector<model::EntityId>& value) {
    const Json* list = m_object.take(key);
    if (!list)
        return;
    if (!list->is_array()) {
        m_object.report(key, "expected a list of ids, got " + describe(*list));
        return;
    }
    const Place place{&m_object.place(), key};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json& item = (*list)[i];
        if (item.is_number_unsigned() && item.get<std::uint64_t>() >= 1 &&
            item.get<std::uint64_t>() <= static_cast<std::uint64_t>(kIdMax))
            value.push_back({item.get<std::uint32_t>()});
        else
            addFinding(m_object.findings(),
                       {Place{&place, {}, i}.pointer(),
                        "expected the id of an entity, got " + describe(item), ""});
    }
}

void RowReader::numbers(std::string_view key, std::map<std::string, double>& value) {
    const Json* list = m_object.take(key);
    if (!list)
        return;
    const Place place{&m_object.place(), key};
    ObjectReader reader(*list, place, m_object.findings());
    if (!reader.isObject())
        return;
    for (const auto& entry : list->items())
        if (double number = 0.0; reader.number(entry.key(), number))
            value[entry.key()] = number;
}

void readNextNumber(ObjectReader& reader, std::string_view key, model::ChangeSet& into) {
    std::int64_t next = 0;
    if (reader.integer(key, next, 1, kIdMax + 1, Presence::Optional))
        into.nextNumber = static_cast<std::uint32_t>(next);
}

} // namespace hallwright::io
