#pragma once

#include "core/base/result.h"
#include "core/model/change_set.h"

#include <string>
#include <string_view>

namespace hallwright::io {

/// A change set as one line of JSON:
/// {"site":{..},"next_id":8,"put":{"racks":[..]},"remove":{"racks":[12]}}. Rows have the form that
/// they have in a campus file.
[[nodiscard]] std::string writeChangeSet(const model::ChangeSet& change);

/// Reads what `writeChangeSet` wrote; places are JSON pointers.
[[nodiscard]] base::Result<model::ChangeSet> readChangeSet(std::string_view text);

} // namespace hallwright::io
