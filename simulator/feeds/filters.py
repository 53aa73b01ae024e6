"""What getFeeds and getReports take: the same filters, the same way from page to page."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from simulator.operations import Call
from simulator.parameters import listed, moment, single, unparsable, whole, worded
from simulator.sealed import seal, unseal
from simulator.world.records import FeedStatus

RETAINED = timedelta(days=90)
STATUSES = frozenset({"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"})
_MAX_LISTED = 10
_OTHERS = ("createdUntil", "createdSince", "pageSize", "marketplaceIds", "processingStatuses")


class Filed(Protocol):
    """A feed or a report, as far as it is looked for."""

    @property
    def seller_id(self) -> str: ...
    @property
    def marketplace_ids(self) -> tuple[str, ...]: ...
    @property
    def created(self) -> datetime: ...
    @property
    def status(self) -> FeedStatus: ...


F = TypeVar("F", bound=Filed)


class Filters(Struct, frozen=True):
    """What is looked for; `before` is the place of the last one shown. A page token carries it."""

    seller_id: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    marketplaces: tuple[str, ...]
    page_size: int
    since: datetime
    until: datetime
    before: tuple[datetime, str] | None = None


def read_filters(call: Call, types: str) -> Filters:
    """The query; `types` is feedTypes or reportTypes. Raises a 400 `Refusal`."""
    token = single(call, "nextToken")
    if token is not None:
        return _opened(call, token, types)
    if not listed(call, types):
        raise worded(call, "text_missing", f"{types};")
    retained = call.now - RETAINED
    return Filters(
        seller_id=call.seller.seller_id,
        types=listed(call, types, most=_MAX_LISTED),
        statuses=listed(call, "processingStatuses", known=STATUSES),
        marketplaces=listed(call, "marketplaceIds", most=_MAX_LISTED),
        page_size=whole(call, "pageSize", default=10, most=100),
        since=max(retained, moment(call, "createdSince") or retained),
        until=moment(call, "createdUntil") or call.now,
    )


def find_page(
    call: Call, filters: Filters, records: Iterable[F], name: Callable[[F], tuple[str, str]]
) -> tuple[list[F], str | None]:
    """One page, newest first, and the token for the next. `name` gives type and id of a record."""
    found = [
        record
        for record in records
        if record.seller_id == filters.seller_id
        and name(record)[0] in filters.types
        and (not filters.statuses or record.status in filters.statuses)
        and (not filters.marketplaces or set(filters.marketplaces) & set(record.marketplace_ids))
        and filters.since <= record.created <= filters.until
        and (filters.before is None or (record.created, name(record)[1]) < filters.before)
    ]
    found.sort(key=lambda record: (record.created, name(record)[1]), reverse=True)
    page = found[: filters.page_size]
    if len(found) == len(page):
        return page, None
    last = page[-1]
    following = replace(filters, before=(last.created, name(last)[1]))
    return page, seal(call.sim, "filed", following)


def _opened(call: Call, token: str, types: str) -> Filters:
    others = [name for name in (*_OTHERS, types) if name in call.query]
    if others:
        raise worded(call, "text_token_alone", ";".join(others) + ";")
    filters = unseal(call.sim, "filed", token, Filters)
    if filters is None or filters.seller_id != call.seller.seller_id:
        raise unparsable(call, "nextToken is not one of this seller's")
    return filters
