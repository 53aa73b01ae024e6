"""Files → cases. Whatever is wrong comes out as WrongFile, all mistakes of a file together."""

import re
from collections.abc import Callable
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from core.domain.cleaning import clean
from scenarios.language.checks import check_names, check_steps
from scenarios.language.definition import Beginning, Case
from scenarios.language.expansion import INCLUDE, VARIABLES, Row, merged, rows_of, take
from scenarios.language.kinds import block_of
from scenarios.language.mistakes import Mistake, Place, WrongFile, nearest
from scenarios.language.nodes import BYTES_MAX, Mapping, Scalar, in_file, parse
from scenarios.language.reader import Reader
from scenarios.language.wanted import found, wanted
from scenarios.said import Said, say

_INCLUDED = re.compile(r"(?!\.)[^/\\:*?\"<>|\s]+(/(?!\.)[^/\\:*?\"<>|\s]+){0,5}\.ya?ml")
"""A file in the same folder or below it: nothing climbs out."""

FOLDER_MAX = 5_000
"""Files that are looked through for a name that was meant."""


class Loaded(NamedTuple):
    """A case and where it came from, as a person would type it."""

    case: Case
    path: str


class Shared(NamedTuple):
    """What `include` brings in: the file's place and its text."""

    path: str
    text: str


Find = Callable[[str], Shared | str]
"""Gives the file that `include` names; where there is none, the name that was probably meant."""


def load(source: Traversable, shown: str = "") -> Loaded:
    """Read the first case of a file, as `load_all`."""
    return load_all(source, shown)[0]


def load_all(
    source: Traversable, shown: str = "", beside: Traversable | None = None
) -> tuple[Loaded, ...]:
    """Read the scenario file `source`, named `shown` in its mistakes: a case for each example.

    `beside` is the folder in which included files are looked for. Raises WrongFile.
    """
    shown = shown or str(source)
    text = _text_of(source, shown)
    if beside is None and isinstance(source, Path):
        beside = source.parent
    cases = loads_all(text, shown, _finder(beside))
    return tuple(Loaded(case, shown) for case in cases)


def load_beginning(source: Path, shown: str) -> Case | None:
    """The world of a file for `include`, as a case without steps; None where it is a case itself.

    Raises WrongFile.
    """
    mistakes: list[Mistake] = []
    node = parse(_text_of(source, shown), mistakes)
    if not isinstance(node, Mapping) or {key.text for key, _ in node.pairs} & {"id", "steps"}:
        return None
    (row,) = rows_of(node, mistakes)
    reader = Reader(mistakes)
    got = reader.read(row.node, block_of(Beginning))
    mistakes.extend(check_names(reader.mentions))
    begins = got.value if got else None
    if isinstance(begins, Beginning) and begins.start is None:
        mistakes.append(Mistake(node.place, say("「{key}」がありません。", key="start")))
    if mistakes or not isinstance(begins, Beginning) or begins.start is None:
        raise WrongFile(shown, mistakes)
    return Case(
        id="by-hand",
        title=source.stem,
        seed=begins.seed or 1,
        start=begins.start,
        shop=begins.shop,
        amazon=begins.amazon,
        steps=(),
    )


def loads(text: str, path: str) -> Case:
    """Read the first case of `text`, as `loads_all`."""
    return loads_all(text, path)[0]


def loads_all(text: str, path: str, find: Find | None = None) -> tuple[Case, ...]:
    """Read the cases of `text`; `path` names it in the mistakes. Raises WrongFile."""
    mistakes: list[Mistake] = []
    node = parse(text, mistakes)
    if node is None:
        raise WrongFile(path, mistakes)
    if not isinstance(node, Mapping):
        mistakes.append(Mistake(node.place, found(node), wanted(block_of(Case))))
        raise WrongFile(path, mistakes)
    if not {key.text for key, _ in node.pairs} & {"id", "steps"}:
        told = say("「id」も「steps」もありません。")
        could = say("include で読むためのファイルなら、名前を「_」で始めてください。")
        raise WrongFile(path, (*mistakes, Mistake(node.place, told, could)))
    whole = _with_included(node, mistakes, find)
    if whole is None:
        raise WrongFile(path, mistakes)
    rows = rows_of(whole, mistakes)
    found_before = tuple(mistakes)
    cases = [_read(row, mistakes) for row in rows]
    if mistakes or None in cases or not cases:
        # A variable that is not there leaves a text that fits nowhere either.
        places = {mistake.place for mistake in found_before}
        more = [mistake for mistake in mistakes if mistake.place not in places]
        raise WrongFile(path, dict.fromkeys((*found_before, *more)))
    return tuple(case for case in cases if case is not None)


