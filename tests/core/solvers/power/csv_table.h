#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QFile>
#include <QHash>
#include <QList>

/// A comma-separated file with a header line, cells by column name.
class CsvTable {
public:
    explicit CsvTable(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QByteArrayList header = file.readLine().trimmed().split(',');
        for (int i = 0; i < header.size(); ++i)
            m_columns.insert(header[i], i);
        while (!file.atEnd())
            if (const QByteArray line = file.readLine().trimmed(); !line.isEmpty())
                m_rows.push_back(line.split(','));
    }

    [[nodiscard]] int size() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QByteArray text(int row, const char* column) const {
        return m_rows[row].value(m_columns.value(column, -1));
    }
    [[nodiscard]] double number(int row, const char* column) const {
        bool isNumber = false;
        const double value = text(row, column).toDouble(&isNumber);
        if (!isNumber)
            qFatal("row %d, column %s: not a number", row, column);
        return value;
    }
    [[nodiscard]] int integer(int row, const char* column) const {
        return static_cast<int>(number(row, column));
    }

private:
    QHash<QByteArray, int> m_columns;
    QList<QByteArrayList> m_rows;
};
