#include "core/io/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace hallwright::io {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { (void)close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] int number() const { return m_number; }
    /// False where the last write could not be brought to the disk.
    [[nodiscard]] bool close() {
        const int number = std::exchange(m_number, -1);
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number;
};

bool writeAll(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The file that a chain of symbolic links ends at; the path itself where it is none.
std::filesystem::path linkTarget(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_symlink(file, error))
        return file;
    const auto target = std::filesystem::weakly_canonical(file, error);
    return error ? file : target;
}

/// Permissions of a file to be replaced, or those that a new file gets.
mode_t permissionsFor(const std::filesystem::path& file) {
    struct stat state {};
    if (::stat(file.c_str(), &state) == 0)
        return state.st_mode & 07777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

} // namespace

base::Diagnostic fileFinding(const std::filesystem::path& file, const std::string& action,
                             int errorNumber) {
    std::string cause = std::strerror(errorNumber);
    std::string remedy = "Check the folder and its permissions.";
    switch (errorNumber) {
    case ENOSPC:
    case EDQUOT:
        cause = "the disk is full";
        remedy = "Free some space or choose another disk.";
        break;
    case EACCES:
    case EPERM:
        cause = "permission denied";
        remedy = "Choose a folder that you may write to.";
        break;
    case EROFS:
        cause = "the disk is read-only";
        remedy = "Choose another place.";
        break;
    case ENOENT:
        cause = "no such file or folder";
        remedy = "Check the path.";
        break;
    case ENOTDIR:
        cause = "a part of the path is not a folder";
        remedy = "Check the path.";
        break;
    case EISDIR:
        cause = "that is a folder";
        remedy = "Name a file.";
        break;
    case ENAMETOOLONG:
        cause = "the name is too long";
        remedy = "Choose a shorter name.";
        break;
    case EFBIG:
        cause = "the file is too large";
        remedy = "Raise the limit on file sizes or check that this is the right file.";
        break;
    default:
        break;
    }
    return {file.string(), action + ": " + cause, std::move(remedy)};
}

base::Diagnostics writeFileAtomically(const std::filesystem::path& file, std::string_view content) {
    const std::filesystem::path target = linkTarget(file);
    std::error_code error;
    if (target.filename().empty() || std::filesystem::is_directory(target, error))
        return {fileFinding(file, "could not be saved", EISDIR)};
    if (std::filesystem::exists(target, error) && !std::filesystem::is_regular_file(target, error))
        return base::failure(file.string(), "could not be saved: not a regular file",
                             "Name a file."); // renaming would put a file in a device's place
    const std::filesystem::path folder =
        target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");

    std::string name(1, '.');
    name.append(target.filename().string()).append(".XXXXXX");
    std::string beside = (folder / name).string();
    Descriptor output(::mkostemp(beside.data(), O_CLOEXEC));
    if (!output.isOpen())
        return {fileFinding(file, "could not be saved", errno)};
    const auto giveUp = [&](int errorNumber) {
        ::unlink(beside.c_str());
        return base::Diagnostics{fileFinding(file, "could not be saved", errorNumber)};
    };
    if (!writeAll(output.number(), content) ||
        ::fchmod(output.number(), permissionsFor(target)) != 0 || ::fsync(output.number()) != 0 ||
        !output.close())
        return giveUp(errno);
    if (::rename(beside.c_str(), target.c_str()) != 0)
        return giveUp(errno);
    // The new name is on the disk only when the folder is; some file systems can't sync a folder,
    // and by now the file has been replaced in any case.
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.isOpen())
        (void)::fsync(directory.number());
    return {};
}

base::Result<std::string> readFile(const std::filesystem::path& file, std::size_t sizeMax) {
    const auto failed = [&](int errorNumber) {
        return base::Diagnostics{fileFinding(file, "could not be read", errorNumber)};
    };
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    const Descriptor input(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!input.isOpen())
        return failed(errno);
    struct stat state {};
    if (::fstat(input.number(), &state) != 0)
        return failed(errno);
    if (S_ISDIR(state.st_mode))
        return failed(EISDIR);
    if (!S_ISREG(state.st_mode))
        return base::failure(file.string(), "could not be read: not a regular file",
                             "Name a file.");
    if (static_cast<std::size_t>(state.st_size) > sizeMax)
        return failed(EFBIG);
    std::string content(static_cast<std::size_t>(state.st_size), '\0');
    std::size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t count =
            ::read(input.number(), content.data() + filled, content.size() - filled);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed(errno);
        if (count == 0)
            break; // shorter than a moment ago: somebody is writing it
        filled += static_cast<std::size_t>(count);
    }
    content.resize(filled);
    return content;
}

} // namespace hallwright::io
