#include "core/io/findings.h"

#include <utility>

namespace hallwright::io {

namespace {

/// A file with more findings than this is of another kind; nobody reads on.
constexpr std::size_t kFindingsMax = 500;
constexpr std::size_t kTextLengthMax = 400;
constexpr std::size_t kQuotedLengthMax = 40;

/// Cuts a text, keeping UTF-8 sequences whole.
void cut(std::string& text, std::size_t length) {
    if (text.size() <= length)
        return;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        --length;
    text.resize(length);
    text += "...";
}

} // namespace

bool isFull(const base::Diagnostics& findings) {
    return findings.size() > kFindingsMax;
}

void addFinding(base::Diagnostics& findings, base::Diagnostic finding) {
    if (isFull(findings))
        return;
    if (findings.size() == kFindingsMax)
        finding = {"the whole file",
                   "there are more findings than the " + std::to_string(kFindingsMax) + " listed",
                   "Correct these first."};
    cut(finding.where, kTextLengthMax);
    cut(finding.what, kTextLengthMax);
    if (finding.remedy.empty())
        finding.remedy = "Correct the value.";
    findings.push_back(std::move(finding));
}

std::string quotedBrief(std::string_view text) {
    std::string shown(text.substr(0, kQuotedLengthMax + 4));
    cut(shown, kQuotedLengthMax);
    for (char& c : shown)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = '?';
    return '"' + shown + '"';
}

} // namespace hallwright::io
