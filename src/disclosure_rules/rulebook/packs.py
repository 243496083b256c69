"""Packs: where they lie, what they say of themselves, and what they extend.

A pack is a folder with a `pack.yaml`; the rules are in its `rules/*.yaml`, and every other YAML file beside `pack.yaml`
is vocabulary; `tests/*.yaml` are for those who try its rules. A single YAML file of rules is a pack as well. This is
the only module that knows the two places in which the shipped packs are: the wheel's `disclosure_rules/rules` and the
checkout's top-level `rules`. Those of other distributions are found by `installed`. Nothing but YAML is ever read of a
pack, and nothing outside of its folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from disclosure_rules.rulebook.installed import installed_homes
from disclosure_rules.rulebook.misfits import validate
from disclosure_rules.rulebook.mistakes import Mistakes, closest
from disclosure_rules.rulebook.shape import PACK_ID, AppliesTo, Effective, FileShape, PackShape
from disclosure_rules.rulebook.yaml_positions import MAX_BYTES, NodePath, YamlFile, read_yaml

__all__ = ["Pack", "PackInfo", "available_packs", "pack_homes", "resolve_packs", "test_files", "tests_at"]

_MANIFEST = "pack.yaml"
_MOST_FILES = 200
_DEEPEST = 20  # packs that extend packs


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """What a pack says of itself. `title` is by language; `detect` are words that documents of this pack hold.

    `path` is its folder, or the file where a pack is a single file.
    """

    id: str
    version: str
    title: Mapping[str, str]
    extends: tuple[str, ...]
    applies_to: AppliesTo
    effective: Effective
    detect: tuple[str, ...]
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as read: its files in the order of their names. A pack that is one file holds its rules under `rules`.

    `vocabulary` gives for each kind of words (lexicon, cues ...) the file, and where in the file they stand.
    """

    info: PackInfo
    manifest: YamlFile
    rules: tuple[YamlFile, ...]
    vocabulary: Mapping[str, tuple[YamlFile, NodePath]]

    def words(self, kind: str) -> Any:
        """What it says of a kind of words; None where the file is empty or broken."""
        file, place = self.vocabulary[kind]
        data = file.data
        for step in place:
            data = data[step] if data is not None else None
        return data

    @property
    def is_shipped(self) -> bool:
        """Whether it is one of the packs that come with this distribution."""
        return self.info.path.parent in pack_homes()


def pack_homes() -> tuple[Path, ...]:
    """Folders that hold the shipped packs: the wheel's, or in a checkout the one at its top."""
    package = Path(__file__).resolve().parents[1]
    if (package / "rules").is_dir():
        return (package / "rules",)
    top = package.parents[1]
    in_checkout = package.parent.name == "src" and (top / "pyproject.toml").is_file()
    return (top / "rules",) if in_checkout and (top / "rules").is_dir() else ()


def available_packs(homes: Sequence[Path] | None = None) -> Mapping[str, PackInfo]:
    """The packs that can be named by id, by id: by default the shipped ones and those that other distributions bring.

    Raises RulebookError if a pack.yaml is wrong, or one id is that of two packs.
    """
    mistakes = Mistakes()
    found: dict[str, PackInfo] = {}
    for home in _all_homes(mistakes) if homes is None else homes:
        for folder in _packs_in(home):
            read = _read_manifest(folder, _shown(folder, home), mistakes)
            if read is None:
                continue
            info, manifest = read
            if info.id in found:
                message = f"there is another pack `{info.id}`, in {found[info.id].path}"
                mistakes.add(manifest.name, manifest.value_at(("id",)), message)
            found.setdefault(info.id, info)
    mistakes.raise_if_any()
    return found


def _all_homes(mistakes: Mistakes) -> tuple[Path, ...]:
    return (*pack_homes(), *installed_homes(mistakes))


