"""Which format a file is in, told by its first bytes, and the reader of each format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.compound import MARK, Compound
from disclosure_rules.sources.package import Package

__all__ = ["FORMATS", "NO_FORMATS", "Format", "sniff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that can be read: its usual suffixes and its reader as `module:function`, imported when needed.

    The function takes the bytes and returns the blocks and the problems. It works in a process of its own where it is
    `isolated`: all that unpack, or call a library that is not Python. A format is told by its bytes (see `sniff`); one
    that is `plain` is text like any other, which only the suffix tells.
    """

    suffixes: tuple[str, ...]
    reader: str
    isolated: bool = True
    plain: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "doc": Format(suffixes=(".doc", ".dot", ".wps", ".rtf"), reader="disclosure_rules.sources.legacy:read"),
        "docx": Format(suffixes=(".docx", ".docm"), reader="disclosure_rules.sources.docx:read"),
        "html": Format(
            suffixes=(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"),
            reader="disclosure_rules.sources.html:read",
        ),
        "pdf": Format(suffixes=(".pdf",), reader="disclosure_rules.sources.pdf:read"),
        "xls": Format(suffixes=(".xls", ".xlt", ".et"), reader="disclosure_rules.sources.xls:read"),
        "xlsx": Format(suffixes=(".xlsx", ".xlsm", ".xltx"), reader="disclosure_rules.sources.xlsx:read"),
        "text": Format(
            suffixes=(".txt", ".text", ".md", ".tsv"), reader="disclosure_rules.sources.text:read", isolated=False
        ),
    }
)

NO_FORMATS: Mapping[str, Format] = MappingProxyType({})

_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
# What a file begins with, and what it is called in Chinese and in English.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"),
    (b"\x1f\x8b", "GZIP 压缩包", "a gzip archive"),
)
# A part that tells what a package is that cannot be read.
_PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("ppt/presentation.xml", "演示文稿（.pptx）", "a presentation (.pptx)"),
    ("OFD.xml", "OFD 版式文件", "an OFD file"),
    ("content.xml", "OpenDocument 文件（.odt、.ods）", "an OpenDocument file (.odt, .ods)"),
)
# Streams of compound files, the containers of .doc, .xls, .wps and .et, and the formats they tell.
_STREAMS = {"EncryptedPackage": "", "Workbook": "xls", "Book": "xls", "WordDocument": "doc"}
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PAGE_ROOT = re.compile(rb"<(?:[a-z]{1,9}:)?html[\s>]|<!doctype\s{1,9}html")
_PAGE_TAG = re.compile(rb"<(?:!doctype\s{1,9}html|(?:html|head|body|meta|title|table|tr|td|div|p|span|h[1-6])[\s>/])")
_ARCHIVE = re.compile(rb"(?:mime-version|from|subject|date|content-type)\s{0,9}:")
_ARCHIVED = re.compile(rb"^content-type\s{0,9}:\s{0,9}(?:multipart/related|text/html)", re.MULTILINE)
_PRINTABLE_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a")


def sniff(data: bytes) -> str:
    """Return the name of the format in `FORMATS` that the bytes are in.

    Raises SourceError where they are in no format that can be read.
    """
    if not data:
        raise SourceError(
            {"zh": "文件是空的（0 字节），请重新导出后再检查。", "en": "The file is empty (0 bytes); export it again."}
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packaged(data)
    if data.startswith(MARK):
        return _compound(data)
    if data.startswith(b"{\\rtf"):
        return "doc"
    if b"%PDF-" in data[:1024]:  # some servers put a line before it
        return "pdf"
    for signature, kind in _PICTURES:
        if data.startswith(signature) and not (signature == b"BM" and _looks_like_text(data)):
            raise SourceError(
                {
                    "zh": f"文件内容是 {kind} 图片，没有可读的文字，请提供原始的 Word 文档（.docx）或文本。",
                    "en": f"The file is a {kind} picture and holds no text; supply the document (.docx or text).",
                }
            )
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise _unsupported(zh, en)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if _is_page(data):
        return "html"
    if head.startswith(b"<?xml"):
        raise _unsupported("XML 文件", "an XML file")
    if not _looks_like_text(data):
        raise SourceError(
            {
                "zh": "文件内容是二进制数据，不是可读的文本或 Word 文档（.docx），请提供原始文档。",
                "en": "The file holds binary data, neither text nor a Word document (.docx); supply the document.",
            }
        )
    return "text"


def _packaged(data: bytes) -> str:
    """Return the format of an Office package, told by what it is about."""
    package = Package(data)
    names = package.names()
    try:
        main = package.main_part() or ""
    except SourceError:
        main = ""
    if "word/document.xml" in names or main.startswith("word/"):
        return "docx"
    if "xl/workbook.bin" in names:
        raise _unsupported("二进制 Excel 工作簿（.xlsb）", "a binary Excel workbook (.xlsb)")
    if "xl/workbook.xml" in names or main.startswith("xl/"):
        return "xlsx"
    for mark, zh, en in _PACKAGES:
        if mark in names:
            raise _unsupported(zh, en)
    raise SourceError(
        {
            "zh": "文件是压缩包（.zip），请解压后检查其中的文件。",
            "en": "The file is a zip archive; unpack it and check the files in it.",
        }
    )


def _is_page(data: bytes) -> bool:
    """Tell whether the bytes are a web page, a piece of one, or a web archive."""
    head = data[:4096]
    if data.startswith(_WIDE_MARKS):
        head = head[2:].replace(b"\x00", b"")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<?xml") and _PAGE_ROOT.search(head) is None:
        return False
    if _ARCHIVE.match(head) is not None:
        return _ARCHIVED.search(head) is not None
    return head.startswith(b"<") and _PAGE_TAG.search(head) is not None


def _looks_like_text(data: bytes) -> bool:
    if data.startswith(_WIDE_MARKS):
        return True
    controls = sum(1 for byte in data[:4096] if byte < 32 and byte not in _PRINTABLE_CONTROLS)
    return controls == 0 and b"\x00" not in data


def _unsupported(zh: str, en: str) -> SourceError:
    return SourceError(
        {
            "zh": f"文件内容是{zh}，不能读取，请另存为 .docx、.xlsx、.html 或纯文本（.txt）后再检查。",
            "en": f"The file is {en}, which cannot be read; save it as .docx, .xlsx, .html or plain text (.txt).",
        }
    )


def _compound(data: bytes) -> str:
    """Return the format of a compound file, told by the streams in it."""
    try:
        names = Compound(data).names()
    except SourceError:
        names = frozenset(name for name in _STREAMS if name.encode("utf-16-le") in data)
        if not names:
            raise
    if "EncryptedPackage" in names:
        raise SourceError(
            {
                "zh": "文件设有打开密码，无法读取，请去掉密码后另存再检查。",
                "en": "The file is protected by a password; remove the password, save it and check it again.",
            }
        )
    for name, format_name in _STREAMS.items():
        if name in names and format_name:
            return format_name
    raise _unsupported("旧版 Office 文件", "a legacy Office file")
