"""Columns of every list of findings."""

from core.views.rows import FindingRow
from tui.formats import short_moment
from tui.ink import Ink
from tui.signs import weight_ink
from tui.widgets.columns import Column
from tui.words import N_, _

FINDING_COLUMNS: tuple[Column[FindingRow], ...] = (
    Column("weight", N_("重さ"), 9, lambda row: weight_ink(row.weight)),
    Column("subject", N_("注文・SKU"), 19, lambda row: Ink(row.subject)),
    Column("text", N_("内容"), 20, lambda row: Ink(_(row.text)), grow=1),
    Column("at", N_("日時"), 11, lambda row: Ink(short_moment(row.at), "quiet"), rank=1),
    Column("rule", N_("規則"), 4, lambda row: Ink(row.rule, "quiet"), rank=2),
)


def finding_key(row: FindingRow) -> str:
    """What tells one finding from another."""
    return f"{row.subject}\x00{row.code}"


def heaviest_first(rows: tuple[FindingRow, ...]) -> tuple[FindingRow, ...]:
    """The order in which a person should look at them."""
    return tuple(sorted(rows, key=lambda row: (-row.weight, -row.at.timestamp(), row.subject)))
