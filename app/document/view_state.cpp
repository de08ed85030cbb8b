#include "app/document/view_state.h"

namespace hallwright::app {

void ViewState::setLayer(Layer layer) {
    if (m_layer == layer)
        return;
    m_layer = layer;
    emit changed();
}

void ViewState::setStreams(bool streams) {
    if (streams == m_streams)
        return;
    m_streams = streams;
    emit changed();
}

void ViewState::setWarmAir(bool warmAir) {
    if (warmAir == m_warmAir)
        return;
    m_warmAir = warmAir;
    emit changed();
}

void ViewState::setWarmFrom(double temperature_C) {
    if (temperature_C == m_warmFrom_C)
        return;
    m_warmFrom_C = temperature_C;
    emit changed();
}

void ViewState::setAirCell(double edge_m) {
    if (edge_m == m_airCell_m)
        return;
    m_airCell_m = edge_m;
    emit airCellChanged();
}

void ViewState::setSliceAxis(Axis axis) {
    if (m_sliceAxis == axis)
        return;
    m_sliceAxis = axis;
    emit changed();
}

void ViewState::setSlicePosition(double position_m) {
    if (m_slicePosition_m == position_m)
        return;
    m_slicePosition_m = position_m;
    emit changed();
}

void ViewState::setPlumeHeight(double height_m) {
    if (m_plumeHeight_m == height_m)
        return;
    m_plumeHeight_m = height_m;
    emit changed();
}

void ViewState::setCutHeight(double height_m) {
    if (m_cutHeight_m == height_m)
        return;
    m_cutHeight_m = height_m;
    emit changed();
}

void ViewState::setPlan(bool plan) {
    if (m_plan == plan)
        return;
    m_plan = plan;
    emit changed();
}

void ViewState::setFocusHall(int number) {
    if (m_focusHall == number)
        return;
    m_focusHall = number;
    emit focusHallChanged();
}

} // namespace hallwright::app
