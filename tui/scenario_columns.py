"""Columns of the scenario library and of the steps that were played."""

from typing import TYPE_CHECKING, NamedTuple

from core.domain.instants import jst
from tui.ink import Ink, Tone
from tui.widgets.columns import Column
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.runner import StepResult
    from tui.player import CaseFile

OUTCOMES: dict[str, tuple[str, str, Tone]] = {
    "passed": ("✓", N_("合格"), "good"),
    "failed": ("✗", N_("不合格"), "bad"),
    "done": ("·", N_("実行"), "quiet"),
}
"""Sign, word and tone of each outcome of a step or a case."""


class Shelf(NamedTuple):
    """A case of the library with the outcome of its last play, empty where it was not played."""

    file: "CaseFile"
    outcome: str


def outcome_ink(outcome: str) -> Ink:
    """Sign and word."""
    if not outcome:
        return Ink("-", "quiet")
    sign, word, tone = OUTCOMES[outcome]
    return Ink(f"{sign} {_(word)}", tone)


def _title(row: Shelf) -> Ink:
    case = row.file.case
    return Ink(case.title) if case else Ink(row.file.mistake, "bad")


def _rules(row: Shelf) -> Ink:
    return Ink(" ".join(row.file.case.rules) if row.file.case else "", "quiet")


def _tags(row: Shelf) -> Ink:
    return Ink(" ".join(row.file.case.tags) if row.file.case else "", "quiet")


SHELF_COLUMNS: tuple[Column[Shelf], ...] = (
    Column("outcome", N_("結果"), 9, lambda row: outcome_ink(row.outcome)),
    Column("name", N_("名前"), 30, lambda row: Ink(row.file.name, "strong")),
    Column("title", N_("題"), 20, _title, grow=3),
    Column("rules", N_("規則"), 14, _rules, rank=1, grow=1),
    Column("tags", N_("タグ"), 10, _tags, rank=2),
)

STEP_COLUMNS: "tuple[Column[StepResult], ...]" = (
    Column("number", "#", 3, lambda row: Ink(str(row.number), "quiet"), right=True),
    Column("at", N_("時刻(JST)"), 14, lambda row: Ink(f"{jst(row.at):%m/%d %H:%M:%S}")),
    Column("outcome", N_("結果"), 9, lambda row: outcome_ink(row.outcome.value)),
    Column("title", N_("手順"), 20, lambda row: Ink(row.title.text(_)), grow=3),
    Column("note", N_("備考"), 12, lambda row: Ink(row.note, "quiet"), rank=1, grow=1),
)
