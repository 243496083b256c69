import re
from dataclasses import replace
from html import unescape

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options as Cmark

from disclosure_rules.outputs.entries import clean
from disclosure_rules.outputs.markdown import MOST, escaped
from disclosure_rules.report import Report
from reports import HOSTILE, full_report, hostile_report, written

# The elements of the comment's own making.
ELEMENTS = set(re.findall(r"\w+", "h2 h3 p strong ul li table thead tbody tr th td details summary"))
# Where GitHub and GitLab look for mentions, references and emoji in what was rendered.
MENTION = re.compile(r"(?<![\w/])@[A-Za-z0-9]|#\d|\bGH-\d|(?<!\w)[!&$~%]\w|:[a-z]+:")


def rendered(markdown: str) -> str:
    """As GitHub renders it, with raw HTML left as it is so that none can hide."""
    return str(github_flavored_markdown_to_html(markdown, options=Cmark.CMARK_OPT_UNSAFE))


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [[unescape(cell) for cell in re.findall(r"<t[dh]>(.*?)</t[dh]>", row, re.DOTALL)] for row in rows]


def test_the_tables() -> None:
    html = rendered(written(full_report(), "markdown", language="en"))
    assert ["error", "二（二）, line 10", "the total differs from its parts", "全年合计 594.73万元", "612.73 万元",
            "17.94 万元", "toy.sum"] in cells(html)  # fmt: skip
    folded = html[html.index("accepted or in the baseline (2)") :]
    assert cells(folded)[1][-1] == "accepted, 上级已批复, 财务科, until 2027-06-30"
    assert "<strong>could not be read</strong>" in html and "the file is broken" in html
    assert "1 not understood, 2 understood but not checked" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    html = rendered(written(hostile_report(text), "markdown", language="en"))
    assert set(re.findall(r"</?([a-zA-Z][\w-]*)", html)) <= ELEMENTS
    assert "<!--" not in html
    seen = unescape(re.sub(r"<[^>]*>", "", html))
    assert MENTION.findall(seen) == []
    rows = [row for row in cells(html) if row[0] == "error"]
    assert [len(row) for row in rows] == [7, 8]
    assert rows[0][-1].replace("\u200b", "").strip() == clean(text).strip()


@pytest.mark.parametrize(
    "text", ["594.73万元", "98%，下降1.2%", "一、收入：10（万元）", "a-b_c.docx", "<b>", "1 < 2 & 3"]
)
def test_text_looks_as_it_is(text: str) -> None:
    assert unescape(rendered(escaped(text))) == f"<p>{text}</p>\n"
    assert "\u200b" not in escaped(text)


def large(documents: int, findings: int) -> Report:
    base = full_report()
    item = base.documents[0]
    told = [one for one in item.findings if one.suppression is None and one.severity == "error"] * findings
    return replace(
        base, documents=tuple(replace(item, findings=tuple(told), path=f"{n}.txt") for n in range(documents))
    )


@pytest.mark.parametrize(("documents", "findings"), [(1, 2000), (40, 50), (5000, 0), (300, 3)])
def test_a_comment_is_not_too_long_and_says_what_is_missing(documents: int, findings: int) -> None:
    markdown = written(large(documents, findings), "markdown", language="en")
    assert MOST * 9 // 10 < len(markdown) <= MOST
    html = rendered(markdown)
    rows = sum(row[0] == "error" for row in cells(html))
    files = html.count("<h3>")
    problems = html.count("<li>")
    (left,) = re.findall(r"Too long: (\d+) entries and (\d+) files are left out", html)
    assert rows + problems + int(left[0]) == documents * (findings + 1)
    assert files + int(left[1]) == documents
    assert html.count("<details>") == html.count("</details>")


def test_astral_characters_count_twice() -> None:
    report = hostile_report("😀" * 40_000)
    markdown = written(report, "markdown")
    assert len(markdown.encode("utf-16-le")) // 2 <= MOST


def test_a_file_without_findings_does_not_look_clean_beyond_what_was_checked() -> None:
    item = replace(full_report().documents[0], findings=(), problems=())
    told = written(replace(full_report(), documents=(item,)), "markdown", language="en")
    assert "not understood or not checked are not covered" in told
    assert "|" not in told
