"""Calls, exchanges and quotas as cells and texts."""

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec
from textual.content import Content

from core.amazon.exchanges import Exchange
from core.amazon.masking import Body, LeftOut
from core.domain.cleaning import clean
from core.domain.instants import jst
from core.views.calls import CallRow
from core.views.health import QuotaRow
from tui.formats import ahead, moment
from tui.ink import Ink, Tone, inked, lines
from tui.widgets.columns import Column
from tui.words import N_, _

SHOWN_MOST = 200_000
"""Characters of a body on screen; a HAR has all that is kept."""

NOT_KEPT = N_(
    "要求と応答の中身はもう残っていません。直近の通信だけを、renkeiを開いている間だけ保存します。"
)
_LEFT_OUT = {
    LeftOut.TOO_LARGE: N_("大きいため保存していません。"),
    LeftOut.NO_TEXT: N_("個人情報を隠せない形式のため保存していません。"),
    LeftOut.CUT: N_("長いため、はじめの部分だけを保存しました。"),
}
_FAILURES = {
    "Unreachable": N_("Amazonに届きませんでした。何も行われていません。"),
    "NoAnswer": N_("応答がありませんでした。Amazonで行われたかどうかは分かりません。"),
}

Seen = Callable[[CallRow], Exchange | None]
Quotas = Mapping[str, QuotaRow]


def status_ink(row: CallRow) -> Ink:
    """The status, or that no answer came."""
    if row.status is None:
        return Ink(_("応答なし"), "bad")
    tone: Tone = "good" if not row.failed else "warn" if row.status == 429 else "bad"
    return Ink(f"{'' if not row.failed else '✗'}{row.status}", tone)


def took(seconds: float) -> str:
    """A duration as short as can be: <1ms, 3ms, 1.2s."""
    if seconds < 0.0005:
        return "<1ms"
    return f"{seconds * 1000:.0f}ms" if seconds < 1 else f"{seconds:.1f}s"


def left_ink(quota: QuotaRow | None) -> Ink:
    """Tokens left of the bucket: 17/20."""
    if quota is None:
        return Ink("-", "quiet")
    left = int(quota.tokens)
    return Ink(f"{left}/{quota.burst}", "bad" if left == 0 else "quiet")


def call_columns(seen: Seen, quotas: Callable[[], Quotas]) -> tuple[Column[CallRow], ...]:
    """Columns of the list; what is not in the journal comes from `seen` and `quotas`."""

    def duration(row: CallRow) -> Ink:
        exchange = seen(row)
        return Ink(took(exchange.took_s) if exchange else "-", "quiet")

    def at(row: CallRow) -> Ink:
        return Ink(f"{jst(row.at):%m/%d %H:%M:%S}", "quiet")

    def left(row: CallRow) -> Ink:
        return left_ink(quotas().get(row.operation))

    return (
        Column("seq", "#", 7, lambda row: Ink(str(row.seq), "quiet"), rank=3, right=True),
        Column("at", N_("日時(JST)"), 14, at),
        Column("operation", N_("操作"), 19, lambda row: Ink(row.operation), likes=20),
        Column("status", N_("状態"), 8, status_ink),
        Column("took", N_("時間"), 6, duration, right=True),
        Column("left", N_("残り枠"), 6, left, right=True),
        Column("subject", N_("注文・SKU"), 19, lambda row: Ink(row.subject), rank=1),
        Column("error", N_("Amazonの言葉"), 16, lambda row: Ink(row.error, "bad"), rank=2, grow=3),
        Column("request", "requestId", 14, lambda row: Ink(row.request_id, "quiet"), rank=4),
    )


def call_head(
    row: CallRow, exchange: Exchange | None, quota: QuotaRow | None, now: datetime
) -> Content:
    """All that is known of a call but its bodies."""
    rows = [
        inked(
            Ink(row.operation, "strong"),
            "  ",
            status_ink(row),
            f"  {row.subject}" if row.subject else "",
            Ink(f"  {moment(row.at)}  requestId {row.request_id or '-'}", "quiet"),
        )
    ]
    rows.append(_measured(exchange, quota, now))
    if row.error:
        rows.append(inked(Ink(f"Amazon: {row.error}", "bad")))
    return lines(*rows)


def _measured(exchange: Exchange | None, quota: QuotaRow | None, now: datetime) -> Content:
    """Duration and sizes, or that they are gone; what is left of the quota now."""
    pieces: list[str | Ink] = []
    if quota is not None:
        pieces += [Ink(f"{_('残り枠')} ", "quiet"), left_ink(quota), "  "]
        if quota.ready_at > now:
            due = _("次の呼び出しは {due}").format(due=ahead(quota.ready_at, now))
            pieces.append(Ink(f"{due}  ", "warn"))
    if exchange is None:
        pieces.append(Ink(_(NOT_KEPT), "quiet"))
        return inked(*pieces)
    sizes = f"{exchange.body.size:,} → {exchange.answered.size:,} bytes"
    pieces += [Ink(f"{_('時間')} ", "quiet"), took(exchange.took_s), Ink(f"  {sizes}", "quiet")]
    if exchange.failure:
        pieces.append(Ink(f"  {_(_FAILURES[exchange.failure])}", "bad"))
    return inked(*pieces)


def request_text(exchange: Exchange) -> str:
    """What was asked."""
    headers = _headers(exchange.headers)
    return "\n".join([f"{exchange.method} {clean(exchange.url, 8_000)}", *headers, ""]) + _body(
        exchange.body
    )


def answer_text(exchange: Exchange) -> str:
    """What was answered, or how no answer came."""
    if exchange.status is None:
        return _(_FAILURES.get(exchange.failure, N_("応答なし")))
    head = [f"HTTP {exchange.status}", *_headers(exchange.answered_headers), ""]
    return "\n".join(head) + _body(exchange.answered)


def _headers(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [clean(f"{name}: {value}", 2_000) for name, value in pairs]


def _body(body: Body) -> str:
    """The body in pretty JSON where it is JSON, each line cleaned."""
    text = body.text
    if text[:1] in ("{", "["):
        text = msgspec.json.format(text, indent=2)
    shown = [clean(line.replace("\t", " │ "), 20_000) for line in text[:SHOWN_MOST].split("\n")]
    if len(text) > SHOWN_MOST:
        shown.append(_("（長いため、ここまでを表示しています。HARにはすべてあります。）"))
    if body.left_out:
        shown.append(f"[{_(_LEFT_OUT[body.left_out])} {body.size:,} bytes]")
    return "\n" + "\n".join(shown) if body.size else ""
