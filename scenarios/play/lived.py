"""What was lived through: lines of the journal, told with the script's names."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import decode

from core.domain.instants import jst
from core.domain.labels import Lane
from core.errors import Refused
from core.views.rows import JournalRow, TimelineEntry
from core.views.timeline import SENTENCES, entries
from scenarios.play.cast import Cast
from scenarios.said import Said, Translate, say

if TYPE_CHECKING:
    from core import Views

LINES_AROUND = 12
"""Lines of the journal that are told before a failure."""
ORDERS_SHOWN_MAX = 20
"""Orders of a case whose time lines are kept for a report."""


class Lived(Struct, frozen=True):
    """One line of a two-lane time line; `about` is an order by its name in the script, or a SKU."""

    about: str
    at: datetime
    lane: Lane
    words: Said

    def text(self, translate: Translate) -> str:
        """As a line by itself."""
        about = f"{self.about}: " if self.about else ""
        words = self.words.text(translate).strip()
        return f"{jst(self.at):%m-%d %H:%M:%S}  {self.lane:<8}  {about}{words}"


def journal_around(views: "Views", cast: Cast) -> tuple[Lived, ...]:
    """The newest lines of the journal, oldest first, without polls that went well."""
    rows: list[JournalRow] = []
    after = 0
    while page := views.journal(after=after, limit=5_000):
        rows = [*rows, *(row for row in page if not _is_routine(row))][-2 * LINES_AROUND :]
        after = page[-1].seq
    return tuple(line for row in rows for line in _lines(row, cast))[-LINES_AROUND:]


def _lines(row: JournalRow, cast: Cast) -> Iterator[Lived]:
    about = cast.order_name(row.order_id) or row.order_id or row.sku
    for entry in entries(row):
        yield Lived(about, entry.learned_at, entry.lane, _words(entry))


class _Called(Struct, frozen=True):
    status: int | None = None


def _is_routine(row: JournalRow) -> bool:
    """A call that succeeded and was about no order or product in particular."""
    if row.kind != "call" or row.order_id or row.sku:
        return False
    return decode(row.data, type=_Called).status == HTTPStatus.OK


def lived(views: "Views", cast: Cast) -> tuple[Lived, ...]:
    """The time lines of a case's orders, by their names in the case."""
    found: list[Lived] = []
    for name, order_id in list(cast.numbers().items())[:ORDERS_SHOWN_MAX]:
        try:
            timeline = views.order(order_id).timeline
        except Refused:
            continue
        found += [Lived(name, entry.at, entry.lane, _words(entry)) for entry in timeline]
    return tuple(found)


def _words(entry: TimelineEntry) -> Said:
    values = {
        name: Said(word) if name in SENTENCES else word for name, word in entry.values.items()
    }
    return say(entry.template, **values)
