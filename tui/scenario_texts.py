"""What is told of a case: its heading, its story, and where a step differs from what was hoped."""

from typing import TYPE_CHECKING

from textual.content import Content

from core.domain.labels import Policy
from tui.ink import Ink, inked, lines
from tui.scenario_columns import Shelf, outcome_ink
from tui.words import _

if TYPE_CHECKING:
    from scenarios.language.definition import Case
    from scenarios.runner import StepResult


def case_head(case: "Case | None", policy: Policy, outcome: str) -> Content:
    """Which case, under which policy, with which outcome."""
    title = f"── {case.id}  {case.title}" if case else f"── {_('シナリオを開いていません')}"
    return inked(
        Ink(title, "strong"), Ink(f"  {_('方針')} {policy.value}  ", "quiet"), outcome_ink(outcome)
    )


def story(row: Shelf | None) -> Content:
    """What a case of the library is about, or what is wrong with its file."""
    if row is None:
        return Content("")
    return story_of(row.file.case) if row.file.case else inked(Ink(row.file.mistake, "bad"))


def story_of(case: "Case") -> Content:
    """What a case is about."""
    return lines(
        inked(Ink(case.title, "strong"), Ink(f"  {' '.join(case.rules)}", "quiet")),
        inked(case.story),
    )


def comparison(result: "StepResult") -> Content:
    """Each check of a step: what was expected, and what is instead."""
    rows = [inked(Ink(f"{result.number} {result.title.text(_)}", "strong"))]
    for check in result.checks:
        sign = Ink("✓ ", "good") if check.holds else Ink("✗ ", "bad")
        actual = "" if check.holds else f"  {_('実際')}: {check.actual.text(_)}"
        rows.append(
            inked(
                sign,
                f"{check.what.text(_)}  {_('期待')}: {check.expected.text(_)}",
                Ink(actual, "bad"),
            )
        )
    return lines(*rows)
