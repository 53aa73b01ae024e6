"""What happens next or has just happened, in words for a person."""

from datetime import datetime
from typing import NamedTuple

from core.domain.labels import Lane
from scenarios.amazon_facts import AgendaItem
from scenarios.said import Said, say


class NextEvent(NamedTuple):
    """One event of the world; `who` is the lane where it happens."""

    due: datetime
    who: Lane
    said: Said

    @property
    def text(self) -> str:
        """The event without its side: 「注文 250-… の支払い確定」."""
        return str(self.said)

    @property
    def told(self) -> Said:
        """The event with its side."""
        return say("{who} {event}", who=self.who, event=self.said)

    def __str__(self) -> str:
        return f"{self.who}: {self.said}"


_AT_AMAZON = {
    "payment_settles": say("注文 {subject} の支払い確定"),
    "unpaid_limit": say("注文 {subject} を未払いのためキャンセル"),
    "unshipped_limit": say("注文 {subject} を未出荷のためキャンセル"),
    "amazon_ships": say("FBA注文 {subject} の出荷"),
    "listing_visible": say("出品の変更反映（{note}）"),
    "feed_starts": say("フィード {subject} の処理開始"),
    "feed_ends": say("フィード {subject} の処理完了"),
    "report_starts": say("レポート {subject} の作成開始"),
    "report_ends": say("レポート {subject} の作成完了"),
}
"""Kinds of agenda items that a person waits for; the ends of tokens and documents are not."""


def is_news(item: AgendaItem) -> bool:
    """Whether a person would want to stop at `item`."""
    return item.kind in _AT_AMAZON


def at_amazon(item: AgendaItem) -> NextEvent:
    """An agenda item as an event."""
    told = _AT_AMAZON.get(item.kind, say("{note}"))
    note = item.note.removesuffix(" becomes visible") or item.kind
    said = say(told.msgid, subject=item.subject, note=note)
    return NextEvent(item.due, Lane.AMAZON, said)
