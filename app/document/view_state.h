#pragma once

#include <QObject>
#include <QString>

namespace hallwright::app {

/// How the scene is looked at; never part of the document and never on the undo stack.
class ViewState : public QObject {
    Q_OBJECT
    Q_PROPERTY(Layer layer READ layer WRITE setLayer NOTIFY changed)
    Q_PROPERTY(Axis sliceAxis READ sliceAxis WRITE setSliceAxis NOTIFY changed)
    /// The layer that is shown has a slice.
    Q_PROPERTY(bool slicing READ isSlicing NOTIFY changed)
    /// Paths of the air are drawn in the layers of the air.
    Q_PROPERTY(bool streams READ showsStreams WRITE setStreams NOTIFY changed)
    /// The air warmer than `warmFrom_C` is drawn as a body in the layers of the air.
    Q_PROPERTY(bool warmAir READ showsWarmAir WRITE setWarmAir NOTIFY changed)
    Q_PROPERTY(double warmFrom_C READ warmFrom WRITE setWarmFrom NOTIFY changed)
    Q_PROPERTY(double slicePosition_m READ slicePosition WRITE setSlicePosition NOTIFY changed)
    Q_PROPERTY(double plumeHeight_m READ plumeHeight WRITE setPlumeHeight NOTIFY changed)
    Q_PROPERTY(double cutHeight_m READ cutHeight WRITE setCutHeight NOTIFY changed)
    Q_PROPERTY(bool plan READ isPlan WRITE setPlan NOTIFY changed)
    /// Edge of the finest air cells [m]; 0: by the size of each hall.
    Q_PROPERTY(double airCell_m READ airCell WRITE setAirCell NOTIFY airCellChanged)
    Q_PROPERTY(int focusHall READ focusHall WRITE setFocusHall NOTIFY focusHallChanged)

public:
    enum class Layer {
        None,
        AirTemperature,
        ElectricalLoading,
        CoolantTemperature,
        VoltageDeviation,
        FaultLevel,
        Capacity,
        SupplyAir,
        Plume,
        CoolantFlow,
        WaterPressure
    };
    Q_ENUM(Layer)
    /// Layers that are read on a slice through the halls' air.
    [[nodiscard]] static bool isOfAir(Layer layer) {
        return layer == Layer::AirTemperature || layer == Layer::SupplyAir;
    }
    enum class Axis { X, Y, Z };
    Q_ENUM(Axis)

    using QObject::QObject;

    [[nodiscard]] Layer layer() const { return m_layer; }
    void setLayer(Layer layer);
    [[nodiscard]] bool isSlicing() const { return isOfAir(m_layer); }
    [[nodiscard]] bool showsStreams() const { return m_streams; }
    void setStreams(bool streams);
    [[nodiscard]] bool showsWarmAir() const { return m_warmAir; }
    void setWarmAir(bool warmAir);
    [[nodiscard]] double warmFrom() const { return m_warmFrom_C; }
    void setWarmFrom(double temperature_C);
    [[nodiscard]] Axis sliceAxis() const { return m_sliceAxis; }
    void setSliceAxis(Axis axis);
    /// Along the slice axis, from the hall's low corner [m].
    [[nodiscard]] double slicePosition() const { return m_slicePosition_m; }
    void setSlicePosition(double position_m);
    /// Of the cut through the plume above the lowest ground [m].
    [[nodiscard]] double plumeHeight() const { return m_plumeHeight_m; }
    void setPlumeHeight(double height_m);
    /// Shells are cut open above this height [m].
    [[nodiscard]] double cutHeight() const { return m_cutHeight_m; }
    void setCutHeight(double height_m);
    /// Plan view (from above, parallel) instead of perspective.
    [[nodiscard]] bool isPlan() const { return m_plan; }
    void setPlan(bool plan);
    /// Number of the hall that the user is working in: its air is solved first. 0: none.
    [[nodiscard]] double airCell() const { return m_airCell_m; }
    void setAirCell(double edge_m);
    [[nodiscard]] int focusHall() const { return m_focusHall; }
    void setFocusHall(int number);

signals:
    void changed();
    void focusHallChanged();
    void airCellChanged();

private:
    Layer m_layer = Layer::ElectricalLoading;
    Axis m_sliceAxis = Axis::Z;
    double m_slicePosition_m = 1.1;
    double m_plumeHeight_m = 4.0;
    double m_cutHeight_m = 5.2;
    bool m_plan = false;
    bool m_streams = false;
    bool m_warmAir = false;
    double m_warmFrom_C = 27.0; ///< recommended limit of rack inlets, ASHRAE
    double m_airCell_m = 0.0;
    int m_focusHall = 0;
};

} // namespace hallwright::app
