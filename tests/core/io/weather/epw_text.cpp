#include "epw_text.h"

#include <cstdio>

namespace hallwright::tests {

std::string EpwText::record(int day, int hour, int part) const {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0;
    int left = day;
    for (;; ++month) {
        const int length = kDays[month] + (isLeapYear && month == 1 ? 1 : 0);
        if (left < length)
            break;
        left -= length;
    }
    char line[256];
    std::snprintf(line, sizeof line,
                  "2015,%d,%d,%d,%d,A7A7A7*0?9?9?9?9?9?9,%.3f,4.5,70,100500,0,0,300,0,0,0,0,0,0,0,"
                  "230,3.5,5,5,20,2000,9,999999999,10,0.1,0,88,0.2,0,0",
                  month + 1, left + 1, hour + 1, 60 * (part + 1) / recordsPerHour,
                  10.0 + 0.01 * day + 0.1 * hour);
    return line;
}

std::string EpwText::text() const {
    std::string text;
    for (const std::string& line :
         {std::string("LOCATION,Abbeville,Somme,FRA,SRC-TMYx,070050,50.14,1.83,1.0,73.0"),
          std::string("DESIGN CONDITIONS,0"), std::string("TYPICAL/EXTREME PERIODS,0"),
          std::string("GROUND TEMPERATURES,0"), "HOLIDAYS/DAYLIGHT SAVINGS," + leapYear + ",0,0,0",
          std::string("COMMENTS 1,made for a test"), std::string("COMMENTS 2,"), period})
        text += line + eol;
    for (int day = firstDay - 1; day < firstDay - 1 + days; ++day)
        for (int hour = 0; hour < 24; ++hour)
            for (int part = 0; part < recordsPerHour; ++part)
                text += record(day, hour, part) + eol;
    return text;
}

} // namespace hallwright::tests
