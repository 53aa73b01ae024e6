"""Does what was said to a world, and tells what came of it."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import structs

from core.domain.instants import jst
from core.errors import Refused, RenkeiError
from scenarios.control_line import AmazonSideRefused
from scenarios.history import Moment, NothingToRewind
from scenarios.language.mistakes import Mistake, WrongFile
from scenarios.language.one_step import read_step
from scenarios.live import LiveWorld
from scenarios.play.around import around
from scenarios.play.brief import brief_of
from scenarios.report import TextReport
from scenarios.runner import Outcome, StepResult, play_next, play_step, step_after
from scenarios.said import Said, say
from scenarios.script import case_id_of, save, script, unsaid
from tui.failed import UNWRITABLE, cause_of
from tui.formats import moment
from tui.moments import MomentUnreadable, read_moment, read_past
from tui.words import translate
from tui.world.commands import (
    Back,
    Command,
    Do,
    Go,
    Help,
    Moments,
    Next,
    Pause,
    Play,
    Quit,
    Save,
    Show,
    Step,
    WrongCommand,
    read,
)
from tui.world.entries import Entry
from tui.world.guide import guide
from tui.world.shows import Shows

if TYPE_CHECKING:
    from core.domain.labels import Policy
    from scenarios.language.definition import Case
    from scenarios.language.loader import Loaded
    from scenarios.world import World

T = TypeVar("T")

TICK_S = 0.05
"""How often a clock that runs for a length of time is looked at, in real seconds."""


class Told(NamedTuple):
    """What came of an entry. `failed` means that an expectation does not hold."""

    lines: Sequence[str]
    failed: bool = False
    over: bool = False


class CannotFollow(Exception):
    """An entry that cannot be followed; `lines` say why, `placed` with the place of each."""

    def __init__(self, *lines: str, placed: bool = False) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.placed = placed


class Prompt:
    """One world that is told what to do, with the case it was opened from if there is one."""

    def __init__(self, live: LiveWorld, policy: "Policy", loaded: "Loaded | None" = None) -> None:
        """`live` is started already and belongs to the caller."""
        self.live = live
        self._policy = policy
        self._loaded = loaded
        self._shows = Shows(live)
        self._said = 0

    def close(self) -> None:
        """Let go of the books."""
        self._shows.close()

    def say(self, entry: Entry) -> Told:
        """Do what `entry` says. Raises CannotFollow."""
        try:
            return self._do(read(entry.text), entry)
        except WrongCommand as wrong:
            raise CannotFollow(wrong.said.text(translate)) from None
        except MomentUnreadable as wrong:
            raise CannotFollow(translate(wrong.sentence)) from None
        except NothingToRewind:
            raise CannotFollow(_told(say("そこまで戻れる時点がありません。"))) from None
        except (Refused, AmazonSideRefused, RenkeiError, CancelledError) as error:
            raise CannotFollow(self.live.state().error or translate(str(error))) from None

    def _do(self, command: Command, entry: Entry) -> Told:
        match command:
            case Do(text):
                return self._play_text(text, entry.line)
            case Next(times):
                return self._play_case(times)
            case Show(subject, of):
                return Told(self._shows.lines(subject, of))
            case Save():
                return self._save(command)
            case Help():
                return Told(guide())
            case Quit():
                return Told((), over=True)
            case _:
                return Told([*self._move(command)], failed=bool(self.live.state().error))

    def _move(self, command: Step | Play | Pause | Go | Back | Moments) -> Iterator[str]:
        live, now = self.live, self.live.state().now
        match command:
            case Step(times):
                for _time in range(times):
                    event = self._wait(live.step())
                    yield f"{self._clock()}  {event.told.text(translate)}"
            case Go(where):
                self._wait(live.go_to(read_moment(where, now)))
                yield self._standing()
            case Play(speed, length):
                self._run(speed, length)
                yield self._standing()
            case Pause():
                live.pause()
                self._wait(live.moments())  # by then the clock stands
                yield self._standing()
            case Back():
                yield from self._back(command)
            case Moments():
                yield from self._moments()

    def _run(self, speed: float | None, length: timedelta | None) -> None:
        if speed is not None:
            self.live.set_speed(speed)
        if length is None:
            self.live.resume()
            self._wait(self.live.moments())  # by then the clock runs
            return
        speed = speed or self.live.state().speed
        begun, start = time.monotonic(), self.live.state().now
        while (now := self.live.state().now) < start + length:
            lived = timedelta(seconds=int((time.monotonic() - begun) * speed))
            if start + lived > now:
                self._wait(self.live.go_to(min(start + lived, start + length)))
            time.sleep(TICK_S)

    def _back(self, command: Back) -> Iterator[str]:
        if command.where:
            self._wait(self.live.rewind(read_past(command.where, self.live.state().now)))
        elif command.number is not None:
            kept = self._wait(self.live.moments())
            found = [one for one in kept if one.number == command.number]
            if not found:
                raise WrongCommand(say("#{n} という時点はありません。", n=command.number))
            self._wait(self.live.rewind(found[0]))
        else:
            for _time in range(command.times):
                self._wait(self.live.rewind())
        yield self._standing()

    def _moments(self) -> Iterator[str]:
        kept: tuple[Moment, ...] = self._wait(self.live.moments())
        for one in kept:
            at = f"{jst(one.at):%m-%d %H:%M:%S}"
            yield f"#{one.number:<4} {at}  {one.before.text(translate)}"
        if not kept:
            yield _told(say("戻れる時点はまだありません。"))

    def _play_text(self, text: str, line: int) -> Told:
        read_in = self._wait(self.live.submit(around(text)))
        path = _told(say("入力"))
        try:
            step = read_step(text, read_in, path)
        except WrongFile as wrong:
            lines = (_told_at(line, mistake, path) for mistake in wrong.mistakes)
            raise CannotFollow(*lines, placed=True) from None
        self._said += 1
        number = self._said

        async def play(world: "World") -> StepResult:
            return await play_step(number, step, world)

        result = self._wait(self.live.submit(play, brief_of(step.do)))
        return _result(structs.replace(result, line=result.line + line - 1), path)

    def _play_case(self, times: int | None) -> Told:
        if (loaded := self._loaded) is None:
            raise WrongCommand(say("シナリオを開いていません。renkei world FILE で開きます。"))
        case, policy = loaded.case, self._policy

        async def play(world: "World") -> StepResult | None:
            return await play_next(case, policy, world)

        lines: list[str] = []
        while times is None or times > 0:
            result = self._wait(self.live.submit(play, self._following(loaded.case)))
            if result is None:
                lines.append(_told(say("シナリオはここまでです。")))
                break
            told = _result(result, loaded.path)
            lines += told.lines
            if told.failed:
                return Told(lines, failed=True)
            times = None if times is None else times - 1
        return Told(lines)

    def _following(self, case: "Case") -> Said | None:
        """What the scenario does next, for the list of moments."""

        async def played(world: "World") -> int:
            return world.cast.played

        following = step_after(self._wait(self.live.submit(played)), case, self._policy)
        return brief_of(following[1].do) if following else None

    def _save(self, command: Save) -> Told:
        try:
            path = command.path.expanduser()
        except RuntimeError:
            # A home folder of nobody is a name like any other.
            path = command.path
        usual = self._loaded.case.title if self._loaded else _told(say("手で試したこと"))
        case_id, title = case_id_of(path.stem), command.title or usual

        async def written(world: "World") -> str:
            return script(world, case_id, title)

        text = self._wait(self.live.submit(written))
        try:
            save(text, path, overwrite=command.overwrite)
        except FileExistsError:
            told = say("{path} はもうあります。上書きするときは save! と書きます。", path=path)
            raise WrongCommand(told) from None
        except OSError as error:
            raise WrongCommand(say(UNWRITABLE, path=path, why=cause_of(error))) from None
        lines = [say("保存しました。もう一度: {command}", command=f"renkei run {path}")]
        if count := unsaid(text):
            lines.append(
                say(
                    "シナリオの言葉にない操作が{n}件あり、#の行に残しました。"
                    "同じ結果にはなりません。",
                    n=count,
                )
            )
        return Told([_told(line) for line in lines])

    def _wait(self, future: "Future[T]") -> T:
        """The outcome; Ctrl+C stops the clock on the way there."""
        try:
            return future.result()
        except KeyboardInterrupt:
            self.live.pause()
            raise

    def _clock(self) -> str:
        return f"{jst(self.live.state().now):%m-%d %H:%M:%S}"

    def _standing(self) -> str:
        state = self.live.state()
        if state.error:
            return state.error
        event = state.next_event
        following = say("次: {event}", event=event.told) if event else say("予定はありません")
        return f"{moment(state.now)}  {following.text(translate)}"


def _result(result: StepResult, path: str) -> Told:
    out = StringIO()
    TextReport(out, translate).step(path, result)
    return Told(out.getvalue().splitlines(), failed=result.outcome is Outcome.FAILED)


def _told_at(line: int, mistake: Mistake, path: str) -> str:
    """A mistake in an entry that begins at `line` of all that was said."""
    place = mistake.place._replace(line=mistake.place.line + line - 1)
    return mistake._replace(place=place).text(path, translate)


def _told(said: Said) -> str:
    return said.text(translate)
