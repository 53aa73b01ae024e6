"""Faults and behaviours of the fake Amazon in words, and the columns of their lists."""

from typing import TYPE_CHECKING

from tui.formats import short_moment
from tui.ink import Ink
from tui.widgets.columns import Column
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AmazonFault, BehaviourRow

FAULT_KINDS = {
    "throttle": N_("429（呼び出し枠を超えた）"),
    "status": N_("エラーの応答（500・503など）"),
    "timeout": N_("応答なし（タイムアウト）"),
    "reset": N_("接続が切れる"),
    "lost_answer": N_("処理は済んだが応答が届かない"),
    "malformed": N_("応答の中身が壊れている"),
    "token_revoked": N_("アクセストークンが使えなくなる"),
    "stale_read": N_("少し前の状態が返る"),
    "duplicate_page": N_("前と同じページが返る"),
    "accepted_not_applied": N_("受理したのに反映しない"),
    "unknown_fields": N_("知らない項目が混ざる"),
    "broken_record": N_("読めない注文・商品が混ざる"),
}
"""Kinds that a shop's calls can meet, those of everyday use first."""

CHANGED = "≠"
"""Stands before a value that is not the default."""

PROVENANCES = {
    "documented": N_("公式"),
    "reported": N_("報告あり"),
    "assumed": N_("推定"),
}


def fault_words(kind: str) -> str:
    """A kind of fault."""
    return _(FAULT_KINDS.get(kind, kind))


def phase_words(phase: str) -> str:
    """Whether the work was done before the fault struck."""
    return _("処理の後") if phase == "after" else _("処理の前")


def _when(fault: "AmazonFault") -> str:
    when = fault.when
    parts = []
    if when.nth is not None:
        parts.append(_("{n}回目").format(n=when.nth))
    if when.every is not None:
        parts.append(_("{n}回ごと").format(n=when.every))
    if when.end is not None:
        parts.append(_("{at}まで").format(at=short_moment(when.end)))
    return " ".join([*parts, fault.order_id, fault.sku]).strip() or _("すべて")


def _left(fault: "AmazonFault") -> str:
    if fault.times is None and fault.when.nth is None:
        return _("解除まで") if fault.when.end is None else "-"
    return _("{n}回").format(n=max(0, (fault.times or 1) - fault.struck))


def _kind(fault: "AmazonFault") -> str:
    status = f" {fault.status}" if fault.status is not None else ""
    return fault_words(fault.kind) + status


FAULT_COLUMNS: "tuple[Column[AmazonFault], ...]" = (
    Column("kind", N_("障害"), 24, lambda row: Ink(_kind(row), "bad"), grow=2),
    Column("operation", N_("操作"), 14, lambda row: Ink(row.operation), grow=1),
    Column("phase", N_("時点"), 8, lambda row: Ink(phase_words(row.phase), "quiet")),
    Column("when", N_("対象の通信"), 12, lambda row: Ink(_when(row)), grow=1),
    Column("struck", N_("起きた"), 7, lambda row: Ink(f"{row.struck}/{row.seen}"), right=True),
    Column("left", N_("残り"), 8, lambda row: Ink(_left(row), "warn")),
)

BEHAVIOUR_COLUMNS: "tuple[Column[BehaviourRow], ...]" = (
    Column("name", N_("ふるまい"), 26, lambda row: Ink(row.name), grow=1),
    Column("value", N_("値"), 14, lambda row: _value(row), grow=1),
    Column("provenance", N_("根拠"), 8, lambda row: Ink(_provenance(row), "note")),
    Column("about", N_("内容"), 20, lambda row: Ink(row.about, "quiet"), grow=4),
)


def _value(row: "BehaviourRow") -> Ink:
    words = value_words(row.value)
    return Ink(f"{CHANGED} {words}", "warn") if row.changed else Ink(words, "strong")


def _provenance(row: "BehaviourRow") -> str:
    return _(PROVENANCES.get(row.provenance, row.provenance))


def value_words(value: object) -> str:
    """A behaviour's value as it is written in a scenario."""
    match value:
        case None:
            return _("なし")
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
