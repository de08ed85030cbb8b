#pragma once

#include "core/base/result.h"
#include "text_mutator.h"

#include <functional>
#include <string>

namespace hallwright::test {

/// Gives the findings of a text; none where it was read.
using ReadText = std::function<base::Diagnostics(const std::string&)>;

/// What is wrong with findings that are shown to people: empty where there are not more than a file
/// may have, and each says in one line of sensible length where, what, and what to do.
[[nodiscard]] std::string faultOf(const base::Diagnostics& findings);

struct FuzzOutcome {
    int accepted = 0;
    int refused = 0;
    std::string fault; ///< the first text whose findings are not good, and why; empty: none
};

/// Reads `rounds` damaged versions of a text.
[[nodiscard]] FuzzOutcome fuzz(const std::string& text, TextMutator mutator, int rounds,
                               const ReadText& read);

/// Most memory that this process has had so far [MB].
[[nodiscard]] double peakMemory_MB();

/// What a reader of hostile input may add to the peak [MB].
inline constexpr double kMemoryMax_MB = 1500.0;

/// `piece` again and again, between `head` and `tail`.
[[nodiscard]] std::string repeated(const std::string& head, const std::string& piece, int times,
                                   const std::string& tail = {});

} // namespace hallwright::test
