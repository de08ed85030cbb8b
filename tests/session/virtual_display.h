#pragma once

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSize>
#include <QString>
#include <QTemporaryDir>

namespace hallwright::session {

/// A screen of its own (Xvfb) whose pixels can be read.
class VirtualDisplay {
public:
    explicit VirtualDisplay(QSize size) : m_size(size) {}
    ~VirtualDisplay();
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;

    /// Says in words why there is none; empty where it runs.
    [[nodiscard]] QString start();
    /// ":99"
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QSize size() const { return m_size; }
    /// What the screen shows now.
    [[nodiscard]] QImage picture();

private:
    QSize m_size;
    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_name;
    QFile m_memory; ///< the server's frame buffer, an XWD file that it keeps up to date
};

} // namespace hallwright::session
