#include "app/scene/wind_control.h"

#include "app/format/number_format.h"
#include "core/model/edits/setting.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

constexpr double kStrongest_m_per_s = 40.0; ///< a hurricane's: no plume is worth solving beyond

double inCircle(double angle_deg) {
    const double turned = std::fmod(std::round(angle_deg), 360.0);
    return turned < 0.0 ? turned + 360.0 : turned;
}

} // namespace

void WindControl::setDocument(CampusDocument* document) {
    if (document == m_document)
        return;
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document)
        connect(document, &CampusDocument::changed, this, &WindControl::changed);
    emit documentChanged();
    emit changed();
}

double WindControl::speed() const {
    return m_document ? m_document->campus().activeScenario().wind_m_per_s : 0.0;
}

double WindControl::from() const {
    return m_document ? inCircle(m_document->campus().activeScenario().windFrom_deg) : 0.0;
}

QString WindControl::speedText() const {
    return Figure{formatNumber(speed(), 1), QStringLiteral("m/s")}.text();
}

QString WindControl::textOf(double from_deg) {
    return formatNumber(inCircle(from_deg), 0) + u'°';
}

void WindControl::setSpeed(double speed_m_per_s) {
    if (!m_document || !std::isfinite(speed_m_per_s))
        return;
    auto scenario = m_document->campus().activeScenario();
    const double kept =
        std::clamp(std::round(speed_m_per_s * 10.0) / 10.0, 0.0, kStrongest_m_per_s);
    if (kept == scenario.wind_m_per_s)
        return;
    scenario.wind_m_per_s = kept;
    // A campus without a scenario of its own refuses, and shows on what it has.
    (void)m_document->apply(model::Replace<model::Scenario>{scenario},
                            QStringLiteral("Set the wind to %1 m/s").arg(formatNumber(kept, 1)));
}

void WindControl::turnTo(double from_deg) {
    if (!m_document || !std::isfinite(from_deg))
        return;
    auto scenario = m_document->campus().activeScenario();
    if (inCircle(from_deg) == scenario.windFrom_deg)
        return;
    scenario.windFrom_deg = inCircle(from_deg);
    (void)m_document->apply(model::Replace<model::Scenario>{scenario},
                            QStringLiteral("Turn the wind to come from %1").arg(textOf(from_deg)));
}

} // namespace hallwright::app
