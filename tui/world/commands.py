"""What can be said to a world, as text → command; pure, and every text gives one or a reason.

The names are those of the dashboard's keys and of `renkei run`. Whatever looks like a step of a
scenario is one, and is read by the scenario language itself.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from scenarios.language import scalars
from scenarios.language.definition import VERBS
from scenarios.language.mistakes import Place, nearest
from scenarios.language.nodes import Scalar
from scenarios.language.reader import STEP_KEYS
from scenarios.live import SPEED_MAX
from scenarios.said import Said, say, together

TIMES_MAX = 10_000


class Subject(StrEnum):
    """What can be shown."""

    ORDERS = "orders"
    ORDER = "order"
    STOCK = "stock"
    OUTBOX = "outbox"
    FINDINGS = "findings"
    JOBS = "jobs"
    AGENDA = "agenda"
    CALLS = "calls"
    JOURNAL = "journal"


class Step(NamedTuple):
    """Let so many events happen."""

    times: int = 1


class Next(NamedTuple):
    """Play so many steps of the scenario that was opened; None plays all that are left."""

    times: int | None = 1


class Play(NamedTuple):
    """Let the clock run, for so long or until `pause`; `speed` None keeps the speed."""

    speed: float | None = None
    length: timedelta | None = None


class Pause(NamedTuple):
    """Stop the clock."""


class Go(NamedTuple):
    """Live through everything until a time, as a person writes it."""

    where: str


class Back(NamedTuple):
    """Go back by so many moments, to the one of a number, or to a time."""

    times: int = 1
    number: int | None = None
    where: str = ""


class Moments(NamedTuple):
    """List the moments that can be returned to."""


class Show(NamedTuple):
    """Show a part of the world; `of` is an order, or a number of lines."""

    subject: Subject
    of: str = ""


class Save(NamedTuple):
    """Write what was done as a scenario."""

    path: Path
    title: str = ""
    overwrite: bool = False


class Help(NamedTuple):
    """Say what can be said."""


class Quit(NamedTuple):
    """End."""


class Do(NamedTuple):
    """Play one step of the scenario language."""

    text: str


Command = Step | Next | Play | Pause | Go | Back | Moments | Show | Save | Help | Quit | Do


class WrongCommand(Exception):
    """A line that says nothing; `said` tells why and what could stand there."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def read(text: str) -> Command:
    """The command that `text` is. Raises WrongCommand."""
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    if text.startswith(("{", "[", "-")) or ":" in word:
        return Do(text)
    command = _COMMANDS.get(word)
    if command is not None:
        return command(rest)
    if word in list(Subject):
        return Show(Subject(word), rest)
    raise WrongCommand(_unknown(word))


def _unknown(word: str) -> Said:
    told = say("「{word}」というコマンドはありません。", word=word)
    if word in STEP_KEYS:
        return together(told, say("手順なら「{word}: …」と書いてください。", word=word))
    if near := nearest(word, (*WORDS, *VERBS)):
        return together(told, say("「{name}」ではありませんか。", name=near))
    return together(told, say("help で一覧を表示します。"))


def _nothing(command: Command) -> Callable[[str], Command]:
    def read_nothing(rest: str) -> Command:
        if rest:
            raise WrongCommand(say("このあとには何も書けません: {rest}", rest=rest))
        return command

    return read_nothing


def _times(rest: str) -> int:
    found = scalars.whole(Scalar(Place(1, 1), rest, plain=True))
    if found is None or not isinstance(found.value, int) or not 1 <= found.value <= TIMES_MAX:
        raise WrongCommand(
            say("「{rest}」は書けません。1から{high}までの整数です。", rest=rest, high=TIMES_MAX)
        )
    return found.value


def _step(rest: str) -> Command:
    return Step(_times(rest)) if rest else Step()


def _next(rest: str) -> Command:
    if rest == "all":
        return Next(None)
    return Next(_times(rest)) if rest else Next()


def _play(rest: str) -> Command:
    speed: float | None = None
    length: timedelta | None = None
    for word in rest.split():
        spoken = _SPEED.fullmatch(word)
        found = scalars.duration(Scalar(Place(1, 1), word, plain=True))
        if spoken and 0 < float(spoken[1]) <= SPEED_MAX:
            speed = float(spoken[1])
        elif found is not None and isinstance(found.value, timedelta):
            length = found.value
        else:
            could = say("書けるのは、速さ（例: ×60）と期間（例: PT2H）です。")
            raise WrongCommand(together(say("「{word}」は書けません。", word=word), could))
    return Play(speed, length)


def _back(rest: str) -> Command:
    if not rest:
        return Back()
    if rest.startswith("#"):
        return Back(number=_times(rest[1:]))
    return Back(_times(rest)) if rest.isdecimal() else Back(where=rest)


def _go(rest: str) -> Command:
    if not rest:
        raise WrongCommand(say("時刻がありません。例: go 18:00、go +2h、go 11/29 09:00"))
    return Go(rest)


def _save(*, overwrite: bool) -> Callable[[str], Command]:
    def read_save(rest: str) -> Command:
        name, _, title = rest.partition(" ")
        if not name or "\0" in name:
            raise WrongCommand(say("ファイル名がありません。例: save my-case.yaml"))
        return Save(Path(name), title.strip(), overwrite)

    return read_save


_SPEED = re.compile(r"[x×]?([0-9]{1,7}(?:\.[0-9]{1,3})?)", re.ASCII)

_COMMANDS: dict[str, Callable[[str], Command]] = {
    "step": _step,
    "next": _next,
    "play": _play,
    "pause": _nothing(Pause()),
    "go": _go,
    "back": _back,
    "moments": _nothing(Moments()),
    "save": _save(overwrite=False),
    "save!": _save(overwrite=True),
    "help": _nothing(Help()),
    "quit": _nothing(Quit()),
}

WORDS = (*_COMMANDS, *Subject)
"""Every command by its first word."""
