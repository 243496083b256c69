"""An Office package: a zip of XML parts, opened so that a hostile file costs neither time nor memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from disclosure_rules.sources.block import SourceError

__all__ = ["Package", "Relationships"]

MAX_MEMBERS = 10_000  # a document with a chart and a picture on every page has some thousand parts
MAX_PART = 32 * 1024 * 1024  # bytes of one XML part unpacked; a 300-page disclosure has under 10 MB
MAX_TOTAL = 96 * 1024 * 1024  # bytes of all parts unpacked for one document
MAX_RATIO = 500  # unpacked to packed; tables of repeated cells reach about 100, a bomb 1000
_RATIO_FROM = 4 * 1024 * 1024  # small parts may have any ratio
_CHUNK = 1024 * 1024

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict variant of the format differs in its namespaces only; it is read as the common one.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([a-zA-Z/]{1,60})")
_STRICT_ROOTS = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/spreadsheetDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O\x00C|\x00<\x00!\x00D\x00O\x00C")

Relationships = dict[str, tuple[str, str]]
"""Relationship id to (last word of its type, path of the part it names)."""


class Package:
    """The parts of a package. Every part read counts towards the limits; breaking one raises SourceError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, IndexError):
            raise _broken("压缩包不完整", "its zip container is cut off or damaged") from None
        if len(members) > MAX_MEMBERS:
            raise _suspicious(f"含有 {len(members)} 个部件", f"it has {len(members)} parts")
        self._members = {member.filename: member for member in members}
        self._left = MAX_TOTAL

    def names(self) -> frozenset[str]:
        """Return the paths of all parts."""
        return frozenset(self._members)

    def main_part(self) -> str | None:
        """Return the path of the part that the package is about, or None."""
        relations = self.relationships("")
        return next((path for kind, path in relations.values() if kind == "officeDocument"), None)

    def relationships(self, part: str) -> Relationships:
        """Return what the part names by id; `""` is the package itself. External targets are left out."""
        folder = dirname(part)
        root = self.xml(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels"))
        found: Relationships = {}
        for relation in () if root is None else root.iter(_RELATIONS):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def xml(self, part: str) -> etree._Element | None:
        """Return the root element of an XML part, or None where the package has no such part."""
        member = self._members.get(part)
        if member is None:
            return None
        data = self._unpack(member)
        if _DOCTYPE.search(data):
            raise _suspicious(
                f"部件 {part} 带有实体或文档类型声明", f"its part {part} declares entities or a document type"
            )
        data = _STRICT.sub(_common_namespace, data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise _broken(
                f"部件 {part} 第 {line} 行不是合格的 XML 或嵌套过深",
                f"its part {part} is not well-formed XML, or nested too deeply, at line {line}",
            ) from None

    def _unpack(self, member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & 1:
            raise SourceError(
                {
                    "zh": "文件设有密码，无法读取，请去掉密码后另存再检查。",
                    "en": "The file is protected by a password; remove the password, save it and check it again.",
                }
            )
        limit = min(MAX_PART, self._left)
        declared, packed = member.file_size, max(1, member.compress_size)
        if declared > limit or (declared > _RATIO_FROM and declared > packed * MAX_RATIO):
            raise _bomb(member)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > limit or (size > _RATIO_FROM and size > packed * MAX_RATIO):
                        raise _bomb(member)
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise _broken(
                f"部件 {member.filename} 解压失败", f"its part {member.filename} cannot be unpacked"
            ) from None
        self._left -= size
        return b"".join(chunks)


def _common_namespace(match: re.Match[bytes]) -> bytes:
    rest = match.group(1)
    if rest in _STRICT_ROOTS:
        return _STRICT_ROOTS[rest]
    return _OFFICE.encode() + rest.removeprefix(b"officeDocument/")


def _bomb(member: zipfile.ZipInfo) -> SourceError:
    return _suspicious(
        f"部件 {member.filename} 解压后过大（压缩炸弹？）",
        f"its part {member.filename} unpacks to far too much (a zip bomb?)",
    )


def _suspicious(zh: str, en: str) -> SourceError:
    return SourceError(
        {
            "zh": f"文件{zh}，不像办公软件保存的文档，已拒绝读取；请重新另存后再检查。",
            "en": f"The file was refused: {en}, which no office program writes; save it again.",
        }
    )


def _broken(zh: str, en: str) -> SourceError:
    return SourceError(
        {
            "zh": f"文件已损坏：{zh}，请重新另存后再检查。",
            "en": f"The file is damaged: {en}; save it again.",
        }
    )
