#include "reader_fuzz.h"

#include <sys/resource.h>

namespace hallwright::test {

std::string faultOf(const base::Diagnostics& findings) {
    constexpr std::size_t kFindingsMax = 501;
    constexpr std::size_t kLengthMax = 1200;
    if (findings.size() > kFindingsMax)
        return std::to_string(findings.size()) + " findings";
    for (const auto& finding : findings) {
        const std::string line = finding.text();
        if (finding.where.empty())
            return "no place: " + line;
        if (finding.what.empty())
            return "says nothing: " + line;
        if (finding.remedy.empty())
            return "no remedy: " + line;
        if (line.size() > kLengthMax)
            return "too long: " + line.substr(0, 100);
        for (const char c : line)
            if (static_cast<unsigned char>(c) < 0x20)
                return "not one line: " + line;
    }
    return {};
}

FuzzOutcome fuzz(const std::string& text, TextMutator mutator, int rounds, const ReadText& read) {
    FuzzOutcome outcome;
    for (int round = 0; round < rounds && outcome.fault.empty(); ++round) {
        const auto findings = read(mutator.mutate(text));
        ++(findings.empty() ? outcome.accepted : outcome.refused);
        if (auto fault = faultOf(findings); !fault.empty())
            outcome.fault = "round " + std::to_string(round) + ": " + fault;
    }
    return outcome;
}

double peakMemory_MB() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

std::string repeated(const std::string& head, const std::string& piece, int times,
                     const std::string& tail) {
    std::string text = head;
    text.reserve(head.size() + piece.size() * static_cast<std::size_t>(times) + tail.size());
    for (int i = 0; i < times; ++i)
        text += piece;
    return text + tail;
}

} // namespace hallwright::test
