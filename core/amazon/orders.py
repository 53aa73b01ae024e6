"""Orders 2026-01-01: the calls of searchOrders and getOrder.

A status is only there with `includedData=FULFILLMENT`. What comes back is read by
`core.amazon.order_facts`.
"""

from datetime import datetime
from urllib.parse import quote

from core.account import AmazonAccount
from core.amazon.call import Call
from core.domain.instants import amazon_stamp

PAGE_SIZE = 100


def search_orders(
    account: AmazonAccount, updated_after: datetime, token: str | None, included: tuple[str, ...]
) -> Call:
    """Orders changed since `updated_after`; a `token` continues, all else repeated unchanged."""
    query: dict[str, str | tuple[str, ...]] = {
        "lastUpdatedAfter": amazon_stamp(updated_after),
        "marketplaceIds": account.marketplace_id,
        "maxResultsPerPage": str(PAGE_SIZE),
        "includedData": included,
    }
    if token:
        query["paginationToken"] = token
    return Call("searchOrders", "GET", "/orders/2026-01-01/orders", query)


def search_created(
    account: AmazonAccount,
    after: datetime,
    before: datetime,
    token: str | None,
    included: tuple[str, ...],
) -> Call:
    """Orders placed from `after` to `before`; a `token` continues, all else repeated unchanged."""
    query: dict[str, str | tuple[str, ...]] = {
        "createdAfter": amazon_stamp(after),
        "createdBefore": amazon_stamp(before),
        "marketplaceIds": account.marketplace_id,
        "maxResultsPerPage": str(PAGE_SIZE),
        "includedData": included,
    }
    if token:
        query["paginationToken"] = token
    return Call("searchOrders", "GET", "/orders/2026-01-01/orders", query, window=(after, before))


def get_order(order_id: str, included: tuple[str, ...]) -> Call:
    """One order as it stands."""
    path = f"/orders/2026-01-01/orders/{quote(order_id, safe='')}"
    return Call("getOrder", "GET", path, {"includedData": included}, order_id=order_id)
