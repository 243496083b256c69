"""Legacy Word and WPS documents (.doc, .wps, .rtf): LibreOffice, where it is installed, turns them into Word files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure_rules.sources.block import Block, Problem, SourceError
from disclosure_rules.sources.docx import read as read_docx

__all__ = ["read"]

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90
_LARGEST = 100 * 1024 * 1024  # bytes of a converted document
_RTF = b"{\\rtf"
# No macro runs, and nothing that a document links to is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read(data: bytes) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of a legacy document as its conversion has them, and what could not be read.

    Raises SourceError where LibreOffice is not installed or cannot convert the document.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise _failed(
            data,
            "需要安装 LibreOffice 才能读取，请安装它，或把文件另存为 .docx 后再检查",
            "is read with LibreOffice only, which is not installed; install it, or save the file as .docx",
        )
    with TemporaryDirectory(prefix="disclosure-") as folder:
        converted = _convert(program, data, Path(folder))
    blocks, problems = read_docx(converted)
    message = {
        "zh": "文件由 LibreOffice 转换后读取，行号是转换后文档的段落序号。",
        "en": "The file was converted by LibreOffice; lines count the paragraphs of the converted document.",
    }
    return blocks, (*problems, Problem(severity="note", message=message))


def _convert(program: str, data: bytes, folder: Path) -> bytes:
    """Return the document as a Word file, made in a folder of its own under settings of its own."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    given = folder / ("document.rtf" if data.startswith(_RTF) else "document.doc")
    given.write_bytes(data)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(given)]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            process_group=0,  # of the session of this process, with which it is ended
        )
    except OSError:
        raise _not_converted(data) from None
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise _failed(
            data,
            f"LibreOffice 用了 {_SECONDS} 秒还没有转换完，请用 Word 或 WPS 另存为 .docx 后再检查",
            f"was not converted by LibreOffice within {_SECONDS} seconds; save it as .docx",
        ) from None
    finally:
        _end(process)
    made = folder / "made" / "document.docx"
    if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
        raise _not_converted(data)
    return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, if any of it still runs."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _not_converted(data: bytes) -> SourceError:
    return _failed(
        data,
        "LibreOffice 无法转换，可能已损坏或设有密码，请用 Word 或 WPS 另存为 .docx 后再检查",
        "cannot be converted by LibreOffice: it may be damaged or protected by a password; save it as .docx",
    )


def _failed(data: bytes, zh: str, en: str) -> SourceError:
    kind_zh, kind_en = ("RTF 文件", "an RTF file") if data.startswith(_RTF) else ("旧版 Word 文档（.doc/.wps）", "")
    kind_en = kind_en or "a legacy Word document (.doc/.wps)"
    return SourceError({"zh": f"文件是{kind_zh}，{zh}。", "en": f"The file is {kind_en} and {en}."})