def resolve_packs(
    packs: Sequence[str | Path], *, homes: Sequence[Path] | None = None, mistakes: Mistakes
) -> tuple[Pack, ...]:
    """Read the packs named by id or path and all they extend, each once, every pack after those it extends."""
    resolution = _Resolution(None if homes is None else tuple(homes), mistakes)
    for pack in packs:
        resolution.add(pack)
    return tuple(resolution.done.values())


def test_files(pack: Pack, mistakes: Mistakes) -> tuple[YamlFile, ...]:
    """The files in the folder `tests` of a pack, read; a pack that is one file has none."""
    if not pack.info.path.is_dir():
        return ()
    shown = pack.manifest.name.removesuffix(_MANIFEST)
    found = _yaml_in(pack.info.path / "tests")
    return tuple(_load(path, f"{shown}tests/{path.name}", mistakes, pack.info.path) for path in found)


def tests_at(path: Path, mistakes: Mistakes) -> tuple[YamlFile, ...]:
    """A file of tests, or all those of a folder, read; shown as the user names them."""
    found = _yaml_in(path) if path.is_dir() else [path]
    if not found:
        mistakes.add(str(path), (1, 1), "there is no file of tests in this folder")
    return tuple(_load(file, file.as_posix(), mistakes) for file in found)


class _Resolution:
    def __init__(self, homes: tuple[Path, ...] | None, mistakes: Mistakes) -> None:
        self.given = homes
        self.mistakes = mistakes
        self.done: dict[Path, Pack] = {}
        self._open: list[Path] = []

    @cached_property
    def homes(self) -> tuple[Path, ...]:
        """The folders in which ids are looked up, those of other distributions last."""
        return _all_homes(self.mistakes) if self.given is None else self.given

    def add(self, wanted: str | Path) -> None:
        """Read a pack that the user names: an id first, then a path."""
        path = self._by_id(wanted, ()) if isinstance(wanted, str) else None
        shown = _shown(path, path.parent) if path else str(wanted)
        path = path or Path(wanted)
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError:  # a name that no file can have
            is_folder = is_file = False
        if is_folder and not (path / _MANIFEST).is_file():
            self.mistakes.add(str(wanted), (1, 1), f"this folder is no pack: it has no {_MANIFEST}")
        elif is_folder or is_file:
            self._visit(path, shown)
        else:
            known = [folder.name for home in self.homes for folder in _packs_in(home)]
            hint = closest(str(wanted), known) or f"there are {', '.join(sorted(known)) or 'none'}"
            self.mistakes.add(str(wanted), (1, 1), "there is no pack of this name, and no such file", suggestion=hint)

    def _by_id(self, name: str, beside: tuple[Path, ...]) -> Path | None:
        if not PACK_ID.fullmatch(name):
            return None
        near = (*beside, *(pack_homes() if self.given is None else ()))
        return _named(name, near) or _named(name, self.homes)  # other distributions are only asked for what is not near

    def _visit(self, path: Path, shown: str) -> None:
        key = path.resolve()
        if key in self.done:
            return
        reader = _read_folder if path.is_dir() else _read_file
        pack = reader(path, shown, self.mistakes)
        if pack is None:
            return
        self._open.append(key)
        for index, name in enumerate(pack.info.extends):
            self._extend(pack, name, index)
        self._open.pop()
        self.done[key] = pack

    def _extend(self, pack: Pack, name: str, index: int) -> None:
        position = pack.manifest.value_at(("extends", index))
        file = pack.manifest.name
        beside = (pack.info.path.parent,)
        found = self._by_id(name, beside)
        if found is None:
            known = [folder.name for home in (*beside, *self.homes) for folder in _packs_in(home)]
            self.mistakes.add(file, position, f"there is no pack `{name}` to extend", word=name, among=known)
        elif found.resolve() in self._open:
            chain = [p.name for p in self._open[self._open.index(found.resolve()) :]]
            self.mistakes.add(file, position, f"packs extend one another in a circle: {' → '.join([*chain, name])}")
        elif len(self._open) >= _DEEPEST:
            self.mistakes.add(file, position, f"packs extend one another more than {_DEEPEST} deep")
        else:
            self._visit(found, _shown(found, found.parent))


