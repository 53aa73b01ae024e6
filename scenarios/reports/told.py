"""Parts of a report that every form tells in the same words."""

from shlex import quote

from scenarios.play.check import Check
from scenarios.said import Translate, say
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
    if result.journal:
        lines.append(say("直前の記録:").text(translate))
        lines += [f"  {line.text(translate)}" for line in result.journal]
    return "\n".join(lines)


def _difference(check: Check, translate: Translate) -> str:
    expected, actual = check.expected.text(translate), check.actual.text(translate)
    words = f"{say('期待').text(translate)}: {expected}  {say('実際').text(translate)}: {actual}"
    return f"{check.what.text(translate)}  {words}"
