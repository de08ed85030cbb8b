#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

namespace hallwright::engine {

/// Results by the numbers that they were computed from. Equal things (loops of equal halls, halls
/// with equal air) share one result, and what an edit did not touch is found instead of solved.
/// A result must be a pure function of its key, so that a hit and a new computation agree.
template <class Value>
class ContentCache {
public:
    using Key = std::vector<double>;

    [[nodiscard]] std::shared_ptr<const Value> find(const Key& key) {
        const auto it = m_entries.find(hashOf(key));
        if (it == m_entries.end() || it->second.key != key)
            return nullptr;
        it->second.generation = m_generation;
        return it->second.value;
    }

    void put(Key key, std::shared_ptr<const Value> value) {
        const auto hash = hashOf(key);
        m_entries[hash] = {std::move(key), std::move(value), m_generation};
    }

    /// Starts a new solve and forgets what the last few did not use.
    void nextGeneration() {
        constexpr std::uint64_t kKept = 8; // undo and redo of a few steps still hit
        ++m_generation;
        std::erase_if(m_entries,
                      [&](const auto& e) { return e.second.generation + kKept < m_generation; });
    }

private:
    /// FNV-1a over the words of the key.
    [[nodiscard]] static std::uint64_t hashOf(const Key& key) {
        std::uint64_t hash = 14695981039346656037ULL;
        for (const double value : key) {
            std::uint64_t word = 0;
            std::memcpy(&word, &value, sizeof word);
            hash = (hash ^ word) * 1099511628211ULL;
            hash ^= hash >> 29;
        }
        return hash;
    }

    struct Entry {
        Key key;
        std::shared_ptr<const Value> value;
        std::uint64_t generation = 0;
    };
    std::unordered_map<std::uint64_t, Entry> m_entries;
    std::uint64_t m_generation = 0;
};

} // namespace hallwright::engine
