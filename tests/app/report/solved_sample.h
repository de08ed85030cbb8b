#pragma once

#include "core/engine/campus_solver.h"
#include "core/io/asset_folder.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <memory>
#include <string>

/// A campus that ships with the program and its solution without air, for pages to be drawn from.
struct SolvedSample {
    std::shared_ptr<const hallwright::catalog::Catalog> catalog;
    hallwright::model::Campus campus;
    hallwright::engine::SolutionPtr solution; ///< null where catalogue or campus can't be read

    explicit SolvedSample(const std::string& name) {
        auto readCatalog = hallwright::io::readDefaultCatalog();
        auto readCampus =
            hallwright::io::readCampus(*hallwright::io::campusFolder() / (name + ".hallwright"));
        if (!readCatalog || !readCampus)
            return;
        catalog =
            std::make_shared<const hallwright::catalog::Catalog>(std::move(readCatalog).value());
        campus = std::move(readCampus).value();
        hallwright::engine::CampusSolver solver(catalog);
        hallwright::engine::SolveRequest request;
        request.campus = campus;
        request.withAir = false;
        solution = solver.solve(request);
    }
};
