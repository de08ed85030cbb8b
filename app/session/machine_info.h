#pragma once

#include <QObject>
#include <QString>

namespace hallwright::app {

/// What this machine has to solve with, for the start page and the status bar.
class MachineInfo : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString processor READ processor CONSTANT)
    Q_PROPERTY(int cores READ cores CONSTANT)
    /// "51 of 64 GB free"; empty where the system does not tell.
    Q_PROPERTY(QString memory READ memory NOTIFY memoryChanged)
    Q_PROPERTY(QString system READ system CONSTANT)

public:
    explicit MachineInfo(QObject* parent = nullptr);

    [[nodiscard]] QString processor() const { return m_processor; }
    [[nodiscard]] int cores() const;
    [[nodiscard]] QString memory() const;
    [[nodiscard]] QString system() const;
    /// Asks the system again how much memory is free.
    Q_INVOKABLE void refresh() { emit memoryChanged(); }

signals:
    void memoryChanged();

private:
    QString m_processor;
};

} // namespace hallwright::app
