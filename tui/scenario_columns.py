"""Columns of the scenario list, of the steps of a case, and of the rules that cases show."""

from typing import TYPE_CHECKING, NamedTuple

from core.domain.instants import jst
from core.domain.labels import Policy
from tui.ink import Ink, Tone
from tui.shelf import Shelf
from tui.widgets.columns import Column
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.coverage import Covered
    from scenarios.language.definition import Case, Step
    from tui.player import Played

OUTCOMES: dict[str, tuple[str, str, Tone]] = {
    "passed": ("✓", N_("成功"), "good"),
    "failed": ("✗", N_("失敗"), "bad"),
    "error": ("!", N_("エラー"), "bad"),
    "stopped": ("·", N_("途中"), "quiet"),
    "done": ("·", N_("実行"), "quiet"),
}
"""Sign, word and tone of each outcome of a step or a case."""


def outcome_ink(outcome: str) -> Ink:
    """Sign and word."""
    if not outcome:
        return Ink("-", "quiet")
    sign, word, tone = OUTCOMES[outcome]
    return Ink(f"{sign} {_(word)}", tone)


def _title(row: Shelf) -> Ink:
    case = row.file.case
    return Ink(case.title) if case else Ink(row.file.mistake.partition("\n")[0], "bad")


def _rules(row: Shelf) -> Ink:
    return Ink(" ".join(row.file.case.rules) if row.file.case else "", "quiet")


def _tags(row: Shelf) -> Ink:
    return Ink(" ".join(row.file.case.tags) if row.file.case else "", "quiet")


def _result(row: Shelf, policy: Policy) -> Ink:
    case = row.file.case
    if case is None:
        return outcome_ink("error") if policy is Policy.DOCUMENTED else Ink("")
    if policy not in case.policies:
        return Ink(_("なし"), "quiet")
    if policy in row.waiting:
        return Ink(f"… {_('実行中')}", "note")
    result = row.results.get(policy)
    return outcome_ink(result.verdict.value if result else "")


SHELF_COLUMNS: tuple[Column[Shelf], ...] = (
    Column("documented", "documented", 10, lambda row: _result(row, Policy.DOCUMENTED)),
    Column("safe", "safe", 8, lambda row: _result(row, Policy.SAFE)),
    Column("name", N_("名前"), 24, lambda row: Ink(row.file.name, "strong"), likes=30, grow=1),
    Column("title", N_("題"), 20, _title, grow=3),
    Column("rules", N_("規則"), 11, _rules, rank=1),
    Column("tags", N_("タグ"), 10, _tags, rank=2),
)


class StepRow(NamedTuple):
    """A step of a case with what came of it under each policy."""

    number: int
    step: "Step"
    title: str
    played: "dict[Policy, Played]"
    """What came of it when it was played last under each policy."""
    policy: Policy
    """The policy under which the case is played now."""
    comes: bool
    """Whether it is played next."""
    undone: bool
    """Whether it was played under that policy and then taken back."""


def _at(row: StepRow) -> Ink:
    played = None if row.undone else row.played.get(row.policy)
    return Ink(f"{jst(played.result.at):%m/%d %H:%M:%S}" if played else "", "quiet")


def _step_result(row: StepRow, policy: Policy) -> Ink:
    if row.step.under not in (None, policy):
        return Ink(_("なし"), "quiet")
    if row.comes and policy is row.policy:
        return Ink(f"→ {_('次')}", "note")
    played = row.played.get(policy)
    ink = outcome_ink(played.result.outcome.value if played else "")
    return Ink(f"({ink.text})", "quiet") if row.undone and policy is row.policy else ink


STEP_COLUMNS: tuple[Column[StepRow], ...] = (
    Column("number", "#", 3, lambda row: Ink(str(row.number), "quiet"), right=True),
    Column("at", N_("時刻(JST)"), 14, _at, rank=2),
    Column("documented", "documented", 10, lambda row: _step_result(row, Policy.DOCUMENTED)),
    Column("safe", "safe", 10, lambda row: _step_result(row, Policy.SAFE)),
    Column("title", N_("手順"), 20, lambda row: Ink(row.title), likes=36, grow=3),
    Column("note", N_("備考"), 12, lambda row: Ink(row.step.note, "quiet"), rank=1, grow=1),
)


def step_columns(case: "Case") -> tuple[Column[StepRow], ...]:
    """The columns that have something to show for this case."""
    empty = {policy.value for policy in Policy if policy not in case.policies}
    if not any(step.note for step in case.steps):
        empty.add("note")
    return tuple(column for column in STEP_COLUMNS if column.id not in empty)


def _shown(row: "Covered", policy: Policy) -> Ink:
    ids = row.shown[policy]
    if ids:
        return Ink(f"✓ {len(ids)}", "good")
    return Ink(f"✗ {_('なし')}", "bad") if row.gaps else Ink("-", "quiet")


def _cases(row: "Covered") -> Ink:
    return Ink(", ".join(row.names)) if row.names else Ink("-", "quiet")


COVERED_COLUMNS: "tuple[Column[Covered], ...]" = (
    Column("rule", N_("規則"), 5, lambda row: Ink(row.rule, "strong")),
    Column("documented", "documented", 10, lambda row: _shown(row, Policy.DOCUMENTED)),
    Column("safe", "safe", 7, lambda row: _shown(row, Policy.SAFE)),
    Column("cases", N_("シナリオ"), 30, _cases, grow=1),
)
