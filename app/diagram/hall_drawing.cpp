#include "app/diagram/hall_drawing.h"

#include "app/format/number_format.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::diagram {

namespace {

using model::FeedSide;

constexpr QSizeF kTransformer{22.0, 36.0};
constexpr QSizeF kUps{24.0, 36.0};
constexpr double kGap = 8.0;
constexpr double kTransformerText = 66.0;
constexpr double kLongBuswayName = 80.0; ///< a busway's name is cut beyond this
const QString kBuswayValue = QStringLiteral("100.0\u2009%");

QString ratingText(double rating_VA) {
    return formatRating(rating_VA, QStringLiteral("VA")).text();
}

Fragment rowBox(const Sheet& sheet, const model::BuswayRun& run, const Status& status) {
    BoxSign box;
    box.entity = run.row.isValid() ? model::entity(run.row) : model::EntityId{};
    for (const auto rack : run.racks)
        box.members.push_back(model::entity(rack));
    box.status = {status.supply};
    const QString name = run.row.isValid() ? sheet.name(box.entity) : QStringLiteral("Racks apart");
    const QString count = run.racks.size() == 1 ? QStringLiteral("1 rack")
                                                : QStringLiteral("%1 racks").arg(run.racks.size());
    box.lines = {{name, TextRole::Name}, {count, TextRole::Detail}};
    box.words = {name, count + QStringLiteral(" on ") + QString::fromStdString(run.name)};
    return boxOf(sheet.type, box);
}

/// Room beside the busways of a hall, the same for all of them.
double buswayText(const Sheet& sheet, const model::HallInterior& interior) {
    double width = sheet.type.width(kBuswayValue, TextRole::Fault);
    for (const auto& run : interior.busways)
        width = std::max(width, sheet.type.width(QString::fromStdString(run.name), TextRole::Name));
    return std::min(width, kLongBuswayName);
}

Fragment buswayColumn(const Sheet& sheet, model::HallId hall, const model::BuswayRun& run,
                      double textWidth) {
    const auto* state = sheet.states.busway(hall, run.name);
    Conductor conductor;
    conductor.entity = run.row.isValid()   ? model::entity(run.row)
                       : run.racks.empty() ? model::EntityId{}
                                           : model::entity(run.racks.front());
    conductor.status = sheet.states.status(state);
    conductor.side = run.side;
    conductor.gear = SymbolKind::Breaker;
    const QString name = QString::fromStdString(run.name);
    conductor.words = sheet.states.words(name, state, QStringLiteral("A"));
    if (run.parallel > 1)
        conductor.words.push_back(QStringLiteral("%1 busways in parallel").arg(run.parallel));
    auto row = rowBox(sheet, run, conductor.status);
    return columnOf(sheet.type, conductor,
                    {{name, TextRole::Name},
                     sheet.states.loading(conductor.status),
                     sheet.states.current(state)},
                    textWidth, std::move(row));
}

/// Whether units that carry nothing would take over at once: in service, their board under voltage.
bool standsBy(const Sheet& sheet, const model::Equipment* unit, model::EquipmentId transformer) {
    const auto* board = sheet.states.bus(model::entity(transformer), 0);
    return unit && sheet.service.works(*unit) && board && board->energised;
}

/// Units of one kind in parallel: UPS, transfer switches, PDUs, power racks, on the board behind a
/// transformer.
Symbol deviceSymbol(const Sheet& sheet, SymbolKind kind, const QString& kindName,
                    const std::vector<model::EquipmentId>& blocks, model::EquipmentId transformer,
                    std::vector<Text>& lines) {
    const auto* first = sheet.campus.equipment().find(blocks.front());
    const auto* device = first ? sheet.catalog.powerDevice(first->type) : nullptr;
    const auto* shelf = first ? sheet.catalog.powerShelf(first->type) : nullptr;
    const double rating_W = device ? device->power_W : shelf ? shelf->power_W : 0.0;
    Symbol ups;
    ups.kind = kind;
    ups.entity = model::entity(blocks.front());
    if (blocks.size() > 1)
        for (const auto block : blocks)
            ups.members.push_back(model::entity(block));
    const auto* state = sheet.states.unit(blocks.front());
    ups.status = sheet.states.status(state);
    if (ups.status.supply == Status::Supply::Dead && standsBy(sheet, first, transformer))
        ups.status.supply = Status::Supply::Standby;
    QString name = sheet.name(ups.entity);
    if (blocks.size() > 1)
        name = QStringLiteral("%1 × %2").arg(blocks.size()).arg(kindName);
    lines.push_back({name, TextRole::Name});
    if (rating_W > 0.0)
        lines.push_back({formatRating(rating_W, QStringLiteral("W")).text(), TextRole::Detail});
    lines.push_back(sheet.states.loading(ups.status));
    ups.words = {name};
    for (const auto block : blocks)
        if (blocks.size() > 1)
            ups.words.push_back(sheet.name(model::entity(block)));
    if (state && state->running)
        ups.words.push_back(
            QStringLiteral("%1 of rating, loss %2 each")
                .arg(formatPercent(state->loading).text(), formatPower(state->power_W).text()));
    else if (ups.status.supply == Status::Supply::Standby)
        ups.words.push_back(QStringLiteral("Stands by, carries nothing"));
    return ups;
}

/// A device above what it feeds, with a little air to what stands over it.
Fragment deviceOver(const Sheet& sheet, Symbol symbol, const std::vector<Text>& lines,
                    Fragment below) {
    auto block = sourceOver(sheet.type, std::move(symbol), kUps, lines, std::move(below));
    Fragment spaced;
    spaced.port = block.port;
    spaced.portX = block.portX;
    spaced.portY = kGap;
    spaced.place(std::move(block), 0.0, kGap);
    return spaced;
}

/// Transfer switches with their other input: on it once their own board is dead.
Fragment transferOver(const Sheet& sheet, const model::SupplyUnit& supply, Fragment below) {
    std::vector<Text> lines;
    Symbol symbol =
        deviceSymbol(sheet, SymbolKind::TransferSwitch, QStringLiteral("transfer switch"),
                     supply.transferSwitches, supply.transformer, lines);
    if (supply.reserve.isValid()) {
        const auto* own = sheet.states.bus(model::entity(supply.transformer), 0);
        const auto* state = sheet.states.unit(supply.transferSwitches.front());
        const bool isMoved = own && !own->energised && state && state->running;
        symbol.closed = !isMoved;
        const QString reserve = sheet.name(model::entity(supply.reserve));
        lines.push_back(
            {(isMoved ? QStringLiteral("on R, ") : QStringLiteral("else R, ")) + reserve,
             TextRole::Detail});
        symbol.words.push_back(isMoved ? QStringLiteral("Moved to the reserve, %1").arg(reserve)
                                       : QStringLiteral("Moves to the reserve, %1").arg(reserve));
    }
    return deviceOver(sheet, std::move(symbol), lines, std::move(below));
}

/// Board and everything below it, in the order in which power passes.
Fragment boardOver(const Sheet& sheet, const model::HallInterior& interior,
                   const model::SupplyUnit& supply) {
    const auto transformer = supply.transformer;
    const auto board = model::entity(transformer);
    const auto* bus = sheet.states.bus(board, 0);
    BarSign sign{board, sheet.states.status(bus), {}};
    const auto voltage = sheet.states.voltage(bus).text;
    sign.words = {sheet.name(board) + QStringLiteral(", low-voltage board"), voltage,
                  sheet.states.faultCurrent(bus).text};
    std::vector<Fragment> busways;
    const double textWidth = buswayText(sheet, interior);
    for (const auto& run : interior.busways)
        if (run.transformer == transformer)
            busways.push_back(buswayColumn(sheet, interior.hall, run, textWidth));
    constexpr double kBoard = 96.0;
    constexpr double kUnfolded = 1e9;
    auto below = barOver(sign, std::move(busways), kUnfolded, kBoard);
    below.portX = 12.0 + kUps.width() / 2.0 - 6.0;
    bool hasDevice = false;
    const auto put = [&](SymbolKind kind, const QString& kindName,
                         const std::vector<model::EquipmentId>& units) {
        if (units.empty())
            return;
        std::vector<Text> lines;
        Symbol symbol = deviceSymbol(sheet, kind, kindName, units, transformer, lines);
        below = deviceOver(sheet, std::move(symbol), lines, std::move(below));
        hasDevice = true;
    };
    put(SymbolKind::Rectifier, QStringLiteral("power rack"), supply.rectifiers);
    put(SymbolKind::Transformer, QStringLiteral("PDU"), supply.pdus);
    if (!supply.transferSwitches.empty()) {
        below = transferOver(sheet, supply, std::move(below));
        hasDevice = true;
    }
    put(SymbolKind::Ups, QStringLiteral("UPS"), supply.ups);
    if (!hasDevice)
        return below;
    std::vector<Fragment> one;
    one.push_back(std::move(below));
    return barOver(sign, std::move(one), kUnfolded, kBoard);
}

} // namespace

