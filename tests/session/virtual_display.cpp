#include "tests/session/virtual_display.h"

#include <QtEndian>

#include <array>

namespace hallwright::session {

namespace {

constexpr int kStart_ms = 20000;

/// Words of the header of an XWD file, all big-endian (X11/XWDFile.h).
enum XwdWord {
    HeaderSize = 0,
    Width = 4,
    Height = 5,
    BitsPerPixel = 11,
    BytesPerLine = 12,
    ColorCount = 19,
    WordCount = 25
};
constexpr int kXwdColor_bytes = 12;

} // namespace

VirtualDisplay::~VirtualDisplay() {
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    if (!m_server.waitForFinished(5000))
        m_server.kill();
    m_server.waitForFinished();
}

QString VirtualDisplay::start() {
    m_server.setStandardErrorFile(QProcess::nullDevice());
    // The server chooses a free number itself and tells it on descriptor 1.
    m_server.start("Xvfb", {"-displayfd", "1", "-screen", "0",
                            QString("%1x%2x24").arg(m_size.width()).arg(m_size.height()), "-fbdir",
                            m_folder.path(), "-nolisten", "tcp", "-noreset"});
    if (!m_server.waitForStarted())
        return "Xvfb does not start: " + m_server.errorString();
    QByteArray number;
    while (!number.endsWith('\n')) {
        if (!m_server.waitForReadyRead(kStart_ms))
            return "Xvfb tells no display number";
        number += m_server.readAllStandardOutput();
    }
    m_name = ':' + QString::fromLatin1(number.trimmed());
    m_memory.setFileName(m_folder.filePath("Xvfb_screen0"));
    return m_memory.open(QIODevice::ReadOnly) ? QString() : "Xvfb keeps no frame buffer file";
}

QImage VirtualDisplay::picture() {
    std::array<quint32, WordCount> header{};
    m_memory.seek(0);
    m_memory.read(reinterpret_cast<char*>(header.data()), sizeof header);
    for (quint32& word : header)
        word = qFromBigEndian(word);
    if (header[BitsPerPixel] != 32)
        return {};
    const QSize size{int(header[Width]), int(header[Height])};
    QImage image(size, QImage::Format_RGB32);
    m_memory.seek(header[HeaderSize] + header[ColorCount] * kXwdColor_bytes);
    for (int y = 0; y < image.height(); ++y) {
        const QByteArray line = m_memory.read(header[BytesPerLine]);
        std::copy_n(line.constData(), std::min(line.size(), qsizetype(image.bytesPerLine())),
                    reinterpret_cast<char*>(image.scanLine(y)));
    }
    return image;
}

} // namespace hallwright::session
