#include "core/io/edit_journal.h"

#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/change_set_json.h"
#include "core/io/journal_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace hallwright::io {

namespace {

/// The change that turns an empty campus into this one.
model::ChangeSet wholeCampus(const model::Campus& campus) {
    model::ChangeSet change;
    change.site = campus.site();
    change.nextNumber = campus.nextNumber();
    std::apply(
        [&](auto&... rows) {
            const auto fill = [&]<class Entity>(std::vector<model::RowChange<Entity>>& list) {
                for (const Entity& row : campus.table<Entity>())
                    list.push_back({row.id, row});
            };
            (fill(rows), ...);
        },
        change.rows);
    return change;
}

} // namespace

class EditJournal::Private {
public:
    std::filesystem::path file;
    std::string head; ///< first line(s), written together with the first edit
    int descriptor = -1;
    int edits = 0;

    ~Private() {
        if (descriptor >= 0)
            ::close(descriptor);
    }

    /// Appends bytes and brings them to the disk; takes them back where that fails, so that a
    /// later line does not follow half a line.
    base::Diagnostics write(const std::string& bytes) {
        if (descriptor < 0) {
            constexpr int kOwnerOnly = 0600; // a journal may hold what the user did not save
            descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
                                kOwnerOnly);
            if (descriptor < 0)
                return {fileFinding(file, "the journal could not be written", errno)};
        }
        const off_t before = ::lseek(descriptor, 0, SEEK_END);
        std::string_view rest = bytes;
        while (!rest.empty()) {
            const ssize_t written = ::write(descriptor, rest.data(), rest.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return takeBack(before, errno);
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fdatasync(descriptor) != 0)
            return takeBack(before, errno);
        return {};
    }

    /// Adds lines, preceded by the head where nothing has been written yet.
    base::Diagnostics add(const std::string& lines) {
        auto findings = write(head + lines);
        if (findings.empty())
            head.clear();
        return findings;
    }

private:
    base::Diagnostics takeBack(off_t size, int errorNumber) const {
        if (::ftruncate(descriptor, size) != 0)
            errorNumber = errno;
        return {fileFinding(file, "the journal could not be written", errorNumber)};
    }
};

std::filesystem::path EditJournal::besideOf(const std::filesystem::path& campusFile) {
    std::string name(1, '.');
    name.append(campusFile.filename().string()).append(".journal");
    return campusFile.parent_path() / name;
}

EditJournal::EditJournal(std::unique_ptr<Private> state) : m_private(std::move(state)) {}
EditJournal::EditJournal(EditJournal&&) noexcept = default;
EditJournal& EditJournal::operator=(EditJournal&&) noexcept = default;
EditJournal::~EditJournal() = default;

base::Result<EditJournal> EditJournal::start(std::filesystem::path journalFile,
                                             std::filesystem::path campusFile) {
    const auto content = readFile(campusFile, kCampusFileSizeMax);
    if (!content)
        return content.error();
    std::error_code error;
    const auto absolute = std::filesystem::absolute(campusFile, error);
    auto state = std::make_unique<Private>();
    state->file = std::move(journalFile);
    state->head = journal::headLine({(error ? campusFile : absolute).string(), hashOf(*content)});
    ::unlink(state->file.c_str());
    return EditJournal(std::move(state));
}

base::Result<EditJournal> EditJournal::startUnsaved(std::filesystem::path journalFile,
                                                    const model::Campus& campus) {
    auto state = std::make_unique<Private>();
    state->file = std::move(journalFile);
    state->head = journal::headLine({}) + journal::baseLine(writeChangeSet(wholeCampus(campus)));
    ::unlink(state->file.c_str());
    return EditJournal(std::move(state));
}

base::Diagnostics EditJournal::append(const model::ChangeSet& change) {
    auto findings = m_private->add(journal::editLine(writeChangeSet(change)));
    if (findings.empty())
        ++m_private->edits;
    return findings;
}

base::Diagnostics EditJournal::noteSaving(const std::filesystem::path& campusFile,
                                          std::string_view text) {
    if (m_private->edits == 0)
        return {}; // nothing that could be lost or applied twice
    std::error_code error;
    const auto absolute = std::filesystem::absolute(campusFile, error);
    return m_private->add(
        journal::savingLine({(error ? campusFile : absolute).string(), hashOf(text)}));
}

base::Diagnostics EditJournal::remove() {
    if (m_private->descriptor >= 0) {
        ::close(m_private->descriptor);
        m_private->descriptor = -1;
    }
    m_private->edits = 0;
    if (::unlink(m_private->file.c_str()) != 0 && errno != ENOENT)
        return {fileFinding(m_private->file, "the journal could not be removed", errno)};
    return {};
}

const std::filesystem::path& EditJournal::file() const {
    return m_private->file;
}

int EditJournal::editCount() const {
    return m_private->edits;
}

} // namespace hallwright::io
