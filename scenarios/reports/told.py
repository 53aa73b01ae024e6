"""Parts of a report that every form tells in the same words."""

from collections.abc import Iterator
from shlex import quote

from scenarios.language.mistakes import listed
from scenarios.play.check import Check
from scenarios.play.sides import orders_of
from scenarios.runner import Outcome
from scenarios.said import Said, Translate, say
from scenarios.turns import TurnResult


def again(result: TurnResult, *, http: bool = False) -> str:
    """The command that repeats a turn."""
    turn = result.turn
    path, row = turn.loaded.path, ""
    if "[" in turn.loaded.case.id:
        row = f" -k {quote(turn.loaded.case.id)}"
    socket = " --http" if http else ""
    return f"renkei run {quote(path)}{row} --policy {turn.policy}{socket}"


def told_failure(result: TurnResult, translate: Translate = str) -> str:
    """What was expected and what is, then the journal before it; empty where nothing is wrong.

    The first line by itself says what is wrong: lists of failures show no more than that.
    """
    lines: list[str] = []
    if result.broke is not None:
        lines.append(result.broke.text(translate))
    for step in result.steps:
        wrong = [_difference(check, translate) for check in step.checks if not check.holds]
        if wrong:
            at = f"{result.turn.loaded.path}:{step.line}"
            lines += [*wrong, f"  {at}: {step.title.text(translate)}"]
    lines += [said.text(translate) for said in numbers_told(result)]
    if result.journal:
        lines.append(say("直前の記録:").text(translate))
        lines += [f"  {line.text(translate)}" for line in result.journal]
    return "\n".join(lines)


def numbers_told(result: TurnResult) -> Iterator[Said]:
    """Amazon's numbers of the orders that the step which failed is about; nothing of one that held.

    A log, a CSV file and Amazon's own pages know no other name of them.
    """
    if not result.steps or result.steps[-1].outcome is not Outcome.FAILED:
        return
    step = result.turn.loaded.case.steps[result.steps[-1].number - 1]
    named = [name for name in dict.fromkeys(orders_of(step)) if name in result.orders]
    if named:
        told = listed(f"{name} = {result.orders[name]}" for name in named)
        yield say("注文番号: {orders}", orders=told)


def _difference(check: Check, translate: Translate) -> str:
    expected, actual = check.expected.text(translate), check.actual.text(translate)
    words = f"{say('期待').text(translate)}: {expected}  {say('実際').text(translate)}: {actual}"
    return f"{check.what.text(translate)}  {words}"
