#pragma once

#include "core/io/airflow_case/airflow_case.h"
#include "core/io/airflow_case/case_reader.h"

namespace hallwright::io {

/// Reads a piece of open country: wind, buildings, and units that take air in and blow it out
/// warmer.
class OutdoorCase {
public:
    OutdoorCase(const CaseReader::Json& root, CaseReader& reader);
    /// `cell_m` above 0 replaces the file's cells.
    [[nodiscard]] AirflowCase read(double cell_m);

private:
    void readCountry(double cell_m);
    void readWind();
    void readUnit(const CaseReader::Json& item, const std::string& where);
    /// Front and rear of a unit that blows towards a side.
    void faceTowards(const std::string& side, const std::string& where, airflow::Rack& unit);
    [[nodiscard]] airflow::Box boxOf(const CaseReader::Json& item, const std::string& where);
    /// A number from low to high; a finding and `low` where it is none.
    [[nodiscard]] double bounded(const CaseReader::Json& object, const char* key,
                                 const std::string& where, double fallback, double low,
                                 double high);

    const CaseReader::Json& m_root;
    CaseReader& m_reader;
    airflow::AirflowProblem m_problem;
};

} // namespace hallwright::io
