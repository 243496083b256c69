"""Reports with everything that an output may have to tell, and with everything that a hostile document may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO

from disclosure_rules.checks.finding import Figure, Finding, Suppression
from disclosure_rules.outputs import Options, write
from disclosure_rules.place import Place
from disclosure_rules.quantity import Verdict
from disclosure_rules.report import DocumentReport, Report, document_report
from disclosure_rules.sources.block import Problem
from toys import document, outcome_of, reported, says

__all__ = ["HOSTILE", "full_report", "hostile_report", "written"]

HOSTILE = (
    "]]><script>alert(1)</script><![CDATA[",
    "\n::error file=x::stop\r\n::stop-commands::now\n##[error]x",
    "a | b \\| c \\\\| d",
    "=cmd|' /C calc'!A0",
    "+1+cmd()",
    "@SUM(A1)",
    "-2+3",
    "＝1+1",
    "\t=1",
    "x\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029\u202e\u2066\ufffe\uffff",
    "half \ud800 and \udcff of a character",
    "[link](http://evil.example) ![image](http://evil.example/x.png) <http://evil.example>",
    "https://evil.example ftp://evil.example WWW.evil.example x_www.evil.com",
    "mail@evil.example mailto:mail@evil.example xmpp:mail@evil.example",
    "@everyone @org/team #123 org/repo#1 GH-12 !45 :tada: $x^2$ ~label %1 &amp; &lt;b&gt;",
    "`code` **bold** _it_ ~~gone~~ <b>b</b> <!-- comment --> <details>",
    "{0} {1} {{2}} %s {name} [see](1) [see](https://evil.example)",
    "50%,file=x:y%0A%25",
    '"quoted", and, "commas"; and; semicolons',
    "😀𠮷",
)


def full_report() -> Report:
    """A text with findings of each severity, two of them suppressed; a page; a file that could not be read."""
    more = {"expected": "612.73", "gap": "17.94", "unit": "万元", "calculation": ("347.53 + 265.2 = 612.73",)}
    checks = (
        ("toy.sum", says(Verdict.VIOLATED, 0, 1, 2, **more)),
        ("toy.part", says(Verdict.VIOLATED, 2, 3, 4, expected="265.20", severity="warning", unit="万元")),
        ("toy.known", says(Verdict.VIOLATED, 1, 0)),
        ("toy.old", says(Verdict.VIOLATED, 4, 3, severity="warning")),
        ("toy.cut", says(Verdict.HOLDS_BY_TRUNCATION, 3, 4)),
        ("toy.true", says(Verdict.HOLDS, 1, 3)),
    )
    problem = Problem(severity="warning", message={"zh": "第7页没有文字", "en": "page 7 has no text"})
    text = document_report(document(problems=(problem,)), outcome_of(*checks))
    reasons = {
        "toy.known": Suppression(by="waiver", reason="上级已批复", who="财务科", until=date(2027, 6, 30)),
        "toy.old": Suppression(by="baseline"),
    }
    findings = tuple(replace(one, suppression=reasons.get(one.rule)) for one in text.findings)
    return reported(
        replace(text, findings=findings, path="drafts/toy.txt"),
        replace(_paged(), path="drafts/决算 表.pdf"),
        replace(
            DocumentReport.unreadable(
                "lost.docx", Problem(severity="error", message={"zh": "文件坏了", "en": "the file is broken"})
            ),
            path="drafts/lost.docx",
        ),
    )


def _paged() -> DocumentReport:
    """Cells of a table on a page: no lines."""
    base = document(name="决算 表.pdf", format="pdf", sha256="2" * 64)
    facts = tuple(
        replace(fact, place=Place(page=3, block=0, table=2, row=5, column=4 + fact.id, box=(100, 200, 300, 400)))
        for fact in base.facts
    )
    changes = {"name": base.name, "format": base.format, "sha256": base.sha256, "facts": facts}
    checks = (("toy.sum", says(Verdict.VIOLATED, 0, 1, 2, expected="612.73", gap="17.94", unit="万元")),)
    return document_report(document(**changes), outcome_of(*checks, **changes))


def hostile_report(text: str) -> Report:
    """A report in which everything that comes from a file or a pack is `text`: two findings, one of them suppressed,
    and two problems."""
    place = Place(page=1, line=3, table=1, row=1, column=1, section=text, sheet=text, excerpt=text)
    said = {"zh": text, "en": text}
    finding = Finding(
        id="0123456789ab",
        rule=text,
        kind="toy",
        severity="error",
        verdict=Verdict.VIOLATED,
        message=said,
        basis=text,
        title=said,
        figures=tuple(Figure(role=role, text=text, place=place, label=text) for role in ("stated", "operand")),
        expected=text,
        gap=text,
        unit=text,
        calculation=(text, text),
        root="0123456789ab",
    )
    other = "ba9876543210"
    waived = replace(finding, id=other, root=other, suppression=Suppression(by="waiver", reason=text, who=text))
    base = document(name=text, entity=text, format="xlsx")
    base = replace(base, problems=tuple(Problem(severity=one, message=said, place=place) for one in ("error", "note")))
    item = document_report(base, outcome_of())
    return reported(replace(item, findings=(finding, waived), path=f"drafts/{text}"))


def written(report: Report, format: str, **options: object) -> str:
    stream = StringIO()
    write(report, stream, format=format, options=Options(**options))  # type: ignore[arg-type]
    return stream.getvalue()