Fragment transformerOver(const Sheet& sheet, const model::Equipment& transformer,
                         const std::vector<Text>& moreLines, Fragment below) {
    const auto id = model::entity(transformer.id);
    const auto* type = sheet.catalog.transformer(transformer.type);
    const auto* state = sheet.states.transformer(transformer.id);
    const bool works = sheet.service.works(transformer);
    const Status status = sheet.states.status(state);
    const QString name = QString::fromStdString(transformer.name);
    auto words = sheet.states.words(name, state, QStringLiteral("VA"));
    std::vector<Text> lines{{name, TextRole::Name}};
    if (type) {
        lines.push_back({ratingText(type->rating_VA), TextRole::Detail});
        QString nature = QStringLiteral("%1 / %2").arg(voltageText(type->highVoltage_V),
                                                       voltageText(type->lowVoltage_V));
        if (type->second)
            nature += QStringLiteral(" / %1").arg(voltageText(type->second->voltage_V));
        if (!type->vectorGroup.empty())
            nature += u' ' + QString::fromStdString(type->vectorGroup);
        nature += QStringLiteral(", uk ") + formatPercent(type->uk).text();
        words.push_back(nature);
    }
    lines.push_back(works ? sheet.states.loading(status)
                          : Text{QStringLiteral("out of service"), TextRole::Detail});
    lines.insert(lines.end(), moreLines.begin(), moreLines.end());

    Fragment part;
    const double x = std::max(14.0, below.portX);
    const auto gear = [&](double y, double beside = 0.0) {
        Symbol symbol;
        symbol.kind = SymbolKind::Breaker;
        symbol.box = QRectF(QPointF(x + beside - kGearSize.width() / 2.0, y), kGearSize);
        symbol.entity = id;
        symbol.closed = works;
        symbol.status = status;
        symbol.words = words;
        return part.add(std::move(symbol));
    };
    const auto join = [&](int from, int to, double fromY, double toY, double beside = 0.0) {
        auto& wire = part.wire(from, to, {QPointF(x + beside, fromY), QPointF(x + beside, toY)});
        wire.entity = id;
        wire.status = status;
        wire.open = !works;
        wire.words = words;
    };
    double y = 6.0;
    const int upper = gear(y);
    y += kGearSize.height();
    Symbol coils;
    coils.kind = SymbolKind::Transformer;
    coils.box = QRectF(QPointF(x - kTransformer.width() / 2.0, y + kGap), kTransformer);
    coils.entity = id;
    coils.status = status;
    coils.adjustable = type && type->tapRange > 0.0 && type->tapStep > 0.0;
    coils.windings = type && type->second ? 3 : 2;
    const double aside = coils.windings > 2 ? 0.5 * kSecondWinding * kTransformer.width() : 0.0;
    coils.box.setWidth(kTransformer.width() + aside);
    coils.words = words;
    const int windings = part.add(std::move(coils));
    join(upper, windings, y, y + kGap);
    y += kGap + kTransformer.height();
    if (aside > 0.0) // before the first's, which callers take for the last
        join(windings, gear(y + kGap, aside), y, y + kGap, aside);
    const int lower = gear(y + kGap);
    join(windings, lower, y, y + kGap);
    y += kGap + kGearSize.height();
    const double textX = x + kTransformer.width() / 2.0 + aside + 5.0;
    sheet.type.stack(part, textX, 24.0, kTransformerText, lines, id);
    part.cover(textX + kTransformerText, y + kGap);
    const int port = below.port;
    if (port >= 0) {
        const double end = y + kGap + below.portY;
        const int first = part.place(std::move(below), x - below.portX, y + kGap);
        join(lower, first + port, y, end);
    }
    part.port = upper;
    part.portX = x;
    part.portY = 6.0;
    return part;
}

