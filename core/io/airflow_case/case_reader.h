#pragma once

#include "core/base/result.h"
#include "core/base/vec.h"
#include "core/io/findings.h"
#include "core/io/json_document.h"
#include "core/solvers/airflow/airflow_problem.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace hallwright::io {

/// Reads members of JSON objects and collects what is wrong with them, each with its pointer.
/// A missing or wrong value gives the fallback, so that reading goes on and finds the rest.
class CaseReader {
public:
    using Json = io::Json;

    /// Bounds of a number.
    enum class Range { Any, NotNegative, Positive };

    void add(const std::string& where, std::string what, std::string remedy);
    [[nodiscard]] base::Diagnostics take() { return std::move(m_findings); }
    [[nodiscard]] bool isClean() const { return m_findings.empty(); }

    /// Null if the object has no such member.
    [[nodiscard]] static const Json* find(const Json& object, const char* key);
    [[nodiscard]] double number(const Json& object, const char* key, const std::string& where,
                                Range range);
    [[nodiscard]] double numberOr(const Json& object, const char* key, const std::string& where,
                                  Range range, double fallback);
    [[nodiscard]] std::optional<double> maybeNumber(const Json& object, const char* key,
                                                    const std::string& where, Range range);
    [[nodiscard]] std::string text(const Json& object, const char* key, const std::string& where,
                                   const std::string& fallback);
    [[nodiscard]] base::Vec3 vector(const Json& object, const char* key, const std::string& where);
    /// [[x, y, z], [x, y, z]] under `key`, or members min_m and max_m.
    [[nodiscard]] airflow::Box box(const Json& object, const std::string& where);
    /// {"normal_axis", "min_m", "max_m"}; without normal_axis the axis along which both agree.
    [[nodiscard]] airflow::FaceRect face(const Json& value, const std::string& where);
    [[nodiscard]] std::array<int, 3> cells(const Json& object, const std::string& where);
    /// Calls read(item, pointer) for the objects of the array `key`, if there is one.
    template <class Read>
    void forEach(const Json& object, const char* key, const std::string& where, Read read) {
        const Json* list = find(object, key);
        if (!list)
            return;
        const std::string pointer = where + '/' + key;
        if (!list->is_array()) {
            add(pointer, "expected an array, got " + describe(*list), "write [ ... ]");
            return;
        }
        for (std::size_t n = 0; n < list->size() && !isFull(m_findings); ++n) {
            const std::string place = pointer + '/' + std::to_string(n);
            if ((*list)[n].is_object())
                read((*list)[n], place);
            else
                add(place, "expected an object, got " + describe((*list)[n]), "write { ... }");
        }
    }

private:
    [[nodiscard]] std::optional<double> checked(const Json& value, const std::string& where,
                                                Range range);
    [[nodiscard]] base::Vec3 vectorValue(const Json& value, const std::string& where);

    base::Diagnostics m_findings;
};

} // namespace hallwright::io
