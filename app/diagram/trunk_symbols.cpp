#include "app/diagram/trunk_symbols.h"

#include "app/format/number_format.h"

namespace hallwright::app::diagram {

using model::FeedSide;

QString nodeName(const Sheet& sheet, int n) {
    const auto& node = sheet.tree.node(n);
    const QString name = sheet.name(node.entity);
    return node.side == FeedSide::None ? name : name + u' ' + sideLetter(node.side);
}

Conductor conductorOf(const Sheet& sheet, int e, std::optional<SymbolKind> gear) {
    const auto& edge = sheet.tree.edge(e);
    const auto* state = sheet.states.feeder(edge.feeder->id);
    Conductor conductor;
    conductor.entity = model::entity(edge.feeder->id);
    conductor.status = sheet.states.status(state);
    conductor.open = edge.open;
    conductor.side = edge.feeder->side;
    conductor.gear = gear;
    const QString name = QString::fromStdString(edge.feeder->name);
    if (edge.open)
        conductor.words = {name, edge.feeder->normallyOpen ? QStringLiteral("Open point")
                                                           : QStringLiteral("Out of service")};
    else
        conductor.words = sheet.states.words(name, state, QStringLiteral("A"));
    conductor.words.push_back(
        QStringLiteral("%1 to %2")
            .arg(nodeName(sheet, edge.from.node), nodeName(sheet, edge.to.node)));
    return conductor;
}

Symbol gridSymbol(const Sheet& sheet, int n, std::vector<Text>& lines) {
    const auto& node = sheet.tree.node(n);
    const auto* grid = sheet.campus.grids().find({node.entity.number});
    const auto* state = sheet.states.grid({node.entity.number});
    Symbol symbol;
    symbol.kind = SymbolKind::Grid;
    symbol.entity = node.entity;
    symbol.status = sheet.states.status(state);
    symbol.words = sheet.states.words(sheet.name(node.entity), state, QStringLiteral("VA"));
    lines = {{sheet.name(node.entity), TextRole::Name}};
    if (grid) {
        const auto agreed = formatRating(grid->capacity_VA, QStringLiteral("VA")).text();
        const auto sk = formatFigure(grid->shortCircuit_VA, QStringLiteral("VA")).text();
        lines.push_back(
            {QStringLiteral("%1, Sk″ %2").arg(voltageText(grid->voltage_V), sk), TextRole::Detail});
        auto used = sheet.states.loading(symbol.status);
        used.text =
            QStringLiteral("%1, %2 of %3").arg(sheet.states.power(state).text, used.text, agreed);
        lines.push_back(used);
    }
    return symbol;
}

Symbol generatorSymbol(const Sheet& sheet, int n, std::vector<Text>& lines) {
    const auto& node = sheet.tree.node(n);
    const auto* item = sheet.campus.equipment().find({node.entity.number});
    const auto* type = item ? sheet.catalog.generationUnit(item->type) : nullptr;
    Symbol symbol;
    symbol.kind = !type                                                 ? SymbolKind::Generator
                  : type->form == catalog::GenerationForm::Battery      ? SymbolKind::Battery
                  : type->form == catalog::GenerationForm::FuelCell     ? SymbolKind::Battery
                  : type->form == catalog::GenerationForm::Photovoltaic ? SymbolKind::Photovoltaic
                                                                        : SymbolKind::Generator;
    symbol.entity = node.entity;
    const QString name = sheet.name(node.entity);
    symbol.words = {name};
    lines = {{name, TextRole::Name}};
    if (type) {
        const QString rating = formatRating(type->power_W, QStringLiteral("W")).text();
        lines.push_back({rating, TextRole::Detail});
        symbol.words.push_back(QString::fromStdString(type->name));
        symbol.words.push_back(rating);
    }
    return symbol;
}

} // namespace hallwright::app::diagram