std::vector<Fragment> intakeColumns(const Sheet& sheet, const model::HallInterior& interior,
                                    FeedSide side, ColumnWindow& window) {
    std::vector<Fragment> columns;
    const auto* hall = sheet.campus.halls().find(interior.hall);
    const auto intake = [&](FeedSide of) {
        return hall ? model::intakeOf(hall->recipe.feeds, of) : int(of == FeedSide::B);
    };
    for (const auto& supply : interior.supplies) {
        const auto* item = sheet.campus.equipment().find(supply.transformer);
        if (!item || intake(supply.side) != intake(side) || !window.takesNext())
            continue;
        const auto* bus = sheet.states.bus(model::entity(supply.transformer), 0);
        columns.push_back(transformerOver(sheet, *item, {sheet.states.voltage(bus)},
                                          boardOver(sheet, interior, supply)));
    }
    for (const auto* item : sheet.index.equipmentOf(model::entity(interior.hall))) {
        const bool isMine = intake(item->side) == intake(side);
        if (item->kind != model::EquipmentKind::Transformer || sheet.service.works(*item) ||
            !isMine)
            continue;
        if (!window.takesNext())
            continue;
        const auto board = model::entity(item->id);
        columns.push_back(transformerOver(
            sheet, *item, {},
            barOver({board, {Status::Supply::Dead}, {sheet.name(board)}}, {}, 0.0, 96.0)));
    }
    return columns;
}

} // namespace hallwright::app::diagram
