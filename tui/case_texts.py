"""What is told of a case: heading, story, and where a step differs from what was expected."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from core.domain.labels import Policy
from tui.ink import Ink, fit, inked, lines
from tui.scenario_columns import StepRow, outcome_ink
from tui.shelf import Shelf
from tui.words import _
from tui.wrapping import wrap_content

if TYPE_CHECKING:
    from scenarios.language.definition import Case
    from scenarios.play.check import Check
    from scenarios.runner import StepResult
    from scenarios.turns import TurnResult
    from tui.player import Played, Player

GAP = 2


def case_head(player: "Player", results: "Mapping[Policy, TurnResult]") -> Content:
    """Which case, how far it is, and what came of it under each policy."""
    done = player.played[-1].result.number if player.played else 0
    pieces: list[str | Ink] = [
        Ink(f"── {player.case.id}  {player.case.title}", "strong"),
        Ink(f"  {_('手順')} {done}/{len(player.case.steps)}", "quiet"),
    ]
    for policy in player.case.policies:
        result = results.get(policy)
        now = "▸" if policy is player.policy else " "
        pieces += [
            Ink(f"  {now}{policy.value} ", "note" if policy is player.policy else "quiet"),
            outcome_ink(result.verdict.value if result else ""),
        ]
    return inked(*pieces)


def story(row: Shelf | None) -> Content:
    """What a case is about and what came of it, or what is wrong with its file."""
    if row is None:
        return Content("")
    case = row.file.case
    if case is None:
        mistakes = row.file.mistake.split("\n")
        return lines(*(inked(Ink(mistake, "bad")) for mistake in mistakes))
    told = [*_about(case)]
    for policy, result in row.results.items():
        told += _ended(policy, result)
    return lines(*told)


def _about(case: "Case") -> Iterator[Content]:
    marks = " ".join((*case.rules, *case.tags))
    yield inked(Ink(case.title, "strong"), Ink(f"  {marks}", "quiet"))
    if case.story:
        yield inked(case.story)


def story_of(case: "Case") -> Content:
    """What a case is about."""
    return lines(*_about(case))


def _ended(policy: Policy, result: "TurnResult") -> Iterator[Content]:
    """Where a case failed; nothing of one that passed."""
    if result.broke is not None:
        yield inked(Ink(f"{policy.value}: {result.broke.text(_)}", "bad"))
    if result.passed or not result.steps:
        return
    step = result.steps[-1]
    yield inked(Ink(f"{policy.value} ✗ {step.number} {step.title.text(_)}", "bad"))
    yield from (_difference(check) for check in step.checks if not check.holds)


def _difference(check: "Check") -> Content:
    return inked(
        f"  {check.what.text(_)}  {_('期待')}: {check.expected.text(_)}  {_('実際')}: ",
        Ink(check.actual.text(_), "bad"),
    )


def step_detail(row: StepRow | None, path: str, width: int) -> Content:
    """A step under each policy: checks beside each other, both sides, the journal before."""
    if row is None:
        return Content("")
    note = f"  # {row.step.note}" if row.step.note else ""
    told = [
        inked(
            Ink(f"{row.number} {row.title}", "strong"),
            note,
            Ink(f"  {path}:{row.step.line}", "quiet"),
        )
    ]
    told += _checks({policy: one.result for policy, one in row.played.items()}, width)
    told += _sides(row.played, width)
    for policy, played in row.played.items():
        if played.journal:
            told.append(inked(Ink(f"── {_('直前の記録')} ({policy.value})", "quiet")))
            told += (inked(Ink(line, "quiet")) for line in played.journal)
    return _wrapped(told, width)


def _checks(results: "Mapping[Policy, StepResult]", width: int) -> Iterator[Content]:
    """What was looked at, a line each: expected, and what is under each policy."""
    whats = dict.fromkeys(check.what for one in results.values() for check in one.checks)
    if not whats:
        return
    found = {policy: {check.what: check for check in one.checks} for policy, one in results.items()}
    head = ["", _("期待"), *(f"{_('実際')} {policy.value}" for policy in results)]
    yield _line([Ink(text, "quiet") for text in head], width)
    for what in whats:
        looked = [found[policy].get(what) for policy in results]
        first = next(check for check in looked if check is not None)
        yield _line(
            [Ink(what.text(_)), Ink(first.expected.text(_)), *(_actual(one) for one in looked)],
            width,
        )


def _actual(check: "Check | None") -> Ink:
    if check is None:
        return Ink("-", "quiet")
    sign = "✓" if check.holds else "✗"
    return Ink(f"{sign} {check.actual.text(_)}", "good" if check.holds else "bad")


def _sides(played: "Mapping[Policy, Played]", width: int) -> Iterator[Content]:
    """What both sides held at the end of the step."""
    if not any(one.sides for one in played.values()):
        return
    yield _line([Ink("", "quiet"), Ink("makeshop", "shop"), Ink("Amazon", "amazon")], width)
    for policy, one in played.items():
        for side in one.sides:
            name = f"{side.what.text(_)} ({policy.value})"
            yield _line([Ink(name), Ink(side.shop.text(_)), Ink(side.amazon.text(_))], width)


def _line(cells: list[Ink], width: int) -> Content:
    """Cells beside each other; one under the other where any does not fit."""
    each = max(8, (width - GAP * len(cells)) // len(cells))
    if any(cell_len(cell.text) > each for cell in cells):
        pieces = [cells[0], *(Ink(f"  │ {cell.text}", cell.tone) for cell in cells[1:])]
        return inked(*pieces)
    return inked(*(Ink(fit(cell.text, each) + " " * GAP, cell.tone) for cell in cells))


def _wrapped(told: list[Content], width: int) -> Content:
    return lines(*(piece for line in told for piece in wrap_content(line, max(2, width))))
