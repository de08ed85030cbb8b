#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/change_set_json.h"
#include "core/io/edit_journal.h"
#include "core/io/journal_line.h"

#include <optional>

namespace hallwright::io {

namespace {

using journal::Line;
using journal::LineKind;

constexpr std::size_t kJournalSizeMax = std::size_t{2} << 30;

/// Where the replay starts: the campus, the file that holds it, and the first line to apply.
struct Start {
    model::Campus campus;
    std::filesystem::path campusFile;
    std::size_t firstLine = 0;
};

/// Applies a change set; a finding where the text is not one.
base::Diagnostics applyLine(const Line& line, std::size_t index, model::Campus& campus) {
    auto change = readChangeSet(line.change);
    if (!change) {
        auto findings = change.error();
        for (auto& finding : findings)
            finding.where = "line " + std::to_string(index + 1) + " of the journal, " +
                            (finding.where.empty() ? "/" : finding.where);
        return findings;
    }
    campus.apply(std::move(*change));
    return {};
}

/// The campus file as it is now, where a line of the journal knows that state: the newest save
/// that was begun and came to its end, or the state that the journal began with.
base::Result<Start> startOf(const std::vector<Line>& lines) {
    for (std::size_t i = lines.size(); i-- > 0;) {
        const Line& line = lines[i];
        if ((line.kind != LineKind::Saving && line.kind != LineKind::Head) ||
            line.file.path.empty())
            continue;
        const auto content = readFile(line.file.path, kCampusFileSizeMax);
        if (!content || hashOf(*content) != line.file.hash)
            continue;
        auto campus = readCampusText(*content);
        if (!campus)
            return campus.error();
        return Start{std::move(*campus), line.file.path, i + 1};
    }
    if (lines.size() > 1 && lines[1].kind == LineKind::Base) {
        Start start;
        start.firstLine = 2;
        if (auto findings = applyLine(lines[1], 1, start.campus); !findings.empty())
            return findings;
        return start;
    }
    if (lines[0].file.path.empty())
        return base::failure("line 2 of the journal", "the campus in it is damaged or cut off",
                             "Nothing can be recovered from it; discard it.");
    return base::failure(lines[0].file.path,
                         "the file is missing or has changed since these edits were made",
                         "Put back the version that was open then, or discard the edits.");
}

} // namespace

base::Result<RecoveredCampus> recoverJournal(const std::filesystem::path& journalFile) {
    const auto text = readFile(journalFile, kJournalSizeMax);
    if (!text)
        return text.error();
    const journal::Lines journal = journal::readLines(*text);
    if (journal.lines.empty() || journal.lines[0].kind != LineKind::Head) {
        return base::failure(journalFile.string(), "this is not a journal that can be read",
                             "Nothing can be recovered from it; delete it.");
    }
    auto start = startOf(journal.lines);
    if (!start)
        return start.error();

    RecoveredCampus recovered;
    recovered.campus = std::move(start->campus);
    recovered.campusFile = std::move(start->campusFile);
    for (std::size_t i = start->firstLine; i < journal.lines.size(); ++i) {
        if (journal.lines[i].kind != LineKind::Edit)
            continue;
        if (auto findings = applyLine(journal.lines[i], i, recovered.campus); !findings.empty())
            return findings;
        ++recovered.edits;
    }
    if (journal.damagedLine != 0) {
        recovered.notes.push_back(
            {"line " + std::to_string(journal.damagedLine) + " of the journal",
             journal.tornOff ? "the last edit was cut off and is lost"
                             : "is damaged; the edits from here on are lost",
             "Check the last steps of your work."});
    }
    // Damage that the check sums can't see must not get into the window either.
    if (auto again = readCampusText(writeCampusText(recovered.campus)); !again)
        return again.error();
    return recovered;
}

} // namespace hallwright::io
