"""Legacy Word documents: LibreOffice converts them where it is; where it is not, a sentence says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from builders import Docx
from disclosure_rules.sources import Paragraph, SourceError, Table, legacy, read_bytes

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi\ansicpg936 \u25910?\u20837? 5\par}"
PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
REPORT = (
    Docx()
    .paragraph("第一部分 概况")
    .paragraph("2025年收入合计594.73万元。")
    .table([["项目", "金额"], ["收入", "594.73"], ["合计", "1,234.50"]])
    .paragraph("完")
)


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of LibreOffice; `$out` is the folder it is to write to."""
    path = folder / "soffice"
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout="$2"\n{script}\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(("data", "kind"), [(DOC, "legacy Word"), (RTF, "RTF")])
def test_without_libreoffice_a_sentence_says_what_to_do(data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceError) as caught:
        read_bytes("report.doc", data)
    assert kind in caught.value.message["en"] and "install it, or save the file as .docx" in caught.value.message["en"]
    assert caught.value.message["zh"].endswith("。")


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_what_it_makes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = tmp_path / "made.docx"
    made.write_bytes(REPORT.to_bytes())
    program(tmp_path, f'mkdir -p "$out" && cp "{made}" "$out/document.docx"', monkeypatch)
    source = read_bytes("report.wps", DOC)
    assert source.format == "doc"
    assert [type(block) for block in source.blocks] == [Paragraph, Paragraph, Table, Paragraph]
    (problem,) = source.problems
    assert problem.severity == "note" and "converted by LibreOffice" in problem.message["en"]


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
@pytest.mark.parametrize("script", ["exit 1", "exit 0", 'mkdir -p "$out" && : > "$out/document.docx"'])
def test_what_it_cannot_convert_is_told(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program(tmp_path, script, monkeypatch)
    with pytest.raises(SourceError, match="cannot be converted"):
        read_bytes("report.doc", DOC)


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_it_is_ended_with_all_it_started_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    late = tmp_path / "late"
    program(tmp_path, f'(sleep 2; : > "{late}") & wait', monkeypatch)
    monkeypatch.setattr(legacy, "_SECONDS", 1)
    with pytest.raises(SourceError, match="within 1 seconds"):
        read_bytes("report.doc", DOC)
    time.sleep(1.5)
    assert not late.exists()


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_a_round_trip_keeps_all_texts_and_cells(suffix: str, tmp_path: Path):
    given = tmp_path / "report.docx"
    given.write_bytes(REPORT.to_bytes())
    profile = (tmp_path / "profile").as_uri()
    command = [PROGRAM or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(tmp_path), str(given)], check=True, capture_output=True, timeout=120)
    made = (tmp_path / f"report.{suffix}").read_bytes()
    source = read_bytes(f"report.{suffix}", made)
    again = read_bytes("report.docx", REPORT.to_bytes())
    assert source.format == "doc"
    for found, expected in zip(source.blocks, again.blocks, strict=True):
        if isinstance(found, Table) and isinstance(expected, Table):
            assert [[cell.text for cell in row] for row in found.rows] == [
                [cell.text for cell in row] for row in expected.rows
            ]
        else:
            assert isinstance(found, Paragraph) and isinstance(expected, Paragraph)
            assert found.text == expected.text
