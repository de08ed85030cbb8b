#include "core/io/epanet/epanet_network.h"

#include "core/io/atomic_file.h"
#include "core/io/epanet/inp_builder.h"
#include "core/io/epanet/inp_text.h"

namespace hallwright::io {

namespace {
/// Largest network file that is read [bytes]; one of 100,000 links takes about 15 MB.
constexpr std::size_t kNetworkFileSizeMax = std::size_t{256} << 20;
} // namespace

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
    const auto text = readFile(path, kNetworkFileSizeMax);
    if (!text)
        return text.error();
    return parseEpanet(*text);
}

} // namespace hallwright::io
