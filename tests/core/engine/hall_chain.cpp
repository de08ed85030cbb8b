#include "hall_chain.h"

#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "engine_fixture.h"

namespace hallwright::tests {

HallChain hallChain(int halls) {
    constexpr double kPitch_m = 60.0;
    HallChain chain{smallCampus(), {}};
    auto& campus = chain.small.campus;
    edit(campus, model::DeleteEntities{{model::entity(chain.small.main)}});
    chain.halls.push_back(chain.small.hall);
    const auto recipe = campus.halls().begin()->recipe;
    for (int i = 1; i < halls; ++i) {
        edit(campus, model::PlaceHall{recipe, {{kPitch_m * i, 0.0}, 0.0, 0.0}, ""});
        const auto hall = (campus.halls().end() - 1)->id;
        chain.halls.push_back(hall);
        for (const auto side : {model::FeedSide::A, model::FeedSide::B}) {
            model::Feeder feeder;
            feeder.from = model::entity(chain.small.grid);
            feeder.to = model::entity(hall);
            feeder.side = side;
            feeder.cableType = "mv_al_240_20kv";
            feeder.route_m = {{kPitch_m * i, side == model::FeedSide::A ? -60.0 : -70.0}};
            edit(campus, model::ConnectFeeder{feeder});
        }
    }
    return chain;
}

model::MainId drawMain(model::Campus& campus, model::EntityId from, model::EntityId to, int dn,
                       model::MainPipes pipes) {
    model::Main main;
    main.from = from;
    main.to = to;
    main.pipeFamily = "pipe_steel_en10216";
    main.dn = dn;
    main.pipes = pipes;
    edit(campus, model::ConnectMain{main});
    return (campus.mains().end() - 1)->id;
}

} // namespace hallwright::tests
