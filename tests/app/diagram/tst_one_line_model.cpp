#include "app/diagram/one_line_model.h"
#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/selection.h"
#include "app/document/view_state.h"
#include "core/model/edits/arranging.h"
#include "tests/app/diagram/drawn_check.h"
#include "tests/app/models/one_hall.h"
#include "tests/app/models/shipped_catalog.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright;
using namespace hallwright::app;
using namespace hallwright::app::diagram;

class TestOneLineModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
        QVERIFY(m_folder.isValid());
    }
    void init() {
        m_document = std::make_unique<CampusDocument>(m_catalog);
        m_document->setRecoveryFolder(m_folder.path());
        auto campus = oneHall(*m_catalog);
        QVERIFY(campus.hasValue());
        m_document->reset(std::move(campus).value());
        m_live = std::make_unique<LiveResults>(*m_document, m_view);
        m_selection = std::make_unique<Selection>(*m_document);
        m_model = std::make_unique<OneLineModel>(*m_document, *m_live, *m_selection);
        m_model->setTextWidth(evenWidth);
        m_model->setActive(true);
    }
    void cleanup() {
        m_model.reset();
        m_selection.reset();
        m_live.reset();
        m_document.reset();
    }

    void nothingIsLaidOutWhileNobodyLooks() {
        OneLineModel hidden(*m_document, *m_live, *m_selection);
        hidden.setTextWidth(evenWidth);
        QVERIFY(hidden.isEmpty());
        hidden.setActive(true);
        QVERIFY(!hidden.isEmpty());
    }
    void valuesComeWithTheSolution() {
        QCOMPARE(m_model->state(), QStringLiteral("solving"));
        QVERIFY(isWithoutValues());
        QTRY_VERIFY_WITH_TIMEOUT(!isWithoutValues(), 20000);
        QCOMPARE(m_model->state(), QString());
        QCOMPARE(m_model->note(), QString());
    }
    void anEditIsDrawnAtOnceAndItsValuesFollow() {
        QTRY_VERIFY_WITH_TIMEOUT(!isWithoutValues(), 20000);
        const auto feeder = *m_document->campus().feeders().begin();
        QVERIFY(draws(model::entity(feeder.id)));
        QSignalSpy drawn(m_model.get(), &OneLineModel::diagramChanged);
        m_selection->select(int(feeder.id.number));
        QVERIFY(m_document->apply(model::DeleteEntities{{model::entity(feeder.id)}},
                                  QStringLiteral("Delete")));
        QVERIFY(drawn.count() >= 1);
        QVERIFY(!draws(model::entity(feeder.id)));
        QVERIFY(m_model->selectedBounds().isNull());
        m_document->undo();
        QVERIFY(draws(model::entity(feeder.id)));
    }
    void selectionElsewherePointsOutTheElementOrWhatHoldsIt() {
        const auto& campus = m_document->campus();
        const auto feeder = model::entity(campus.feeders().begin()->id);
        QSignalSpy elsewhere(m_model.get(), &OneLineModel::selectedElsewhere);
        m_selection->select(int(feeder.number));
        QCOMPARE(elsewhere.count(), 1);
        QCOMPARE(m_model->emphasisOf(feeder, {}), Emphasis::Selected);
        QVERIFY(!m_model->selectedBounds().isNull());
        const auto& rack = *campus.racks().begin(); // stands for its row, or for the hall
        m_selection->select(int(rack.id.number));
        QVERIFY(!m_model->selectedBounds().isNull());
        QCOMPARE(m_model->emphasisOf(feeder, {}), Emphasis::None);
    }
    void selectingInTheDiagramSelectsInTheCampus() {
        QSignalSpy elsewhere(m_model.get(), &OneLineModel::selectedElsewhere);
        const auto& symbols = m_model->diagram().symbols;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const auto wanted = symbols[i].entity;
            m_model->select({Hit::Part::Symbol, int(i)}, false);
            const auto& chosen = m_selection->entities();
            QVERIFY(std::find(chosen.begin(), chosen.end(), wanted) != chosen.end());
        }
        QCOMPARE(elsewhere.count(), 0); // the view must not jump under the pointer
    }
    void openingShowsAPartAndUpGoesBack() {
        const int hall = int(m_document->campus().halls().begin()->id.number);
        QVERIFY(m_model->canOpen(hall));
        m_model->open(hall);
        QCOMPARE(m_model->scope(), hall);
        QVERIFY(!m_model->isEmpty());
        m_model->open(int(m_document->campus().feeders().begin()->id.number)); // has no inside
        QCOMPARE(m_model->scope(), hall);
        while (m_model->path().size() > 1)
            m_model->up();
        QCOMPARE(m_model->scope(), 0);
    }
    void theScopeGoesWithItsEntity() {
        const auto hall = m_document->campus().halls().begin()->id;
        m_model->open(int(hall.number));
        QVERIFY(m_document->apply(model::DeleteEntities{{model::entity(hall)}},
                                  QStringLiteral("Delete")));
        QCOMPARE(m_model->scope(), 0);
    }
    void togglingFoldsAndOpens() {
        const auto& toggles = m_model->diagram().toggles;
        QVERIFY(!toggles.empty());
        const auto entity = toggles.front().entity;
        const auto before = m_model->diagram().symbols.size();
        m_model->toggle(int(entity.number));
        QVERIFY(m_model->diagram().symbols.size() != before);
        m_model->toggle(int(entity.number));
        QCOMPARE(m_model->diagram().symbols.size(), before);
    }
    void aPointFindsWhatIsDrawnThere() {
        const auto& drawn = m_model->diagram();
        for (const auto& symbol : drawn.symbols) {
            const Hit hit = hitAt(drawn, symbol.box.center(), 4.0);
            QVERIFY(hit.part == Hit::Part::Symbol || hit.part == Hit::Part::Toggle);
        }
        QCOMPARE(hitAt(drawn, {-100.0, -100.0}, 4.0).part, Hit::Part::None);
        for (const auto& label : drawn.labels)
            if (label.entity.isValid())
                QVERIFY(hitAt(drawn, label.box.center(), 4.0).part != Hit::Part::None);
    }

private:
    [[nodiscard]] bool isWithoutValues() const {
        const auto& wires = m_model->diagram().wires;
        return std::all_of(wires.begin(), wires.end(), [](const Wire& wire) {
            return wire.status.supply == Status::Supply::Unknown;
        });
    }
    [[nodiscard]] bool draws(model::EntityId id) const {
        return !boundsOf(m_model->diagram(), [id](model::EntityId other) {
                    return other == id;
                }).isNull();
    }

    std::shared_ptr<const catalog::Catalog> m_catalog;
    QTemporaryDir m_folder;
    ViewState m_view;
    std::unique_ptr<CampusDocument> m_document;
    std::unique_ptr<LiveResults> m_live;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<OneLineModel> m_model;
};

QTEST_GUILESS_MAIN(TestOneLineModel)
#include "tst_one_line_model.moc"
