"""ASINの検索: find what is in Amazon's catalogue, before a product is linked to it (R07, R08).

The only part of the public face, beside the engine, that talks to Amazon. It shares the engine's
count of the quotas through the books, so it may run in any process.
"""

import re
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from core.account import AmazonAccount
from core.amazon.call import Call, Reply
from core.amazon.catalog import (
    CatalogItem,
    get_catalog_item,
    read_catalog_item,
    read_found,
    search_identifiers,
    search_keywords,
)
from core.amazon.client import Client
from core.amazon.guard import Guard, GuardedTransport
from core.amazon.transport import Transport, as_transport
from core.books.books import Books
from core.domain.listings import check_asin, check_jan
from core.domain.refusals import Refusal
from core.errors import Refused, RequestRefused
from core.sync.line import Line

if TYPE_CHECKING:
    import httpx

_ASIN = re.compile(r"B[0-9A-Z]{9}|[0-9]{9}[0-9X]")
_JAN = re.compile(r"[0-9]{8}|[0-9]{13}")
_NOT_THERE = 404
_CAREFUL = Guard()


class Finder:
    """Searches the catalogue. All raise what of `core.errors` stopped a call."""

    def __init__(
        self,
        books: Books,
        account: AmazonAccount,
        transport: "Transport | httpx.AsyncBaseTransport",
        *,
        guard: Guard = _CAREFUL,
    ) -> None:
        guard.check_endpoint(account.endpoint)
        self._books = books
        self._account = account
        self._client = Client(account, GuardedTransport(as_transport(transport), guard))
        self._line = Line(books, self._client, Random("finder"))

    async def find(self, text: str, now: datetime) -> tuple[CatalogItem, ...]:
        """Items by ASIN, JAN code or keywords, whichever `text` is; the best first (R07).

        Raises Refused for a JAN code whose check digit is wrong.
        """
        wanted = text.strip()
        if not wanted:
            return ()
        if _ASIN.fullmatch(wanted):
            item = await self._item(wanted, now)
            return (item,) if item else ()
        if _JAN.fullmatch(wanted):
            if wrong := check_jan(wanted):
                raise Refused(wrong, wanted)
            call = search_identifiers(self._account, "JAN", [wanted])
        else:
            call = search_keywords(self._account, wanted.replace(",", " ").split())
        reply = await self._ask(call, now)
        if reply.error:
            raise reply.error
        return read_found(reply.body)

    async def check(self, asin: str, now: datetime) -> CatalogItem:
        """The item of an ASIN that is to be linked. Raises Refused with advice if none is (R08)."""
        if wrong := check_asin(asin):
            raise Refused(wrong, asin)
        item = await self._item(asin, now)
        if item is None:
            raise Refused(Refusal.NO_SUCH_ASIN, asin)
        return item

    async def close(self) -> None:
        """Let go of connections; the books stay open."""
        await self._client.close()

    async def _item(self, asin: str, now: datetime) -> CatalogItem | None:
        reply = await self._ask(get_catalog_item(self._account, asin), now)
        if isinstance(reply.error, RequestRefused) and reply.error.status == _NOT_THERE:
            return None
        if reply.error:
            raise reply.error
        return read_catalog_item(reply.body)

    async def _ask(self, call: Call, now: datetime) -> Reply:
        reply = await self._line.ask(call, now)
        with self._books.atomic(now):
            self._line.book(reply)
        return reply
