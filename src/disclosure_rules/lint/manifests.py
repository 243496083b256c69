"""What packs say of themselves: the documents and the days they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclosure_rules.lint.remark import Remark
from disclosure_rules.rulebook import Rule, Rulebook
from disclosure_rules.rulebook.mistakes import closest
from disclosure_rules.rulebook.packs import Pack

__all__ = ["wrong_manifests"]


def wrong_manifests(rulebook: Rulebook, packs: Sequence[Pack]) -> Iterator[Remark]:
    """Packs for documents that do not exist, or for no day at all, and rules for other documents than their pack."""
    profile = rulebook.vocabulary.get("profile", {})
    kinds = [str(one.get("kind")) for one in profile.get("kinds", ())]
    regions = [str(region) for region in profile.get("regions", ())]
    yield from _said_twice(rulebook, {pack.info.id: frozenset(pack.info.applies_to.region) for pack in packs})
    for pack in packs:
        wanted = pack.info.applies_to
        for key, code, values, known in (
            ("kind", "no-such-document", wanted.kind, kinds),
            ("region", "no-such-region", wanted.region, regions),
        ):
            for index, value in enumerate(values if known else ()):
                if value not in known:
                    place = _place(pack, ("applies_to", key, index))
                    zh, en = f"没有 {key}: {value} 的文件", f"no document is of {key} {value}"
                    yield Remark(
                        code=code, severity="error", place=place, message={"zh": zh, "en": en},
                        suggestion=closest(value, known),
                    )  # fmt: skip
        yield from _spans(pack)
        yield from _other_documents(rulebook, pack)


def _spans(pack: Pack) -> Iterator[Remark]:
    years, days = pack.info.applies_to.years, pack.info.effective
    for key, first, last in (("applies_to", years.first, years.last), ("effective", days.first, days.last)):
        if first is not None and last is not None and first > last:  # type: ignore[operator]
            yield Remark(
                code="never-applies",
                severity="error",
                place=_place(pack, (key,)),
                message={
                    "zh": f"规则包 {pack.info.id} 从 {first} 起、到 {last} 止，永远不会用上",
                    "en": f"pack {pack.info.id} applies from {first} to {last}, which is never",
                },
            )


def _other_documents(rulebook: Rulebook, pack: Pack) -> Iterator[Remark]:
    """Rules whose guard asks for documents that their pack is never chosen for."""
    for rule in rulebook.rules:
        if rule.origin is None or rule.origin.pack != pack.info.id:
            continue
        for key, own in (("kind", pack.info.applies_to.kind), ("region", pack.info.applies_to.region)):
            wanted = (rule.when or {}).get(key) or ()
            if own and wanted and not set(own) & set(wanted):
                theirs, ours = "、".join(wanted), "、".join(own)
                yield Remark(
                    code="never-applies",
                    severity="error",
                    place=rule.place_of("when", key),
                    message={
                        "zh": f"规则 {rule.id} 用于 {theirs}，而规则包 {pack.info.id} 只用于 {ours}",
                        "en": f"rule {rule.id} is for {theirs}, its pack {pack.info.id} for {ours}",
                    },
                )


def _said_twice(rulebook: Rulebook, regions: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    """Rules that say what another says; packs of different regions may, since they never speak of one document."""
    seen: dict[object, list[Rule]] = {}
    for rule in rulebook.rules:
        said = (rule.kind, repr(rule.params), repr(rule.when), rule.scope, rule.missing)
        mine = regions.get(rule.origin.pack if rule.origin else "", frozenset())
        for first in seen.setdefault(said, []):
            theirs = regions.get(first.origin.pack if first.origin else "", frozenset())
            if not mine or not theirs or mine & theirs:
                yield Remark(
                    code="said-twice",
                    severity="warning",
                    place=rule.place_of("id"),
                    message={
                        "zh": f"规则 {rule.id} 与 {first.id} 说的是一回事",
                        "en": f"rule {rule.id} says what {first.id} says",
                    },
                    related=((first.place_of("id"), first.id),),
                )
        seen[said].append(rule)


def _place(pack: Pack, path: tuple[str | int, ...]) -> tuple[str, int, int]:
    return (pack.manifest.name, *pack.manifest.value_at(path))
