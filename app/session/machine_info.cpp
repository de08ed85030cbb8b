#include "app/session/machine_info.h"

#include "app/format/number_format.h"

#include <QFile>
#include <QRegularExpression>
#include <QSysInfo>
#include <QThread>

namespace hallwright::app {

namespace {

/// The value behind a key of one of the kernel's "key: value" files; empty where there is none.
QString kernelValue(const QString& path, const QString& key) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n'))
        if (line.startsWith(key))
            return line.section(u':', 1).trimmed();
    return {};
}

double gigabytes(const QString& kernelText) {
    return kernelText.section(u' ', 0, 0).toDouble() * 1024.0 / 1e9;
}

} // namespace

MachineInfo::MachineInfo(QObject* parent) : QObject(parent) {
    m_processor = kernelValue(QStringLiteral("/proc/cpuinfo"), QStringLiteral("model name"));
    // Marketing marks and the clock say nothing that an engineer needs here.
    static const QRegularExpression kNoise(
        QStringLiteral("\\((R|TM)\\)|\\bCPU\\b|@.*$|\\bProcessor\\b"));
    m_processor = m_processor.remove(kNoise).simplified();
    if (m_processor.isEmpty())
        m_processor = QSysInfo::currentCpuArchitecture();
}

int MachineInfo::cores() const {
    return QThread::idealThreadCount();
}

QString MachineInfo::memory() const {
    const QString path = QStringLiteral("/proc/meminfo");
    const double total_GB = gigabytes(kernelValue(path, QStringLiteral("MemTotal")));
    const double free_GB = gigabytes(kernelValue(path, QStringLiteral("MemAvailable")));
    if (total_GB <= 0.0)
        return {};
    return QStringLiteral("%1 of %2 GB free")
        .arg(formatNumber(free_GB, 0), formatNumber(total_GB, 0));
}

QString MachineInfo::system() const {
    return QSysInfo::prettyProductName();
}

} // namespace hallwright::app
