#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// Rows of a comma-separated table as texts, without its header.
inline std::vector<std::vector<std::string>> readTable(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        std::vector<std::string> cells;
        std::stringstream rest(line);
        for (std::string cell; std::getline(rest, cell, ',');)
            cells.push_back(cell);
        if (!cells.empty())
            rows.push_back(std::move(cells));
    }
    return rows;
}
