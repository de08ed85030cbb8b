# Headers of the standard library and of Qt are parsed once for many sources instead of once a source:
# that is half of what a test or a panel costs to compile. Sources include what they use all the
# same, so that HALLWRIGHT_PCH=OFF builds them too. Our own headers are never among them: a change of
# one of ours must not compile the house anew.

set(HALLWRIGHT_STANDARD_HEADERS
    <algorithm> <array> <cmath> <filesystem> <functional> <map> <memory> <optional> <set> <span>
    <stop_token> <string> <string_view> <unordered_map> <utility> <vector>)
set(HALLWRIGHT_QT_CORE_HEADERS
    <QDateTime> <QDir> <QFile> <QHash> <QList> <QMap> <QMetaObject> <QObject> <QSet> <QString>
    <QStringList> <QTemporaryDir> <QTimer> <QUrl> <QVariant> <QVariantList> <QVariantMap>)
set(HALLWRIGHT_QT_GUI_HEADERS
    <QColor> <QFont> <QImage> <QPainter> <QPainterPath> <QPolygonF> <QRectF> <QVector3D>)

# hallwright_header_set(<name> HEADERS <header>... [LIBS <target>...]) precompiles headers. A set's
# macros must be those of all its users, so LIBS names as little as the headers need.
function(hallwright_header_set name)
    if(NOT HALLWRIGHT_PCH)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "HEADERS;LIBS" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/header_sets/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Nothing but the headers of this set.\n")
    add_library(hallwright_headers_${name} OBJECT ${source})
    target_link_libraries(hallwright_headers_${name} PRIVATE hallwright_warnings ${ARG_LIBS})
    target_precompile_headers(hallwright_headers_${name} PRIVATE ${ARG_HEADERS})
endfunction()

# hallwright_use_header_set(<target> <name>) compiles the target's sources behind that set.
function(hallwright_use_header_set target name)
    if(HALLWRIGHT_PCH)
        target_precompile_headers(${target} REUSE_FROM hallwright_headers_${name})
        # Behind precompiled headers GCC 12 tells of false alarms inside std::string that it keeps to
        # itself elsewhere; whether it does depends on the length of a path. Core has these warnings.
        target_compile_options(${target} PRIVATE
            "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread>")
    endif()
endfunction()
