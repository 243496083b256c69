"""Packs of other distributions: an entry point names a folder of packs, which is found without importing anything.

An entry point of the group `disclosure_rules.packs`, such as `acme = "acme_rules.packs"` (or `acme_rules:packs`),
stands for the folder `acme_rules/packs` of its distribution. Neither that package nor other code of the distribution
is imported or run: only the record of what was installed is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from disclosure_rules.rulebook.mistakes import Mistakes

__all__ = ["GROUP", "installed_homes"]

GROUP = "disclosure_rules.packs"
_MANIFEST = "pack.yaml"
_SOURCES = ("", "src")  # where an editable project may keep its packages


def installed_homes(mistakes: Mistakes) -> tuple[Path, ...]:
    """The folders of packs that installed distributions name, by the name of the entry point. One that cannot be found
    is a mistake."""
    homes = []
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        home = _home_of(entry)
        if home is not None:
            homes.append(home)
            continue
        source = f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "an unnamed distribution"
        message = (
            f"the entry point `{entry.name} = {entry.value}` names no folder of packs (folders with a {_MANIFEST}) "
            "that is installed as files"
        )
        mistakes.add(source, (1, 1), message, suggestion="install the distribution again, or uninstall it")
    return tuple(dict.fromkeys(homes))


def _home_of(entry: metadata.EntryPoint) -> Path | None:
    """The folder that an entry point stands for, if it holds packs and is its distribution's own."""
    steps = [step for step in entry.value.replace(":", ".").split(".") if step]
    if entry.dist is None or not steps or not all(step.strip().isidentifier() for step in steps):
        return None
    for root in _roots(entry.dist):
        home = root.joinpath(*(step.strip() for step in steps))
        if home.is_dir() and any((folder / _MANIFEST).is_file() for folder in home.iterdir()):
            return home if home.resolve().is_relative_to(root.resolve()) else None
    return None


def _roots(distribution: metadata.Distribution) -> Iterator[Path]:
    """The folders from which the distribution's packages are imported."""
    place: Any = distribution.locate_file("")
    if not isinstance(place, Path):
        return  # inside an archive
    yield place
    for file in distribution.files or ():
        if file.suffix == ".pth" and len(file.parts) == 1:  # an editable install: the lines that are paths
            yield from _paths_in(place / file)
    project = _project(distribution.read_text("direct_url.json") or "")
    yield from (project / source for source in _SOURCES) if project is not None else ()


def _paths_in(file: Path) -> Iterator[Path]:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else ()
    for line in lines:
        if line.strip() and not line.startswith(("#", "import ", "import\t")):
            yield file.parent / line.strip()


def _project(direct_url: str) -> Path | None:
    """The folder of a project that is installed in place (PEP 610)."""
    import json

    try:
        told = json.loads(direct_url)
        parts = urlsplit(told["url"])
        is_editable = told["dir_info"]["editable"] is True and parts.scheme == "file"
    except (ValueError, KeyError, TypeError):
        return None
    return Path(url2pathname(parts.path)) if is_editable else None
