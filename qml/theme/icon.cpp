#include "qml/theme/icon.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QSvgRenderer>

namespace hallwright::app {

namespace {

/// The SVG text of an icon, read once; empty where there is none of that name.
QByteArray svgOf(const QString& name) {
    static QHash<QString, QByteArray> cache;
    if (const auto known = cache.constFind(name); known != cache.cend())
        return *known;
    QFile file(QStringLiteral(":/qt/qml/Hallwright/Theme/icons/%1.svg").arg(name));
    QByteArray text;
    if (file.open(QIODevice::ReadOnly))
        text = file.readAll();
    else if (!name.isEmpty())
        qWarning("There is no icon named %s", qPrintable(name));
    cache.insert(name, text);
    return text;
}

} // namespace

Icon::Icon(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setImplicitSize(m_size, m_size);
    setAntialiasing(true);
}

void Icon::paint(QPainter* painter) {
    QByteArray svg = svgOf(m_name);
    if (svg.isEmpty())
        return;
    // SVG 1.2 Tiny has no alpha in colours, so opacity goes through the painter.
    svg.replace("currentColor", m_color.name(QColor::HexRgb).toLatin1());
    // Thinner lines look spidery when small, so 16 px icons get a relatively wider stroke.
    if (m_size <= 16)
        svg.replace("stroke-width=\"1.8\"", "stroke-width=\"2\"");
    painter->setOpacity(m_color.alphaF());
    QSvgRenderer renderer(svg);
    renderer.render(painter,
                    QRectF((width() - m_size) / 2, (height() - m_size) / 2, m_size, m_size));
}

void Icon::setName(const QString& name) {
    if (m_name == name)
        return;
    m_name = name;
    update();
    emit nameChanged();
}

void Icon::setColor(const QColor& color) {
    if (m_color == color)
        return;
    m_color = color;
    update();
    emit colorChanged();
}

void Icon::setSize(int size) {
    if (m_size == size)
        return;
    m_size = size;
    setImplicitSize(size, size);
    update();
    emit sizeChanged();
}

} // namespace hallwright::app
