#pragma once

#include "core/model/entities.h"

#include <string>
#include <vector>

namespace hallwright::engine {

enum class Severity { Note, Warning, Fault };

/// One thing that an engineer should know of, in the words of the field: element, what is,
/// against which limit; remedy.
struct Finding {
    Severity severity = Severity::Note;
    std::string rule;        ///< stable key, "feeder-overload"
    model::EntityId element; ///< culprit to zoom to; invalid: the whole campus
    std::string elementName; ///< "C-17A cable", also for derived things such as busways
    std::string sentence;    ///< "Loaded to 104 % (666 A of 640 A)."
    std::string remedy;      ///< "Lay a second circuit (52 %)."
    double value = 0.0;
    double limit = 0.0;
    std::string unit;
};

} // namespace hallwright::engine
