#include "core/io/airflow_case/device_reader.h"

#include "core/base/physical_constants.h"

#include <algorithm>
#include <cmath>

namespace hallwright::io {
namespace {

using Json = CaseReader::Json;
using Range = CaseReader::Range;

} // namespace

const Json* DeviceReader::part(const Json& object, const char* key, const std::string& where) {
    const Json* value = CaseReader::find(object, key);
    if (!value || value->is_object())
        return value;
    m_reader.add(where + '/' + key, "expected an object, got " + describe(*value), "write { ... }");
    return nullptr;
}

void DeviceReader::requireKnown(const Json& object, const std::string& where,
                                std::initializer_list<const char*> keys) {
    for (const auto& [name, value] : object.items()) {
        const bool isKnown =
            std::any_of(keys.begin(), keys.end(), [&](const char* key) { return name == key; });
        if (isKnown)
            continue;
        std::string known;
        for (const char* key : keys)
            known += (known.empty() ? "" : ", ") + std::string(key);
        m_reader.add(where, "unknown member " + quotedBrief(name), "use " + known);
    }
}

double DeviceReader::share(const Json& object, const char* key, const std::string& where,
                           Share bounds) {
    const double value = m_reader.numberOr(object, key, where, Range::NotNegative, 0.0);
    const bool isInside = bounds == Share::UpToOne ? value <= 1.0 : value < 1.0;
    if (isInside)
        return value;
    m_reader.add(where + '/' + key,
                 std::string("expected a share of 0 to ") +
                     (bounds == Share::UpToOne ? "1" : "below 1") + ", got " +
                     std::to_string(value),
                 "give a share, not per cent");
    return 0.0;
}

double DeviceReader::temperature_K(const Json& object, const char* key, const std::string& where) {
    const double value_K = base::kZeroCelsius_K + m_reader.number(object, key, where, Range::Any);
    if (value_K > 0.0)
        return value_K;
    m_reader.add(where + '/' + key, "lies below absolute zero", "give degrees Celsius");
    return base::kZeroCelsius_K;
}

airflow::Coil DeviceReader::coilOf(const Json& object, const std::string& where) {
    airflow::Coil coil;
    if (!CaseReader::find(object, "effectiveness"))
        m_reader.add(where + "/effectiveness", "missing", "add a share of 0 to 1");
    coil.effectiveness = share(object, "effectiveness", where, Share::UpToOne);
    coil.water_K = temperature_K(object, "water_temperature_C", where);
    return coil;
}

std::optional<airflow::Coil> DeviceReader::coil(const Json& unit, const std::string& where) {
    const Json* object = part(unit, "coil", where);
    if (!object)
        return std::nullopt;
    const std::string place = where + "/coil";
    requireKnown(*object, place, {"effectiveness", "water_temperature_C"});
    return coilOf(*object, place);
}

std::optional<std::vector<double>> DeviceReader::numbers(const Json& object, const char* key,
                                                         const std::string& where) {
    const Json* list = CaseReader::find(object, key);
    if (!list || !list->is_array()) {
        m_reader.add(where + '/' + key,
                     list ? "expected an array, got " + describe(*list) : "missing",
                     "add a list of numbers");
        return std::nullopt;
    }
    std::vector<double> values;
    for (std::size_t n = 0; n < list->size(); ++n) {
        const Json& value = (*list)[n];
        const double number = value.is_number() ? value.get<double>() : std::nan("");
        if (!std::isfinite(number)) {
            m_reader.add(where + '/' + key + '/' + std::to_string(n),
                         "expected a number, got " + describe(value), "correct the value");
            return std::nullopt;
        }
        values.push_back(number);
    }
    return values;
}

std::optional<airflow::FanCurve> DeviceReader::fans(const Json& device, const std::string& where) {
    const Json* object = part(device, "fan_curve", where);
    if (!object)
        return std::nullopt;
    const std::string place = where + "/fan_curve";
    requireKnown(*object, place, {"flow_m3_s", "pressure_Pa", "loss_Pa_s2_m6"});
    const auto flow_m3_per_s = numbers(*object, "flow_m3_s", place);
    const auto rise_Pa = numbers(*object, "pressure_Pa", place);
    airflow::FanCurve curve;
    curve.ownLoss_Pa_s2_per_m6 =
        m_reader.numberOr(*object, "loss_Pa_s2_m6", place, Range::NotNegative, 0.0);
    const airflow::FanCurve standIn{{{0.0, 1.0}, {1.0, 0.0}}, 0.0}; // to find what else is wrong
    if (!flow_m3_per_s || !rise_Pa)
        return standIn;
    for (std::size_t n = 0; n < std::min(flow_m3_per_s->size(), rise_Pa->size()); ++n)
        curve.points.push_back({(*flow_m3_per_s)[n], (*rise_Pa)[n]});
    if (flow_m3_per_s->size() != rise_Pa->size() || !curve.isFalling()) {
        m_reader.add(place, "the points are not those of a fan curve",
                     "give two or more flows that rise and as many pressures that fall");
        return standIn;
    }
    return curve;
}

void DeviceReader::readDoor(const Json& device, const std::string& where, airflow::Rack& rack) {
    const Json* object = part(device, "rear_door", where);
    if (!object)
        return;
    const std::string place = where + "/rear_door";
    requireKnown(*object, place,
                 {"effectiveness", "water_temperature_C", "leaving_temperature_C", "capacity_W",
                  "loss_Pa_s2_m6", "fan_curve"});
    airflow::RearDoor door;
    door.coil = coilOf(*object, place);
    if (CaseReader::find(*object, "leaving_temperature_C"))
        door.least_K = temperature_K(*object, "leaving_temperature_C", place);
    door.capacity_W = m_reader.maybeNumber(*object, "capacity_W", place, Range::NotNegative);
    rack.rearDoor = door;
    if (auto own = fans(*object, place)) {
        if (rack.fans)
            m_reader.add(place + "/fan_curve", "the rack has a fan curve too",
                         "leave one out: an active door sets the flow, a passive one resists it");
        rack.fans = std::move(own);
    }
    const auto loss = m_reader.maybeNumber(*object, "loss_Pa_s2_m6", place, Range::NotNegative);
    if (loss && !rack.fans)
        m_reader.add(place + "/loss_Pa_s2_m6", "a resistance without fans to overcome it",
                     "add a fan_curve to the rack, or leave the loss out");
    else if (loss)
        rack.fans->ownLoss_Pa_s2_per_m6 += *loss;
}

airflow::Screen DeviceReader::screen(const Json& item, const std::string& where) {
    requireKnown(
        item, where,
        {"id", "normal_axis", "min_m", "max_m", "box_m", "open_share", "loss_coefficient"});
    airflow::Screen screen;
    screen.id = m_reader.text(item, "id", where, where);
    screen.face = m_reader.face(item, where);
    const auto loss = m_reader.maybeNumber(item, "loss_coefficient", where, Range::NotNegative);
    const bool hasShare = CaseReader::find(item, "open_share") != nullptr;
    screen.openShare = hasShare ? share(item, "open_share", where, Share::UpToOne) : 1.0;
    if (!loss && !hasShare)
        m_reader.add(where + "/open_share", "missing", "add it, or loss_coefficient");
    else if (!loss && screen.openShare <= 0.0)
        m_reader.add(where + "/open_share", "no air passes a screen without openings",
                     "give a share above 0, or make it a baffle");
    screen.lossCoefficient =
        loss ? *loss : airflow::perforatedPlateLoss(std::max(screen.openShare, 1e-3));
    return screen;
}

airflow::PorousBody DeviceReader::porousBody(const Json& item, const std::string& where) {
    requireKnown(item, where, {"id", "min_m", "max_m", "box_m", "loss_per_m"});
    airflow::PorousBody body;
    body.box = m_reader.box(item, where);
    body.loss_per_m = m_reader.number(item, "loss_per_m", where, Range::NotNegative);
    return body;
}

} // namespace hallwright::io
