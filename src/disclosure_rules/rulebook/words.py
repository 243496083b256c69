"""What may be written in each vocabulary file of a pack.

Most of a vocabulary is lists of words under names that the reader knows, so the shapes are built of those names. Every
key may be left out: a pack says what it adds to the packs it extends.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, RootModel, StrictStr, WithJsonSchema

from disclosure_rules.rulebook.misfits import validate
from disclosure_rules.rulebook.mistakes import Mistakes
from disclosure_rules.rulebook.packs import Pack
from disclosure_rules.rulebook.word_shapes import (
    CHOICES,
    NUMBER,
    NUMBERS,
    PAIRS,
    TEXT,
    WORD_LISTS,
    WORDS,
    by_name,
    entry,
    listed,
    mapping,
)

__all__ = ["WORD_FILES", "check_words"]

_Cues = mapping(
    "Cues",
    """share up down up_short down_short above below became undecided flat diff actual budget budget_initial
    budget_adjusted budget_annual allotted added completed target done scored weighted not_done each respective reason
    purpose plan basis_other change_heading estimate denial annual_growth average total_after total_short plus minus
    enum_closed enum partition enum_mid former latter open incomparable""",
)
_Grammar = mapping(
    "Grammar",
    """aspects predicates attributive empty_nouns plans from_words spells arrows before_ordinal before_digits since
    compare_short compare_ends weak_prepositions approximate executed comparable_behind falling completion goals
    base_edges rate_ends rate_verbs inside whole_budgets own_money carried others announcing first_marks
    composed composed_by split_from split_seen split_by split_ends split_nouns split_behind splitting summary rest
    last_items held_elsewhere carried_over after_adding total_words recalling first counted
    closing balancing adjusting stock_start stock_end flows_in flows_out joins name_joins name_heads name_kinds
    no_counted_noun""",
    rate_heads=listed(StrictStr),  # one of them is that nothing stands there
    variants=mapping("BudgetVariants", "initial annual adjusted"),
    rates=listed(entry("Rate", names=WORDS, part=WORDS, whole=WORDS)),
    partitions=WORD_LISTS,
    unless=by_name(WORDS),
    sides=mapping("Sides", "income expenditure balance"),
)
_CuesFile = mapping(
    "CuesFile",
    "protect",
    cues=_Cues,
    budget_words=mapping("BudgetWords", "above below at"),
    compare=mapping("CompareWords", "prepositions noise after alone_prior"),
    periods=mapping("PeriodWords", "prior current next as_of", spans=by_name(WORDS)),
    grammar=_Grammar,
)
_LabelsFile = mapping(
    "LabelsFile",
    labels=mapping(
        "Labels",
        """neutral entities own agents denials entity_ends term_ends_entity trim_head trim_tail verbs weak
        report_relative""",
        scopes=WORD_LISTS,
        noun_end=TEXT,
    ),
)
_NormaliseFile = mapping(
    "NormaliseFile",
    "fields",
    residue=listed(entry("Residue", open=TEXT, close=TEXT)),
    fold=PAIRS,
    punctuation=PAIRS,
    thousands=mapping("Thousands", plain=TEXT, wide=TEXT),
    straight_quotes=TEXT,
    minus=TEXT,
    joins=TEXT,
)
_Mark = entry("Mark", style=TEXT, open=TEXT, close=listed(StrictStr), numerals=WORDS, upper=[TEXT])
_OutlineFile = mapping(
    "OutlineFile",
    "terms annex caption",
    marks=listed(_Mark),
    heading=mapping(
        "Heading",
        "item never",
        longest=NUMBER,
        longest_inline=NUMBER,
        longest_stopped=NUMBER,
        stops=TEXT,
        inline_stops=TEXT,
        breaks=TEXT,
    ),
    report=mapping("ReportTitle", "titles form", longest=NUMBER, reach=NUMBER, longest_entity=NUMBER),
    contents=mapping("Contents", "titles", longest=NUMBER, table=TEXT, fewest_tables=NUMBER, leaders=TEXT),
)
_ProfileFile = mapping(
    "ProfileFile",
    "neutral regions",
    language=TEXT,
    kinds=listed(entry("KindOfDocument", kind=TEXT, titles=WORDS, words=WORDS)),
    entity=mapping("Entity", "suffixes before", longest=NUMBER),
    cover=NUMBER,
    years=mapping(
        "YearWords",
        "comparison_before comparison_after point_before point_after span reason plan subject_before law",
        year=TEXT,
    ),
)
_TablesFile = mapping(
    "TablesFile",
    """totals of_the_year total_ends repeated grand_ends of_which index_rows nil unit_line continued title_ends notes
    subject counted both_sides balances of_other_years kept own_axes own_concepts own_counts""",
    headers=mapping(
        "HeaderWords",
        """label label_ends code code_words other_codes units ignored neutral filling apart rates changes money""",
    ),
    titles=mapping("TitleWords", "number_marks authors start neutral"),
    counts=by_name(TEXT),
    bases=mapping("BasisWords", "initial adjusted annual budget final"),
    codes=by_name(mapping("Codes", "words", first=TEXT, lengths=NUMBERS)),
    classes=by_name(WORDS),
    class_names=by_name(TEXT),
)
_Bounds = mapping("BoundWords", "at_least at_most about")
_UnitsFile = mapping(
    "UnitsFile",
    """scales money_scales infix money ratio points score classifiers targets no_qualifier not_after not_before
    threshold_before threshold_after""",
    averages=by_name(WORDS),
    before=_Bounds,
    after=_Bounds,
    digits=by_name(NUMBER),
)
_WordingFile = mapping(
    "WordingFile",
    names=mapping(
        "NameWords",
        "last_separators classifiers open closing lead lead_last head_stops",
        separators=TEXT,
        longest=NUMBER,
        longest_head=NUMBER,
        fewest=NUMBER,
    ),
)
_Member = mapping("Member", "parts", zh=TEXT, en=TEXT, exhaustive=bool, nil=bool)
_Divisions = tuple[tuple[tuple[StrictStr, ...], ...], ...]
_Dimension = mapping("Dimension", "wholes", root=TEXT, free=bool, members=by_name(_Member), divisions=_Divisions)
_Rewrite = entry("Rewrite", when=dict[str, Any], drop=[WORDS], set=[dict[str, Any]])
_DimensionsFile = mapping(
    "DimensionsFile",
    "unless_carried not_inherited narrower",
    dimensions=by_name(_Dimension),
    rewrite=listed(_Rewrite),
)
_Term = entry(
    "Term",
    names=WORDS,
    set=dict[str, TEXT],
    needs=[dict[str, CHOICES]],
    generic=[bool],
    grade=[TEXT],
    official=[TEXT],
)
_LexiconFile = mapping("LexiconFile", terms=listed(_Term), functions=by_name(WORDS))


def _names(value: Any) -> Any:
    said = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    if all(isinstance(one, str) for one in said):
        return value
    raise ValueError("write a name, a list of names, or names with their years, such as `{卫生健康支出: 2019..}`")


_NAMED = {
    "type": ["string", "array", "object"],
    "items": {"type": "string"},
    "additionalProperties": {"type": "string"},
}
_Named = by_name(Annotated[Any, AfterValidator(_names), WithJsonSchema(_NAMED)])
_SubjectsFile = mapping("SubjectsFile", function=_Named, economic=_Named)
_FormsFile = mapping("FormsFile", "target result cost budget final units")


class _PlacesFile(RootModel[by_name(WORDS)]):  # type: ignore[misc]
    """Names of places, by region."""


WORD_FILES: dict[str, type[BaseModel]] = {
    "cues": _CuesFile,
    "dimensions": _DimensionsFile,
    "forms": _FormsFile,
    "labels": _LabelsFile,
    "lexicon": _LexiconFile,
    "normalise": _NormaliseFile,
    "outline": _OutlineFile,
    "places": _PlacesFile,
    "profile": _ProfileFile,
    "subjects": _SubjectsFile,
    "tables": _TablesFile,
    "units": _UnitsFile,
    "wording": _WordingFile,
}
"""The shape of each vocabulary file, by its stem."""


def check_words(packs: Iterable[Pack], mistakes: Mistakes) -> frozenset[str]:
    """Note what does not fit in the vocabulary of packs, and return the kinds of words in which it stands.

    A file of another name is for the kinds of rules of somebody else.
    """
    wrong = set()
    for pack in packs:
        for kind, (file, place) in pack.vocabulary.items():
            data = pack.words(kind)
            if kind not in WORD_FILES or data is None:
                continue
            if validate(WORD_FILES[kind], data, file=file, path=place, mistakes=mistakes) is None:
                wrong.add(kind)
    return frozenset(wrong)
