#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <memory>

namespace hallwright::model {

/// Any wish to change a campus, as a value: `plan` checks it against the campus and says row by
/// row what would change, or why it can't be done. Nothing changes until the result is applied.
/// A concrete edit is a plain struct with
///     base::Result<ChangeSet> plan(const Campus&, const catalog::Catalog&) const;
/// and converts to Edit (see core/model/edits/).
class Edit {
public:
    template <class E>
    Edit(E edit) : m_self(std::make_shared<const Holder<E>>(std::move(edit))) {}

    [[nodiscard]] base::Result<ChangeSet> plan(const Campus& campus,
                                               const catalog::Catalog& catalog) const {
        return m_self->plan(campus, catalog);
    }

private:
    struct Plannable {
        virtual ~Plannable() = default;
        virtual base::Result<ChangeSet> plan(const Campus&, const catalog::Catalog&) const = 0;
    };
    template <class E>
    struct Holder final : Plannable {
        explicit Holder(E e) : edit(std::move(e)) {}
        base::Result<ChangeSet> plan(const Campus& campus,
                                     const catalog::Catalog& catalog) const override {
            return edit.plan(campus, catalog);
        }
        E edit;
    };
    std::shared_ptr<const Plannable> m_self;
};

} // namespace hallwright::model
