#include "core/io/epanet/epanet_network.h"

#include "core/io/epanet/inp_builder.h"
#include "core/io/epanet/inp_text.h"

#include <fstream>
#include <sstream>

namespace hallwright::io {

base::Result<EpanetNetwork> parseEpanet(std::string_view text) {
    base::Diagnostics findings;
    base::Diagnostics notes;
    const InpText cut = cutInp(text, findings);
    EpanetNetwork network = InpBuilder(cut, findings, notes).build();
    if (!findings.empty())
        return findings;
    network.notes = std::move(notes);
    return network;
}

base::Result<EpanetNetwork> readEpanetFile(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return base::failure(path.string(), "is not a file", "give the path of an .inp file");
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return base::failure(path.string(), "cannot be read", "check its permissions");
    return parseEpanet(text.str());
}

} // namespace hallwright::io
