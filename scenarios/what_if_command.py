"""`renkei what-if`: read the case and the settings, live both, print them side by side."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TextIO
from unicodedata import east_asian_width

from msgspec import ValidationError, convert

from core.domain.labels import Policy
from scenarios.gather import gather
from scenarios.language.kinds import BehaviourValue
from scenarios.language.mistakes import Mistake, Place, listed, nearest
from scenarios.language.nodes import Scalar
from scenarios.language.reader import Reader
from scenarios.language.vocabulary import fixed
from scenarios.play.durations import length
from scenarios.said import Said, Translate, say, together
from scenarios.what_if import Changes, Figures, what_if_now

JOBS = {
    "jobs.orders": "pull_orders",
    "jobs.fill": "fill_in",
    "jobs.listings": "push_listings",
    "jobs.outcomes": "push_outcomes",
    "jobs.watch": "watch",
}
"""What `--set` calls the jobs, and what the engine does."""

BEHAVIOUR = "amazon."
SHORTEST, LONGEST = timedelta(seconds=30), timedelta(days=7)


class WrongSetting(Exception):
    """A setting that is none; `said` is the sentence."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def run_what_if(
    path: Path,
    *,
    policy: str | None,
    reserve: int | None,
    settings: Sequence[str],
    out: TextIO,
    translate: Translate = str,
) -> int:
    """Print what both settings make of the case at `path`; 0, or 2 where an argument is wrong."""
    gathered = gather([path])
    if gathered.wrong:
        for file in gathered.wrong:
            out.writelines(f"{line}\n" for line in file.lines(translate))
        return 2
    try:
        changes = changes_of(policy, reserve, settings)
    except WrongSetting as error:
        out.write(f"{error.said.text(translate)}\n")
        return 2
    for loaded in gathered.cases:
        base = loaded.case.policies[0]
        before, after = what_if_now(loaded.case, base, changes)
        head = (f"{loaded.case.id} ({base})", label_of(changes, translate))
        out.writelines(f"{line}\n" for line in table(before, after, head, translate))
    return 0


def table(
    before: Figures, after: Figures, head: tuple[str, str], translate: Translate = str
) -> Iterable[str]:
    """The two columns, a line for each figure."""
    rows = [
        (say("売り越した個数"), before.oversold, after.oversold),
        (say("失われた在庫の個数"), before.lost, after.lost),
        (say("連携失敗の注文"), before.link_failed, after.link_failed),
        (
            say("在庫が食い違っていた時間"),
            length(before.out_of_step).text(translate),
            length(after.out_of_step).text(translate),
        ),
        (say("Amazonの呼び出し回数"), before.calls, after.calls),
        (say("できなかった操作"), before.refused, after.refused),
    ]
    lines = [("", *head), *((what.text(translate), str(a), str(b)) for what, a, b in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        padded = (text + " " * (widths[n] - _width(text)) for n, text in enumerate(line))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def label_of(changes: Changes, translate: Translate = str) -> str:
    """The changes in few words, as the head of a column."""
    parts: list[str] = []
    if changes.policy is not None:
        parts.append(changes.policy.value)
    if changes.reserve is not None:
        parts.append(say("安全在庫 {n}", n=changes.reserve).text(translate))
    names = {job: name for name, job in JOBS.items()}
    for job, period in (changes.periods or {}).items():
        parts.append(f"{names[job]}={length(period).text(translate)}")
    parts += [f"{BEHAVIOUR}{name}={value}" for name, value in (changes.behaviours or {}).items()]
    return ", ".join(parts) or say("変更なし").text(translate)


def changes_of(policy: str | None, reserve: int | None, settings: Sequence[str]) -> Changes:
    """What is different in the second world. Raises WrongSetting."""
    periods: dict[str, timedelta] = {}
    behaviours: dict[str, object] = {}
    for setting in settings:
        name, given, value = setting.partition("=")
        if not given:
            raise WrongSetting(say("「{text}」は NAME=VALUE の形ではありません。", text=setting))
        if name in JOBS:
            periods[JOBS[name]] = _period(name, value)
        elif name.startswith(BEHAVIOUR):
            behaviour = _behaviour(name)
            behaviours[behaviour] = _value(behaviour, value)
        else:
            raise _unknown(name, [*JOBS, *(f"{BEHAVIOUR}{known}" for known in fixed("behaviour"))])
    return Changes(None if policy is None else Policy(policy), reserve, periods, behaviours)


def _period(name: str, value: str) -> timedelta:
    try:
        period = convert(value, timedelta, strict=False)
    except ValidationError:
        period = timedelta(0)
    if not SHORTEST <= period <= LONGEST:
        told = say("{name} の「{value}」は期間ではありません。", name=name, value=value)
        raise WrongSetting(together(told, say("PT30S から P7D までです（例: PT5M）。")))
    return period


def _behaviour(name: str) -> str:
    known = fixed("behaviour")
    behaviour = name.removeprefix(BEHAVIOUR)
    if behaviour not in known:
        raise _unknown(name, [f"{BEHAVIOUR}{each}" for each in known])
    return behaviour


def _value(behaviour: str, value: str) -> object:
    mistakes: list[Mistake] = []
    node = Scalar(Place(1, 1), value, plain=True)
    got = Reader(mistakes).read_value(node, BehaviourValue(), behaviour)
    if got is None:
        raise WrongSetting(mistakes[0].said)
    return got.value


def _unknown(name: str, known: Sequence[str]) -> WrongSetting:
    told = say("設定「{name}」はありません。", name=name)
    near = nearest(name, known)
    could = (
        say("「{name}」ではありませんか。", name=near)
        if near
        else say("あるのは {known} です。", known=listed(known))
    )
    return WrongSetting(together(told, could))
