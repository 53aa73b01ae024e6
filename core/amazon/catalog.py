"""Catalog Items 2022-04-01: find an ASIN by keyword, JAN or ASIN (R07, R08)."""

from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE, decoded
from core.domain.cleaning import clean
from core.errors import SetAside

IDENTIFIERS_MAX = 20
"""Identifiers that one searchCatalogItems may name."""

_PATH = "/catalog/2022-04-01/items"
_INCLUDED = ("summaries", "identifiers")


class CatalogItem(msgspec.Struct, frozen=True):
    """One item of Amazon's catalogue; `jan` is empty where Amazon gives none."""

    asin: str
    title: str
    brand: str
    jan: str


class _Wire(msgspec.Struct, rename="camel"):
    pass


class _Summary(_Wire):
    item_name: str = ""
    brand: str = ""


class _Identifier(_Wire):
    identifier_type: str = ""
    identifier: str = ""


class _Identifiers(_Wire):
    identifiers: list[_Identifier] = []


class _Item(_Wire):
    asin: str
    summaries: list[_Summary] = []
    identifiers: list[_Identifiers] = []


class _Found(_Wire):
    items: list[_Item]


_read_item = msgspec.json.Decoder(_Item).decode
_read_found = msgspec.json.Decoder(_Found).decode


def search_keywords(account: AmazonAccount, words: Sequence[str]) -> Call:
    """Items by up to 20 keywords, the best first."""
    return _search(account, {"keywords": tuple(words)[:IDENTIFIERS_MAX]})


def search_identifiers(account: AmazonAccount, kind: str, values: Sequence[str]) -> Call:
    """Items by up to 20 identifiers of one `kind`: ASIN, JAN or EAN."""
    assert 0 < len(values) <= IDENTIFIERS_MAX
    return _search(account, {"identifiersType": kind, "identifiers": tuple(values)})


def get_catalog_item(account: AmazonAccount, asin: str) -> Call:
    """One item; 404 where the catalogue has none of this ASIN."""
    query = {"marketplaceIds": account.marketplace_id, "includedData": _INCLUDED}
    return Call("getCatalogItem", "GET", f"{_PATH}/{quote(asin, safe='')}", query)


def _search(account: AmazonAccount, wanted: dict[str, str | tuple[str, ...]]) -> Call:
    query: dict[str, str | tuple[str, ...]] = {
        "marketplaceIds": account.marketplace_id,
        "includedData": _INCLUDED,
        "pageSize": str(IDENTIFIERS_MAX),
        **wanted,
    }
    return Call("searchCatalogItems", "GET", _PATH, query)


def read_found(body: bytes) -> tuple[CatalogItem, ...]:
    """Read an answer of searchCatalogItems. Raises SetAside."""
    try:
        return tuple(_item(item) for item in decoded(_read_found, body).items)
    except UNREADABLE as error:
        raise SetAside("searchCatalogItems", clean(str(error), 200)) from None


def read_catalog_item(body: bytes) -> CatalogItem:
    """Read an answer of getCatalogItem. Raises SetAside."""
    try:
        return _item(decoded(_read_item, body))
    except UNREADABLE as error:
        raise SetAside("getCatalogItem", clean(str(error), 200)) from None


def _item(item: _Item) -> CatalogItem:
    summary = item.summaries[0] if item.summaries else _Summary()
    jans = [
        each.identifier
        for group in item.identifiers
        for each in group.identifiers
        if each.identifier_type in ("JAN", "EAN")
    ]
    return CatalogItem(
        asin=clean(item.asin, 20),
        title=clean(summary.item_name, 300),
        brand=clean(summary.brand, 100),
        jan=clean(jans[0], 20) if jans else "",
    )
