#pragma once

#include "core/io/airflow_case/airflow_case.h"
#include "core/io/airflow_case/case_reader.h"
#include "core/io/airflow_case/device_reader.h"

namespace hallwright::io {

/// Reads a hall with racks, air units, baffles, screens, boxes, openings and probes.
class HallCase {
public:
    HallCase(const CaseReader::Json& root, CaseReader& reader);
    [[nodiscard]] AirflowCase read(double cell_m);

private:
    void readHall(double cell_m);
    void readAir();
    void readInflowTurbulence();
    void readRacks();
    void readRack(const CaseReader::Json& item, const std::string& where);
    /// Flow through the rack's faces; with findings on what contradicts itself.
    void readRackFlow(const CaseReader::Json& item, const std::string& where, airflow::Rack& rack);
    void readAirUnits();
    void readObstacles();
    void readBaffle(const CaseReader::Json& item, const std::string& where);
    void readOpenings();
    void readProbes();
    [[nodiscard]] std::vector<airflow::FaceRect> faces(const CaseReader::Json& object,
                                                       const char* key, const std::string& where);
    void requireInside(const airflow::Box& box, const std::string& where);
    void requireOnSide(const airflow::FaceRect& face, const airflow::Box& box,
                       const std::string& where);
    void requireVolume(const airflow::Box& box, const std::string& where);

    const CaseReader::Json& m_root;
    CaseReader& m_reader;
    DeviceReader m_devices;
    airflow::AirflowProblem m_problem;
};

} // namespace hallwright::io
