#include "core/layout/campus_samples.h"

namespace hallwright::layout {

namespace {

constexpr double kGigawatt = 1e9;

CampusSample liquidHallSample() {
    CampusSample sample{"hall-demo",
                        "Demonstration hall",
                        "One liquid-cooled hall of 32 GB300 racks with dry coolers, on 20 kV.",
                        "bosquel",
                        {}};
    sample.brief.name = sample.name;
    sample.brief.halls = {{"HM-4", 1.0}};
    sample.brief.gridVoltage_V = 20e3;
    sample.brief.mediumVoltage_V = 20e3;
    sample.brief.backup = Backup::Everything;
    sample.brief.energised = "2027-06-01";
    return sample;
}

CampusSample airHallSample() {
    CampusSample sample{"air-hall",
                        "Air-cooled hall",
                        "A traditional hall of 144 CPU racks with perimeter units and contained "
                        "hot aisles, on 20 kV.",
                        "bosquel",
                        {}};
    sample.brief.name = sample.name;
    sample.brief.halls = {{"AH-2", 1.0}};
    sample.brief.gridVoltage_V = 20e3;
    sample.brief.mediumVoltage_V = 20e3;
    sample.brief.backup = Backup::Everything;
    sample.brief.generatorType = "genset_diesel_2400kwe";
    sample.brief.energised = "2027-06-01";
    return sample;
}

CampusSample gigawattSample() {
    CampusSample sample{"bosquel-1gw",
                        "Bosquel 1 GW",
                        "Halls of GB300 and Vera Rubin racks behind 400/33 kV substations that "
                        "draw about 1 GW from the grid.",
                        "bosquel",
                        {}};
    sample.brief.name = sample.name;
    sample.brief.gridPower_W = kGigawatt;
    sample.brief.halls = {{"HM-38", 2.0}, {"VR-38", 1.0}};
    sample.brief.energised = "2028-03-01";
    return sample;
}

} // namespace

std::vector<CampusSample> campusSamples() {
    return {liquidHallSample(), airHallSample(), gigawattSample()};
}

std::optional<CampusSample> campusSample(std::string_view id) {
    for (auto& sample : campusSamples())
        if (sample.id == id)
            return sample;
    return std::nullopt;
}

} // namespace hallwright::layout
