#pragma once

#include "core/model/entities.h"

#include <QObject>
#include <QString>
#include <QVariantList>
#include <QVariantMap>
#include <QVector3D>

#include <memory>

namespace hallwright::app {

class CampusDocument;
class Selection;

/// What the mouse does in the viewport: select, move, rotate, place an item, draw a connection.
/// The viewport hands in rays and key presses; the controller turns them into edits and tells what
/// to draw (ghost, guides, live dimensions) and what to say.
class ToolController : public QObject {
    Q_OBJECT
    Q_PROPERTY(Tool tool READ tool WRITE setTool NOTIFY toolChanged)
    /// Catalogue key of the item being placed; empty when none is.
    Q_PROPERTY(QString placing READ placing NOTIFY toolChanged)
    /// Short words for the hint card: "Place H-24", "Draw a feeder: pick its far end".
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    /// {visible, valid, boxes:[{x,y,z,width,depth,height,rotation}], label, reason, remedy, snap,
    ///  dimensions:[{x1,y1,x2,y2,z,text}], guides:[{x1,y1,x2,y2}]} in site metres.
    Q_PROPERTY(QVariantMap ghost READ ghost NOTIFY changed)
    /// Ground length of a pixel [m]: how near a snap catches and what can be aimed at.
    Q_PROPERTY(double metresPerPixel READ metresPerPixel WRITE setMetresPerPixel NOTIFY changed)
    /// Why the last act was refused, for the strip under the top bar; empty when fine.
    Q_PROPERTY(QString message READ message NOTIFY messageChanged)

public:
    enum class Tool { Select, Move, Rotate, Place, Feeder, Main, Probe };
    Q_ENUM(Tool)

    ToolController(CampusDocument& document, Selection& selection, QObject* parent = nullptr);
    ~ToolController() override;

    [[nodiscard]] Tool tool() const;
    void setTool(Tool tool);
    [[nodiscard]] QString placing() const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] QVariantMap ghost() const;
    [[nodiscard]] QString message() const;
    [[nodiscard]] double metresPerPixel() const;
    void setMetresPerPixel(double metres);

    /// Begins placing: a catalogue id ("cdu_inrow_1350kw"), "template:<name>" for a hall,
    /// "row:<rack id>" for a row of racks, "substation:<transformer id>", "plant:<cooler id>".
    Q_INVOKABLE void beginPlacing(const QString& key);
    /// A pick ray in site axes; the pointer moved, was pressed, was released.
    Q_INVOKABLE void hover(const QVector3D& origin_m, const QVector3D& direction, int modifiers);
    Q_INVOKABLE void press(const QVector3D& origin_m, const QVector3D& direction, int modifiers);
    Q_INVOKABLE void release(const QVector3D& origin_m, const QVector3D& direction, int modifiers);
    /// Returns whether the key meant something to the tool (Esc, R, digits, X Y Z, Enter).
    Q_INVOKABLE bool key(int key, int modifiers, const QString& text);
    Q_INVOKABLE void cancel();

    Q_INVOKABLE void duplicateSelection();
    Q_INVOKABLE void arraySelection(int copies, double stepX_m, double stepY_m);
    Q_INVOKABLE void rotateSelection(double degrees);
    Q_INVOKABLE void deleteSelection();
    /// "Delete H-07 and its 48 connections?"; empty when no question is needed.
    Q_INVOKABLE QString deletionQuestion() const;

signals:
    void toolChanged();
    void changed();
    void messageChanged();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::app
