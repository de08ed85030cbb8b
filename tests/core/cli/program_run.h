#pragma once

#include <QString>
#include <QStringList>

namespace hallwright::test {

/// How a run of a program ended.
struct ProgramRun {
    int code = -1; ///< -1: it did not end in time, -2: it crashed
    QString out;
    QString err;
};

/// Runs a program without a display.
[[nodiscard]] ProgramRun runProgram(const QString& program, const QStringList& arguments);

} // namespace hallwright::test
