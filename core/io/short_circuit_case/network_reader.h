#pragma once

#include "core/io/object_reader.h"
#include "core/io/short_circuit_case/short_circuit_case.h"

#include <unordered_map>

namespace hallwright::io {

/// Reads the "network" of a short-circuit case into the problem and the names beside it.
class NetworkReader {
public:
    NetworkReader(ShortCircuitCase& into, const Place& place, base::Diagnostics& findings)
        : m_case(into), m_problem(into.problem), m_place(place), m_findings(findings) {}

    void read(const Json& network);

private:
    using ReadRow = void (NetworkReader::*)(ObjectReader&);
    /// Calls `readRow` for the objects of the list `many` and for the object `one`.
    void forEach(ObjectReader& network, std::string_view many, std::string_view one,
                 ReadRow readRow);

    void readBus(ObjectReader& reader);
    void readFeeder(ObjectReader& reader);
    void readLine(ObjectReader& reader);
    void readLink(ObjectReader& reader);
    void readTransformer(ObjectReader& reader);
    void readThreeWinding(ObjectReader& reader);
    void readGenerator(ObjectReader& reader);
    void readMotor(ObjectReader& reader);
    void readConverter(ObjectReader& reader);
    /// After all else: which generator each unit transformer belongs to.
    void joinUnits();

    /// Row of the bus that `key` names. A bus that the list of buses lacks may be declared where it
    /// is used, with its nominal voltage under `voltageKey`; a line's far end takes its near end's.
    int bus(ObjectReader& reader, std::string_view key, std::string_view voltageKey = {},
            double fallback_kV = 0.0);
    void windings(ObjectReader& reader, std::vector<short_circuit::Winding>& into);

    struct Unit {
        std::string pointer;
        std::string generator;
        std::size_t transformer = 0;
    };

    ShortCircuitCase& m_case;
    short_circuit::ShortCircuitProblem& m_problem;
    const Place& m_place;
    base::Diagnostics& m_findings;
    std::unordered_map<std::string, int> m_busOf;
    bool m_hasBusList = false;
    std::vector<Unit> m_units;
};

} // namespace hallwright::io
