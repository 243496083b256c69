"""One door for every input: from a path or from bytes to a source."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path, PurePath

from disclosure_rules.sources.block import Block, Problem, Source, SourceError
from disclosure_rules.sources.formats import FORMATS, NO_FORMATS, Format, sniff

__all__ = ["MAX_FILE", "named_format", "read_bytes", "read_file", "read_source"]

# A disclosure with scanned attachments has some tens of megabytes; what is larger is not one disclosure.
MAX_FILE = 100 * 1024 * 1024

_Reader = Callable[[bytes], tuple[tuple[Block, ...], tuple[Problem, ...]]]


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read the file at `path`. Raises SourceError where it cannot be read."""
    return read_bytes(Path(path).name, read_file(path))


def read_file(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a regular file of bearable size. Raises SourceError where that cannot be done."""
    file = Path(path)
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _failed(file.name, "是一个文件夹，请指定其中的文件。", "is a folder; name a file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise _failed(
                file.name,
                "不是普通文件（是设备、管道或套接字），请指定文档文件。",
                "is not a regular file (a device, a pipe or a socket); name a document.",
            )
        if status.st_size > MAX_FILE:
            raise _too_large(file.name, status.st_size)
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)  # the file may have grown since
    except FileNotFoundError:
        raise _failed(file.name, "不存在，请核对路径。", "does not exist; check the path.") from None
    except PermissionError:
        raise _failed(
            file.name, "没有读取权限，请检查文件权限。", "may not be read; check the permissions of the file."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _failed(
            file.name,
            f"打不开（{reason}），请核对路径和磁盘。",
            f"cannot be opened ({reason}); check the path and the disk.",
        ) from None
    if len(data) > MAX_FILE:
        raise _too_large(file.name, len(data))
    return data


def read_bytes(name: str, data: bytes, formats: Mapping[str, Format] = NO_FORMATS) -> Source:
    """Read a file's bytes; `name` is the file's name. What the bytes are counts, not what the suffix says; only for
    `formats` of the caller's own, which come first, the suffix does.

    Raises SourceError where they cannot be read, or hold no text at all.
    """
    if len(data) > MAX_FILE:
        raise _too_large(name, len(data))
    try:
        format_name = named_format(name, formats) or _told_by_bytes(name, data)
        module, _, function = {**FORMATS, **formats}[format_name].reader.partition(":")
        reader: _Reader = getattr(import_module(module), function)
        blocks, problems = reader(data)
    except SourceError as error:
        raise SourceError(_named(name, error.message)) from None
    if not blocks:
        raise SourceError(_nothing_to_read(name, problems))
    misnamed = () if format_name in formats else _misnamed(name, format_name)
    return Source(
        name=name,
        format=format_name,
        sha256=sha256(data).hexdigest(),
        blocks=blocks,
        problems=(*misnamed, *problems),
    )


def _told_by_bytes(name: str, data: bytes) -> str:
    found = sniff(data)
    plain = {known: entry for known, entry in FORMATS.items() if entry.plain}
    return named_format(name, plain) or found if found == "text" else found


def named_format(name: str, formats: Mapping[str, Format]) -> str | None:
    """Return the one of these formats that a file's name tells, if it tells one."""
    suffix = PurePath(name).suffix.lower()
    return next((known for known, entry in formats.items() if suffix in entry.suffixes), None)


def _misnamed(name: str, format_name: str) -> tuple[Problem, ...]:
    owner = named_format(name, FORMATS)
    if owner is None or owner == format_name:
        return ()
    suffix = PurePath(name).suffix.lower()
    message = {
        "zh": f"文件名以 {suffix} 结尾，内容却是 {format_name} 格式，已按内容读取。",
        "en": f"The file is named {suffix} but holds the format {format_name}; it was read as what it holds.",
    }
    return (Problem(severity="note", message=message),)


def _named(name: str, message: dict[str, str]) -> dict[str, str]:
    return {"zh": f"{name}：{message['zh']}", "en": f"{name}: {message['en']}"}


def _failed(name: str, zh: str, en: str) -> SourceError:
    return SourceError({"zh": f"“{name}”{zh}", "en": f"'{name}' {en}"})


def _too_large(name: str, size: int) -> SourceError:
    limit = MAX_FILE // (1024 * 1024)
    size = size // (1024 * 1024)
    return _failed(
        name,
        f"有 {size} MB，超过上限 {limit} MB，请拆分后再检查。",
        f"has {size} MB, over the limit of {limit} MB; split it.",
    )


def _nothing_to_read(name: str, problems: tuple[Problem, ...]) -> dict[str, str]:
    reasons_zh = "".join(problem.message["zh"] for problem in problems)
    reasons_en = " ".join(problem.message["en"] for problem in problems)
    return {
        "zh": f"{name}：文件里没有任何文字，无从检查。{reasons_zh}",
        "en": f"{name}: The file holds no text, so there is nothing to check. {reasons_en}".rstrip(),
    }
