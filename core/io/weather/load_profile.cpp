#include "core/io/weather/load_profile.h"

#include "core/io/atomic_file.h"
#include "core/io/weather/weather_text.h"

#include <algorithm>
#include <array>

namespace hallwright::io {

namespace {

constexpr std::size_t kProfileSizeMax = std::size_t{4} << 20;
constexpr std::array<std::size_t, 4> kLengths{24, 168, 8760, 8784};
constexpr const char* kRemedy = "Give 24, 168, 8760 or 8784 rows under the name load.";

std::optional<double> shareIn(std::string_view word) {
    const auto value = numberIn(word);
    return value && *value >= 0.0 && *value <= 1.0 ? value : std::nullopt;
}

} // namespace

base::Result<std::vector<double>> readLoadProfileText(std::string_view text,
                                                      const std::string& fileName) {
    LineFindings findings(fileName);
    const auto lines = cutLines(text, ',');
    const auto namesLoad = [](std::string_view name) { return lowerCase(name) == "load"; };
    std::size_t column = 0;
    if (!lines.empty()) {
        const auto& names = lines.front().fields;
        column = static_cast<std::size_t>(std::find_if(names.begin(), names.end(), namesLoad) -
                                          names.begin());
    }
    if (lines.empty() || column == lines.front().fields.size()) {
        findings.add(0, "names no column load", kRemedy);
        return findings.take();
    }
    std::vector<double> shares;
    for (std::size_t i = 1; i < lines.size() && !findings.isFull(); ++i) {
        const auto& fields = lines[i].fields;
        const auto word = column < fields.size() ? fields[column] : std::string_view{};
        const auto share = shareIn(word);
        if (!share)
            findings.add(lines[i].number, "load is " + quoted(word) + ", not a share from 0 to 1",
                         "Write shares of the racks' load, 0.8 for 80 %.");
        shares.push_back(share.value_or(0.0));
    }
    if (findings.isEmpty() &&
        std::find(kLengths.begin(), kLengths.end(), shares.size()) == kLengths.end())
        findings.add(0, "has " + std::to_string(shares.size()) + " rows", kRemedy);
    if (!findings.isEmpty())
        return findings.take();
    return shares;
}

base::Result<std::vector<double>> loadProfile(const std::string& numberOrFile) {
    if (const auto number = numberIn(numberOrFile)) {
        if (const auto share = shareIn(numberOrFile))
            return std::vector{*share};
        return base::failure("load profile",
                             io::quoted(numberOrFile) + " is not a share from 0 to 1",
                             "Write 0.8 for 80 %.");
    }
    const auto text = readFile(numberOrFile, kProfileSizeMax);
    if (!text)
        return text.error();
    return readLoadProfileText(*text, numberOrFile);
}

} // namespace hallwright::io