def _named(name: str, homes: Iterable[Path]) -> Path | None:
    return next((home / name for home in homes if (home / name / _MANIFEST).is_file()), None)


def _packs_in(home: Path) -> list[Path]:
    return [folder for folder in sorted(home.iterdir()) if (folder / _MANIFEST).is_file()] if home.is_dir() else []


def _shown(folder: Path, home: Path) -> str:
    """How a shipped pack's folder is named in messages: the same in the wheel and in the checkout."""
    return "/".join(name for name in (home.name, folder.name) if name)


def _load(path: Path, shown: str, mistakes: Mistakes, inside: Path | None = None) -> YamlFile:
    """Read a YAML file; of a pack's folder (`inside`), only what really lies there."""
    try:
        if inside is not None and not path.resolve().is_relative_to(inside.resolve()):
            mistakes.add(shown, (1, 1), "the file is a link to a place outside of the pack's folder")
            return YamlFile(name=shown, content=b"", broken=True)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        mistakes.add(shown, (1, 1), f"the file cannot be read: {error.strerror}")
        return YamlFile(name=shown, content=b"", broken=True)
    return read_yaml(content, name=shown, mistakes=mistakes)


def _read_manifest(folder: Path, shown: str, mistakes: Mistakes) -> tuple[PackInfo, YamlFile] | None:
    manifest = _load(folder / _MANIFEST, f"{shown}/{_MANIFEST}", mistakes, folder)
    if manifest.broken:
        return None
    written = validate(PackShape, manifest.data, file=manifest, path=(), mistakes=mistakes)
    if written is None:
        return None
    if written.id != folder.resolve().name:
        message = f"the pack's id is `{written.id}`, but its folder is `{folder.resolve().name}`; they must be the same"
        mistakes.add(manifest.name, manifest.value_at(("id",)), message)
    return _info(written, written.id, folder), manifest


def _info(written: PackShape | FileShape, name: str, path: Path) -> PackInfo:
    title = written.title.model_dump() if written.title else {"zh": name, "en": name}
    return PackInfo(
        id=name,
        version=written.version,
        title=title,
        extends=written.extends,
        applies_to=written.applies_to,
        effective=written.effective,
        detect=written.detect,
        path=path,
    )


def _read_folder(folder: Path, shown: str, mistakes: Mistakes) -> Pack | None:
    read = _read_manifest(folder, shown, mistakes)
    if read is None:
        return None
    info, manifest = read
    beside = [path for path in _yaml_in(folder) if path.name != _MANIFEST]
    rules = _yaml_in(folder / "rules")
    if len(beside) + len(rules) > _MOST_FILES:
        mistakes.add(manifest.name, (1, 1), f"the pack has more than {_MOST_FILES} files")
        return None
    return Pack(
        info=info,
        manifest=manifest,
        rules=tuple(_load(path, f"{shown}/rules/{path.name}", mistakes, folder) for path in rules),
        vocabulary={path.stem: (_load(path, f"{shown}/{path.name}", mistakes, folder), ()) for path in beside},
    )


def _read_file(path: Path, shown: str, mistakes: Mistakes) -> Pack | None:
    file = _load(path, shown, mistakes)
    if file.broken:
        return None
    data: Any = {"rules": file.data} if isinstance(file.data, list) else file.data
    written = validate(FileShape, data, file=file, path=(), mistakes=mistakes)
    if written is None:
        return None
    info = _info(written, written.id or path.stem, path)
    rules = (file,) if "rules" in data else ()
    vocabulary = {stem: (file, ("vocabulary", stem)) for stem in written.vocabulary}
    return Pack(info=info, manifest=file, rules=rules, vocabulary=vocabulary)


def _yaml_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
