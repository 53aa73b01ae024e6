"""Paths of the command line → cases, with every mistake of every file."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from core.domain.cleaning import clean
from scenarios.language.loader import Loaded, load_all
from scenarios.language.mistakes import Mistake, Place, WrongFile, nearest
from scenarios.library_files import SUFFIXES, library_file, library_names
from scenarios.said import Said, say

FILES_MAX = 5_000


class Gathered(NamedTuple):
    """The cases that can be played, and the files that cannot."""

    cases: tuple[Loaded, ...]
    wrong: tuple[WrongFile, ...]


def gather(paths: Iterable[Path]) -> Gathered:
    """Load every file and every folder's files; a name alone may be one of the library."""
    cases: list[Loaded] = []
    wrong: list[WrongFile] = []
    ids: dict[str, str] = {}
    seen: set[str] = set()
    for path in paths:
        try:
            for source, shown in _sources(path):
                if shown in seen:
                    continue
                seen.add(shown)
                try:
                    cases.extend(_unique(one, ids) for one in load_all(source, shown))
                except WrongFile as mistakes:
                    wrong.append(mistakes)
        except WrongFile as mistakes:
            wrong.append(mistakes)
    return Gathered(tuple(cases), tuple(wrong))


def _sources(path: Path) -> Iterator[tuple[Traversable, str]]:
    shown = clean(str(path), 400)
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if _is_case(file, path))
        if not found:
            raise _wrong(shown, say("このフォルダーにシナリオ（.yaml）がありません。"))
        if len(found) > FILES_MAX:
            raise _wrong(shown, say("このフォルダーにはファイルが多すぎます。"))
        yield from ((file, clean(str(file), 400)) for file in found)
    elif path.exists():
        yield path, shown
    elif in_library := library_file(path.name.removesuffix(".yaml")):
        yield in_library, f"library/{in_library.name}"
    else:
        raise _wrong(shown, say("この名前のファイルはありません。"), _meant(path))


def _meant(path: Path) -> str:
    """What stands beside the place that `path` names, or a case of the library."""
    folder = path.parent
    there = islice(folder.iterdir(), FILES_MAX) if folder.is_dir() else ()
    names = [one.name for one in there if one.is_dir() or one.suffix in SUFFIXES]
    if near := nearest(path.name, names):
        return clean(str(folder / near), 400)
    return nearest(path.stem, library_names())


def _is_case(file: Path, folder: Path) -> bool:
    """Whether a file below `folder` is a case: `_shared.yaml` and `_shops/…` are for `include`."""
    inside = file.relative_to(folder).parts
    return file.suffix in SUFFIXES and not any(part.startswith("_") for part in inside)


def _unique(loaded: Loaded, ids: dict[str, str]) -> Loaded:
    before = ids.setdefault(loaded.case.id, loaded.path)
    if before != loaded.path:
        said = say("id「{id}」は {path} にもあります。", id=loaded.case.id, path=before)
        raise WrongFile(loaded.path, (Mistake(Place(1, 1), said),))
    return loaded


def _wrong(shown: str, said: Said, near: str = "") -> WrongFile:
    return WrongFile(shown, (Mistake(Place(1, 1), said, None, near),))
