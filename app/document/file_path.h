#pragma once

#include <QString>

#include <filesystem>

namespace hallwright::app {

[[nodiscard]] inline std::filesystem::path toPath(const QString& file) {
    return std::filesystem::path(file.toStdString());
}

} // namespace hallwright::app
