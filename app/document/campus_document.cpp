#include "app/document/campus_document.h"

#include "app/document/edit_command.h"
#include "app/document/file_path.h"
#include "app/document/journal_keeper.h"
#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/edit_journal.h"
#include "core/model/placement_rules.h"

#include <QFile>
#include <QFileInfo>

namespace hallwright::app {

DragId DragId::next() {
    static int number = 0;
    return {++number};
}

class CampusDocument::Private {
public:
    Private(CampusDocument& owner, std::shared_ptr<const catalog::Catalog> types)
        : q(owner), catalog(std::move(types)) {}

    /// Every change of the campus goes through here: edits, undo and redo alike.
    model::ChangeSet change(const model::ChangeSet& forward) {
        const model::Campus before = campus; // shares its tables: costs a few pointers
        model::ChangeSet back = campus.apply(forward);
        if (index)
            index = model::reindexCampus(*index, campus, *catalog, forward.touched());
        ++revision;
        if (const auto findings = journal.append(before, forward); !findings.empty())
            emit q.journalFailed(QString::fromStdString(findings.front().text()));
        emit q.changed(forward, false);
        if (campus.site().name != before.site().name)
            emit q.titleChanged();
        return back;
    }

    void replace(model::Campus next, const QString& file, JournalKeeper::Base base,
                 const QString& recoveredFrom = {}) {
        stack.clear();
        campus = std::move(next);
        index.reset();
        ++revision;
        filePath = file;
        recovered.reset();
        journal.begin(file, base, recoveredFrom);
        emit q.changed({}, true);
        emit q.fileChanged();
        emit q.titleChanged();
        emit q.recoveryChanged();
    }

    CampusDocument& q;
    std::shared_ptr<const catalog::Catalog> catalog;
    model::Campus campus;
    QUndoStack stack;
    JournalKeeper journal;
    QString filePath;
    std::optional<io::RecoveredCampus> recovered;
    mutable std::optional<geometry::SpatialIndex> index;
    int revision = 0;
};

CampusDocument::CampusDocument(std::shared_ptr<const catalog::Catalog> catalog, QObject* parent)
    : QObject(parent), m_private(std::make_unique<Private>(*this, std::move(catalog))) {
    QUndoStack& stack = m_private->stack;
    connect(&stack, &QUndoStack::cleanChanged, this, &CampusDocument::modifiedChanged);
    connect(&stack, &QUndoStack::indexChanged, this, &CampusDocument::undoStateChanged);
    connect(&stack, &QUndoStack::undoTextChanged, this, &CampusDocument::undoStateChanged);
}

CampusDocument::~CampusDocument() {
    // The stack tells of its end; nobody is left to hear it.
    m_private->stack.disconnect(this);
}

const model::Campus& CampusDocument::campus() const {
    return m_private->campus;
}

std::shared_ptr<const catalog::Catalog> CampusDocument::catalog() const {
    return m_private->catalog;
}

const geometry::SpatialIndex& CampusDocument::spatialIndex() const {
    if (!m_private->index)
        m_private->index = model::indexCampus(m_private->campus, *m_private->catalog);
    return *m_private->index;
}

int CampusDocument::revision() const {
    return m_private->revision;
}

QString CampusDocument::title() const {
    if (const std::string& name = m_private->campus.site().name; !name.empty())
        return QString::fromStdString(name);
    return m_private->filePath.isEmpty() ? tr("Untitled campus")
                                         : QFileInfo(m_private->filePath).completeBaseName();
}

QString CampusDocument::filePath() const {
    return m_private->filePath;
}
bool CampusDocument::isModified() const {
    return !m_private->stack.isClean();
}
bool CampusDocument::canUndo() const {
    return m_private->stack.canUndo();
}
bool CampusDocument::canRedo() const {
    return m_private->stack.canRedo();
}
QString CampusDocument::undoText() const {
    return m_private->stack.undoText();
}
QString CampusDocument::redoText() const {
    return m_private->stack.redoText();
}

base::Result<model::ChangeSet> CampusDocument::apply(const model::Edit& edit, const QString& text,
                                                     std::optional<DragId> drag) {
    auto change = edit.plan(m_private->campus, *m_private->catalog);
    if (change && !change->isEmpty())
        m_private->stack.push(new EditCommand(
            [this](const model::ChangeSet& forward) { return m_private->change(forward); }, *change,
            text, drag));
    return change;
}

void CampusDocument::undo() {
    m_private->stack.undo();
}
void CampusDocument::redo() {
    m_private->stack.redo();
}

void CampusDocument::reset(model::Campus campus, const QString& filePath) {
    m_private->replace(std::move(campus), filePath, JournalKeeper::Base::Campus);
}

base::Result<bool> CampusDocument::open(const QString& filePath) {
    const QString file = QFileInfo(filePath).absoluteFilePath();
    auto campus = io::readCampus(toPath(file));
    if (!campus)
        return campus.error();
    m_private->replace(std::move(campus).value(), file, JournalKeeper::Base::File);
    m_private->recovered = JournalKeeper::leftBeside(file);
    emit recoveryChanged();
    return true;
}

base::Result<bool> CampusDocument::save(const QString& filePath) {
    const QString file =
        filePath.isEmpty() ? m_private->filePath : QFileInfo(filePath).absoluteFilePath();
    if (file.isEmpty())
        return base::failure("campus", "It has no file yet.", "Choose a name with Save as.");
    const std::string text = io::writeCampusText(m_private->campus);
    if (auto findings = m_private->journal.noteSaving(file, text); !findings.empty())
        return findings;
    if (auto findings = io::writeFileAtomically(toPath(file), text); !findings.empty())
        return findings;
    m_private->journal.remove();
    m_private->journal.begin(file, JournalKeeper::Base::File);
    m_private->recovered.reset();
    m_private->filePath = file;
    m_private->stack.setClean();
    emit fileChanged();
    emit titleChanged();
    emit recoveryChanged();
    return true;
}

int CampusDocument::recoverableEdits() const {
    return m_private->recovered ? m_private->recovered->edits : 0;
}

void CampusDocument::recover() {
    if (!m_private->recovered)
        return;
    model::Campus campus = std::move(m_private->recovered->campus);
    m_private->replace(std::move(campus), m_private->filePath, JournalKeeper::Base::Campus);
    m_private->stack.resetClean(); // differs from the file until it is saved
}

void CampusDocument::discardRecovery() {
    if (!m_private->recovered)
        return;
    m_private->recovered.reset();
    std::error_code ignored;
    std::filesystem::remove(io::EditJournal::besideOf(toPath(m_private->filePath)), ignored);
    emit recoveryChanged();
}

QStringList CampusDocument::unsavedJournals() const {
    return m_private->journal.abandoned();
}

base::Result<bool> CampusDocument::recoverUnsaved(const QString& journalFile) {
    auto recovered = io::recoverJournal(toPath(journalFile));
    if (!recovered)
        return recovered.error();
    m_private->replace(std::move(recovered).value().campus, {}, JournalKeeper::Base::Campus,
                       journalFile);
    m_private->stack.resetClean();
    return true;
}

void CampusDocument::discardJournal() {
    m_private->journal.remove();
}

void CampusDocument::setRecoveryFolder(const QString& folder) {
    m_private->journal.setFolder(folder);
}

} // namespace hallwright::app
