#pragma once

#include "app/report/page_frame.h"

#include <vector>

namespace hallwright::app::report {

// Each chapter plans its pages; the drawing happens later, when their number is known. `data`
// must outlive the pages.
[[nodiscard]] Page coverPage(const ReportData& data);
[[nodiscard]] std::vector<Page> sitePages(const ReportData& data);
[[nodiscard]] std::vector<Page> hallPages(const ReportData& data);
[[nodiscard]] std::vector<Page> powerPages(const ReportData& data);
[[nodiscard]] std::vector<Page> coolingPages(const ReportData& data);
/// The air over the campus; none where it is not solved.
[[nodiscard]] std::vector<Page> plumePages(const ReportData& data);
[[nodiscard]] std::vector<Page> kpiPages(const ReportData& data);
/// Where options hold a year; none else.
[[nodiscard]] std::vector<Page> yearPages(const ReportData& data);
/// Cost, tokens, energy and supply over a year, beside the presets; none where it is not solved.
[[nodiscard]] std::vector<Page> facilityPages(const ReportData& data);
/// What binds in each hall; none where it is not solved.
[[nodiscard]] std::vector<Page> capacityPages(const ReportData& data);
[[nodiscard]] std::vector<Page> equipmentPages(const ReportData& data);
[[nodiscard]] std::vector<Page> findingPages(const ReportData& data);
[[nodiscard]] std::vector<Page> assumptionPages(const ReportData& data);

} // namespace hallwright::app::report
