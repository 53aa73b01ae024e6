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
    told += _grid(list(_checks(row)), width)
    told += _grid(list(_sides(row.played)), width)
    for policy, played in row.played.items():
        if played.journal:
            told.append(inked(Ink(f"── {_('直前の記録')} ({policy.value})", "quiet")))
            told += (inked(Ink(fit(line.text(_), width), "quiet")) for line in played.journal)
    return _wrapped(told, width)


def _checks(row: StepRow) -> Iterator[list[Ink]]:
    """What was looked at, a line each: expected, and what is under each policy."""
    results = {policy: one.result for policy, one in row.played.items()}
    whats = dict.fromkeys(check.what for one in results.values() for check in one.checks)
    if not whats:
        return
    found = {policy: {check.what: check for check in one.checks} for policy, one in results.items()}
    yield [Ink(text, "quiet") for text in ("", _("期待"), *(_actual_of(row, p) for p in results))]
    for what in whats:
        looked = [found[policy].get(what) for policy in results]
        first = next(check for check in looked if check is not None)
        yield [Ink(what.text(_)), Ink(first.expected.text(_)), *map(_actual, looked)]


def _actual_of(row: StepRow, policy: Policy) -> str:
    before = f" ({_('戻る前')})" if row.undone and policy is row.policy else ""
    return f"{_('実際')} {policy.value}{before}"


def _actual(check: "Check | None") -> Ink:
    if check is None:
        return Ink("-", "quiet")
    sign = "✓" if check.holds else "✗"
    return Ink(f"{sign} {check.actual.text(_)}", "good" if check.holds else "bad")


def _sides(played: "Mapping[Policy, Played]") -> Iterator[list[Ink]]:
    """What both sides held at the end of the step."""
    if any(one.sides for one in played.values()):
        yield [Ink(""), Ink("makeshop", "shop"), Ink("Amazon", "amazon")]
    for policy, one in played.items():
        for side in one.sides:
            name = f"{side.what.text(_)} ({policy.value})"
            yield [Ink(name), Ink(side.shop.text(_)), Ink(side.amazon.text(_))]


def _grid(rows: list[list[Ink]], width: int) -> Iterator[Content]:
    """Rows in columns; a row with a cell that is too long stands as one running line."""
    if not rows:
        return
    needs = [max(cell_len(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    most = max(needs)
    while most and sum(min(need, most) + GAP for need in needs) > width:
        most -= 1
    cells = [min(need, most) for need in needs]
    for row in rows:
        if any(cell_len(ink.text) > here for ink, here in zip(row, cells, strict=True)):
            yield inked(row[0], *(Ink(f"  │ {ink.text}", ink.tone) for ink in row[1:]))
        else:
            padded = zip(row, cells, strict=True)
            yield inked(*(Ink(fit(ink.text, here) + " " * GAP, ink.tone) for ink, here in padded))


def _wrapped(told: list[Content], width: int) -> Content:
    return lines(*(piece for line in told for piece in wrap_content(line, max(2, width))))
