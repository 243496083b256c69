"""A rulebook is looked over before any document is read: every remark at once, each at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from disclosure_rules.checks.kind import Kind
from disclosure_rules.lint.binding import never_binding
from disclosure_rules.lint.examples import failing_examples
from disclosure_rules.lint.manifests import wrong_manifests
from disclosure_rules.lint.remark import INVALID, Remark, of_mistake
from disclosure_rules.lint.saying import saying_nothing, unexplained
from disclosure_rules.lint.together import taken_together
from disclosure_rules.lint.words import doubtful_names, wrong_trees
from disclosure_rules.rulebook import Mistake, Rulebook
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.packs import resolve_packs

__all__ = ["Remark", "lint"]

_LOOKS = (never_binding, saying_nothing, unexplained, wrong_trees, doubtful_names)


def lint(
    rulebook: Rulebook | None,
    kinds: Mapping[str, Kind],
    *,
    packs: Sequence[str | Path] = (),
    mistakes: Sequence[Mistake] = (),
    notes: bool = False,
) -> tuple[Remark, ...]:
    """Return every remark on a rulebook, by place.

    `mistakes` are those that kept it from loading; `rulebook` is then what is left without them. `packs` are the packs
    that were loaded, whose manifests are looked over as well. `notes` tells rules that follow from others.
    """
    found = [of_mistake(mistake) for mistake in mistakes]
    if rulebook is not None:
        for look in _LOOKS:
            found += look(rulebook)
        found += failing_examples(rulebook, kinds)
        read = resolve_packs(packs, mistakes=Mistakes())
        found += wrong_manifests(rulebook, read)
        found += taken_together(rulebook, {pack.info.id: pack.info for pack in read}, notes=notes)
    told = {remark.place[:2] for remark in found if remark.code == INVALID}  # nothing more is said of their lines
    kept = [remark for remark in found if remark.code == INVALID or remark.place[:2] not in told]
    return tuple(sorted(kept, key=lambda remark: (remark.place, remark.code, remark.message["en"])))