def _read(row: Row, mistakes: list[Mistake]) -> Case | None:
    reader = Reader(mistakes)
    got = reader.read(row.node, block_of(Case))
    case = got.value if got and isinstance(got.value, Case) else None
    crowd = case is None or case.shop.many is not None
    demo = case is not None and case.shop.demo
    known = [one for one in reader.mentions if one.name not in reader.unread]
    mistakes.extend(check_names(known, crowd=crowd, demo=demo))
    if case is None:
        return None
    mistakes.extend(_check_case(case, row.node, reader))
    name = clean(row.name)
    return structs.replace(
        case,
        id=f"{case.id}[{name}]" if name else case.id,
        title=clean(f"{case.title}（{name}）" if name else case.title),
        story="\n".join(map(clean, case.story.splitlines())),
        tags=tuple(map(clean, case.tags)),
    )


def _with_included(node: Mapping, mistakes: list[Mistake], find: Find | None) -> Mapping | None:
    """The whole of a case; None where what it rests on is not there."""
    named, own = take(node, INCLUDE)
    if named is None:
        return own
    if not isinstance(named, Scalar) or not _INCLUDED.fullmatch(named.text):
        could = say("書くのは、このファイルから見たファイル名（例: shops/tea.yaml）です。")
        mistakes.append(Mistake(named.place, found(named), could))
        return None
    shared = find(named.text) if find else ""
    if isinstance(shared, str):
        told = say("ファイル「{name}」がありません。", name=named.text)
        mistakes.append(Mistake(named.place, told, None, shared))
        return None
    return merged(_shared(shared, mistakes), own)


def _shared(shared: Shared, mistakes: list[Mistake]) -> Mapping:
    """The nodes of an included file; what is wrong in it is told with its own name."""
    inside: list[Mistake] = []
    node = parse(shared.text, inside)
    if node is not None and not isinstance(node, Mapping):
        inside.append(Mistake(node.place, found(node), wanted(block_of(Beginning))))
    if isinstance(node, Mapping):
        _, rest = take(node, VARIABLES)
        if "${" not in shared.text:
            Reader(inside).read(rest, block_of(Beginning))
    if inside:
        raise WrongFile(shared.path, inside)
    placed = node and in_file(node, shared.path)
    assert isinstance(placed, Mapping)
    return placed


def _check_case(case: Case, node: Mapping, reader: Reader) -> list[Mistake]:
    places = {key.text: value.place for key, value in node.pairs}
    mistakes = list(check_steps(case, reader.steps))
    if not reader.steps:
        mistakes.append(Mistake(places["steps"], say("手順が一つもありません。")))
    if not case.policies:
        mistakes.append(Mistake(places["policy"], say("ポリシーが一つもありません。")))
    return mistakes


def _finder(beside: Traversable | None) -> Find:
    def find(name: str) -> Shared | str:
        if beside is None:
            return ""
        file = beside.joinpath(*name.split("/"))
        return (
            Shared(str(file), _text_of(file, str(file))) if file.is_file() else _meant(name, beside)
        )

    return find


def _meant(name: str, beside: Traversable) -> str:
    inside, slash, last = name.rpartition("/")
    folder = beside.joinpath(*inside.split("/")) if inside else beside
    there = folder.iterdir() if folder.is_dir() else ()
    names = (one.name for one in islice(there, FOLDER_MAX))
    near = nearest(last, (each for each in names if each.endswith((".yaml", ".yml"))))
    return f"{inside}{slash}{near}" if near else ""


def _text_of(source: Traversable, shown: str) -> str:
    try:
        with source.open("rb") as file:
            raw = file.read(BYTES_MAX + 1)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise _whole_file(shown, say("ファイルを読めません（{cause}）。", cause=cause)) from None
    if len(raw) > BYTES_MAX:
        limit = BYTES_MAX // 1024
        raise _whole_file(shown, say("ファイルが大きすぎます（{limit} KiBまで）。", limit=limit))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        mistake = Mistake(Place(line, column), say("UTF-8の文字として読めません。"))
        raise WrongFile(shown, (mistake,)) from None


def _whole_file(shown: str, what: Said) -> WrongFile:
    return WrongFile(shown, (Mistake(Place(1, 1), what),))
