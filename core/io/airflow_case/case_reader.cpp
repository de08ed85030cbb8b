#include "core/io/airflow_case/case_reader.h"

#include "core/solvers/airflow/problem_check.h"

#include <cmath>

namespace hallwright::io {
namespace {

const char* expectation(CaseReader::Range range) {
    switch (range) {
    case CaseReader::Range::NotNegative:
        return "a number >= 0";
    case CaseReader::Range::Positive:
        return "a number above 0";
    default:
        return "a number";
    }
}

} // namespace

void CaseReader::add(const std::string& where, std::string what, std::string remedy) {
    addFinding(m_findings, {where, std::move(what), std::move(remedy)});
}

const CaseReader::Json* CaseReader::find(const Json& object, const char* key) {
    const auto it = object.find(key);
    return it == object.end() ? nullptr : &*it;
}

std::optional<double> CaseReader::checked(const Json& value, const std::string& where,
                                          Range range) {
    const char* bound = "";
    if (value.is_number()) {
        const double number = value.get<double>();
        const bool isInRange =
            range == Range::Any || number > 0.0 || (range == Range::NotNegative && number == 0.0);
        if (std::abs(number) <= airflow::kMostFigure && isInRange)
            return number;
        if (isInRange)
            bound = range == Range::Any ? " from -1e9 to 1e9" : " and up to 1e9";
    }
    add(where, std::string("expected ") + expectation(range) + bound + ", got " + describe(value),
        "correct the value");
    return std::nullopt;
}

double CaseReader::number(const Json& object, const char* key, const std::string& where,
                          Range range) {
    const Json* value = find(object, key);
    if (!value) {
        add(where + '/' + key, "missing", std::string("add ") + expectation(range));
        return 1.0;
    }
    return checked(*value, where + '/' + key, range).value_or(1.0);
}

double CaseReader::numberOr(const Json& object, const char* key, const std::string& where,
                            Range range, double fallback) {
    return maybeNumber(object, key, where, range).value_or(fallback);
}

std::optional<double> CaseReader::maybeNumber(const Json& object, const char* key,
                                              const std::string& where, Range range) {
    const Json* value = find(object, key);
    if (!value || value->is_null())
        return std::nullopt;
    return checked(*value, where + '/' + key, range);
}

std::string CaseReader::text(const Json& object, const char* key, const std::string& where,
                             const std::string& fallback) {
    const Json* value = find(object, key);
    if (!value)
        return fallback;
    if (!value->is_string()) {
        add(where + '/' + key, "expected a text, got " + describe(*value), "put it in quotes");
        return fallback;
    }
    return value->get<std::string>();
}

base::Vec3 CaseReader::vectorValue(const Json& value, const std::string& where) {
    if (!value.is_array() || value.size() != 3) {
        add(where, "expected three numbers [x, y, z], got " + describe(value),
            "give all three in metres");
        return {};
    }
    return {checked(value[0], where + "/0", Range::Any).value_or(0.0),
            checked(value[1], where + "/1", Range::Any).value_or(0.0),
            checked(value[2], where + "/2", Range::Any).value_or(0.0)};
}

base::Vec3 CaseReader::vector(const Json& object, const char* key, const std::string& where) {
    const Json* value = find(object, key);
    if (!value) {
        add(where + '/' + key, "missing", "add three numbers [x, y, z] in metres");
        return {};
    }
    return vectorValue(*value, where + '/' + key);
}

airflow::Box CaseReader::box(const Json& object, const std::string& where) {
    airflow::Box box;
    const std::size_t before = m_findings.size();
    if (const Json* corners = find(object, "box_m")) {
        if (!corners->is_array() || corners->size() != 2) {
            add(where + "/box_m",
                "expected two corners [[x, y, z], [x, y, z]], got " + describe(*corners),
                "give the lowest and the highest corner");
            return box;
        }
        box.min_m = vectorValue((*corners)[0], where + "/box_m/0");
        box.max_m = vectorValue((*corners)[1], where + "/box_m/1");
    } else if (find(object, "min_m") && find(object, "max_m")) {
        box.min_m = vector(object, "min_m", where);
        box.max_m = vector(object, "max_m", where);
    } else {
        add(where + "/box_m", "missing", "add two corners [[x, y, z], [x, y, z]] in metres");
        return box;
    }
    if (m_findings.size() == before &&
        (box.min_m.x > box.max_m.x || box.min_m.y > box.max_m.y || box.min_m.z > box.max_m.z))
        add(where, "the first corner lies beyond the second", "give the lowest corner first");
    return box;
}

airflow::FaceRect CaseReader::face(const Json& value, const std::string& where) {
    airflow::FaceRect face;
    if (!value.is_object()) {
        add(where, "expected an object, got " + describe(value),
            "write {\"normal_axis\", \"min_m\", \"max_m\"}");
        return face;
    }
    const std::size_t before = m_findings.size();
    const airflow::Box extent = box(value, where);
    if (m_findings.size() != before)
        return face;
    face.min_m = extent.min_m;
    face.max_m = extent.max_m;
    const double thickness_m[3] = {extent.max_m.x - extent.min_m.x, extent.max_m.y - extent.min_m.y,
                                   extent.max_m.z - extent.min_m.z};
    int axis = 0;
    if (find(value, "normal_axis")) {
        const std::string name = text(value, "normal_axis", where, "");
        const auto place = std::string_view("xyz").find(name);
        if (name.size() != 1 || place == std::string_view::npos) {
            add(where + "/normal_axis", "expected \"x\", \"y\" or \"z\", got " + quotedBrief(name),
                "name the axis across the face");
            return face;
        }
        axis = static_cast<int>(place);
    } else {
        for (int d = 1; d < 3; ++d)
            if (thickness_m[d] < thickness_m[axis])
                axis = d;
    }
    face.normal = static_cast<airflow::Axis>(axis);
    constexpr double kFlat_m = 0.05; // a door or a panel may be given with its thickness
    for (int d = 0; d < 3; ++d) {
        if (d == axis && thickness_m[d] > kFlat_m)
            add(where, "a face must be flat along its normal axis",
                "give min_m and max_m the same coordinate there");
        if (d != axis && thickness_m[d] <= 0.0)
            add(where, "the face has no area", "move max_m away from min_m across the normal axis");
    }
    return face;
}

std::array<int, 3> CaseReader::cells(const Json& object, const std::string& where) {
    const Json* value = find(object, "cells");
    const std::string pointer = where + "/cells";
    if (!value) {
        add(pointer, "missing", "add three whole numbers [nx, ny, nz]");
        return {1, 1, 1};
    }
    std::array<int, 3> cells{1, 1, 1};
    if (!value->is_array() || value->size() != 3) {
        add(pointer, "expected [nx, ny, nz], got " + describe(*value), "give three whole numbers");
        return cells;
    }
    for (std::size_t d = 0; d < 3; ++d) {
        const Json& item = (*value)[d];
        constexpr std::int64_t kMost = 4096;
        const bool isWhole = item.is_number_integer();
        const std::int64_t count = isWhole ? item.get<std::int64_t>() : 0;
        if (!isWhole || count < 1 || count > kMost)
            add(pointer + '/' + std::to_string(d),
                "expected a whole number from 1 to 4096, got " + describe(item),
                "correct the number of cells");
        else
            cells[d] = static_cast<int>(count);
    }
    return cells;
}

} // namespace hallwright::io
