#pragma once

#include "core/base/result.h"
#include "core/io/json_document.h"

namespace hallwright::io {

/// Brings the document of an older campus file to the current version, one step a version. What
/// can't be carried over becomes a finding. `version` is the one that the document states.
[[nodiscard]] base::Diagnostics migrateCampus(Json& document, int version);

} // namespace hallwright::io
