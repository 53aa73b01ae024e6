"""Files → cases. Whatever is wrong comes out as WrongFile, all mistakes of a file together."""

from importlib.resources.abc import Traversable
from typing import NamedTuple

from scenarios.language.checks import check_names, check_steps
from scenarios.language.definition import Case
from scenarios.language.kinds import block_of
from scenarios.language.mistakes import Mistake, Place, WrongFile
from scenarios.language.nodes import BYTES_MAX, Mapping, parse
from scenarios.language.reader import Reader
from scenarios.language.wanted import found, wanted
from scenarios.said import Said, say


class Loaded(NamedTuple):
    """A case and where it came from, as a person would type it."""

    case: Case
    path: str


def load(source: Traversable, shown: str = "") -> Loaded:
    """Read the scenario file `source`, named `shown` in its mistakes. Raises WrongFile."""
    shown = shown or str(source)
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
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        mistake = Mistake(Place(line, column), say("UTF-8の文字として読めません。"))
        raise WrongFile(shown, (mistake,)) from None
    return Loaded(loads(text, shown), shown)


def loads(text: str, path: str) -> Case:
    """Read a scenario from `text`; `path` names it in the mistakes. Raises WrongFile."""
    mistakes: list[Mistake] = []
    node = parse(text, mistakes)
    if node is None:
        raise WrongFile(path, mistakes)
    form = block_of(Case)
    if not isinstance(node, Mapping):
        mistakes.append(Mistake(node.place, found(node), wanted(form)))
        raise WrongFile(path, mistakes)
    reader = Reader(mistakes)
    got = reader.read(node, form)
    mistakes.extend(check_names(reader.mentions))
    case = got.value if got else None
    if isinstance(case, Case):
        mistakes.extend(_check_case(case, node, reader))
    if mistakes or not isinstance(case, Case):
        raise WrongFile(path, mistakes)
    return case


def _check_case(case: Case, node: Mapping, reader: Reader) -> list[Mistake]:
    places = {key.text: value.place for key, value in node.pairs}
    mistakes = list(check_steps(case, reader.steps))
    if not reader.steps:
        mistakes.append(Mistake(places["steps"], say("手順が一つもありません。")))
    if not case.policies:
        mistakes.append(Mistake(places["policy"], say("ポリシーが一つもありません。")))
    return mistakes


def _whole_file(shown: str, what: Said) -> WrongFile:
    return WrongFile(shown, (Mistake(Place(1, 1), what),))
