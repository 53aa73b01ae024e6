"""Parts of a report that every form tells in the same words."""

from shlex import quote

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
    """What was expected and what is, then the journal before it; empty where nothing is wrong."""
    lines: list[str] = []
    if result.broke is not None:
        lines.append(result.broke.text(translate))
    for step in result.steps:
        wrong = [check for check in step.checks if not check.holds]
        if wrong:
            lines.append(f"{result.turn.loaded.path}:{step.line}: {step.title.text(translate)}")
        for check in wrong:
            expected, actual = check.expected.text(translate), check.actual.text(translate)
            lines.append(f"  {check.what.text(translate)}")
            lines.append(f"    {say('期待').text(translate)}: {expected}")
            lines.append(f"    {say('実際').text(translate)}: {actual}")
    if result.journal:
        lines.append(say("直前の記録:").text(translate))
        lines += [f"  {line}" for line in result.journal]
    return "\n".join(lines)
