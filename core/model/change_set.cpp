#include "core/model/change_set.h"

#include <algorithm>
#include <unordered_map>

namespace hallwright::model {

bool ChangeSet::isEmpty() const {
    return !site && nextNumber == 0 &&
           std::apply([](const auto&... lists) { return (lists.empty() && ...); }, rows);
}

std::vector<EntityId> ChangeSet::touched() const {
    std::vector<EntityId> ids;
    const auto collect = [&](const auto& list) {
        for (const auto& change : list)
            ids.push_back(entity(change.id));
    };
    std::apply([&](const auto&... lists) { (collect(lists), ...); }, rows);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

namespace {

template <class T>
void appendRows(std::vector<RowChange<T>>& mine, std::vector<RowChange<T>>& later) {
    if (mine.empty()) {
        mine = std::move(later);
        return;
    }
    std::unordered_map<std::uint32_t, std::size_t> position;
    position.reserve(mine.size());
    for (std::size_t i = 0; i < mine.size(); ++i)
        position[mine[i].id.number] = i;
    for (auto& change : later) {
        const auto [it, isNew] = position.try_emplace(change.id.number, mine.size());
        if (isNew)
            mine.push_back(std::move(change));
        else
            mine[it->second].after = std::move(change.after);
    }
}

} // namespace

void ChangeSet::append(ChangeSet later) {
    const auto appendList = [&]<class T>(std::vector<RowChange<T>>& list) {
        appendRows(list, later.of<T>());
    };
    std::apply([&](auto&... lists) { (appendList(lists), ...); }, rows);
    if (later.site)
        site = std::move(later.site);
    nextNumber = std::max(nextNumber, later.nextNumber);
}

} // namespace hallwright::model
