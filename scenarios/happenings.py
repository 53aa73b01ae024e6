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

    def __str__(self) -> str:
        return f"{self.who}: {self.said}"


_AT_AMAZON = {
    "payment_settles": "注文 {subject} の支払い確定",
    "unpaid_limit": "注文 {subject} を未払いのためキャンセル",
    "unshipped_limit": "注文 {subject} を未出荷のためキャンセル",
    "amazon_ships": "FBA注文 {subject} の出荷",
    "listing_change_applies": "出品 {subject} の変更反映",
    "feed_starts": "フィード {subject} の処理開始",
    "feed_ends": "フィード {subject} の処理完了",
}
"""Kinds of agenda items that a person waits for; the ends of tokens and documents are not."""


def is_news(item: AgendaItem) -> bool:
    """Whether a person would want to stop at `item`."""
    return item.kind in _AT_AMAZON


def at_amazon(item: AgendaItem) -> NextEvent:
    """An agenda item as an event."""
    words = _AT_AMAZON.get(item.kind)
    said = say(words, subject=item.subject) if words else say("{note}", note=item.note or item.kind)
    return NextEvent(item.due, Lane.AMAZON, said)
