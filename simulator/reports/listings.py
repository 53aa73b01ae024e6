"""Reports of a seller's offers: all, active, inactive, and the short one of open listings.

English columns: developer-docs, Inventory reports attributes. Japan leaves out those that it does
not use and writes its own headers (selling-partner-api-docs#2086).
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from simulator.reports.table import Sheet, sheet
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, MERCHANT_CHANNEL, Listing
from simulator.world.reporting import Report

ALL = "GET_MERCHANT_LISTINGS_ALL_DATA"
ACTIVE = "GET_MERCHANT_LISTINGS_DATA"
INACTIVE = "GET_MERCHANT_LISTINGS_INACTIVE_DATA"
OPEN = "GET_FLAT_FILE_OPEN_LISTINGS_DATA"

MERCHANT_COLUMNS = {
    "item-name": "商品名",
    "listing-id": "出品ID",
    "seller-sku": "出品者SKU",
    "price": "価格",
    "quantity": "数量",
    "open-date": "出品日",
    "product-id-type": "商品IDタイプ",
    "item-note": "コンディション説明",
    "item-condition": "コンディション",
    "will-ship-internationally": "国外へ配送可",
    "expedited-shipping": "迅速な配送",
    "product-id": "商品ID",
    "pending-quantity": "在庫数",
    "fulfillment-channel": "フルフィルメント・チャンネル",
    "merchant-shipping-group": "merchant-shipping-group",
    "status": "ステータス",
}
OPEN_COLUMNS = {
    "sku": "出品者SKU",
    "asin": "ASIN",
    "price": "価格",
    "quantity": "数量",
    "Business Price": "法人価格",
    "Quantity Price Type": "数量割引のタイプ",
    **{
        f"Quantity {word} {step}": f"数量{label}{step}"
        for step in range(1, 6)
        for word, label in (("Lower Bound", "の下限"), ("Price", "割引"))
    },
    "Progressive Price Type": "累積購入割引価格タイプ",
    **{
        f"Progressive {word} {step}": f"累積購入割引{label}{step}"
        for step in range(1, 4)
        for word, label in (("Lower Bound", "下限"), ("Price", "価格"))
    },
}
_JAPAN = timedelta(hours=9)
_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
Cells = dict[str, str]


def all_listings(sim: Simulation, report: Report) -> Sheet | None:
    return _merchant_sheet(sim, report, _owned(sim, report))


def active_listings(sim: Simulation, report: Report) -> Sheet | None:
    return _merchant_sheet(sim, report, (one for one in _owned(sim, report) if _active(one)))


def inactive_listings(sim: Simulation, report: Report) -> Sheet | None:
    return _merchant_sheet(sim, report, (one for one in _owned(sim, report) if not _active(one)))


def open_listings(sim: Simulation, report: Report) -> Sheet | None:
    """SKU, ASIN, price and quantity; no quantity where Amazon holds the stock."""
    rows = (_open_row(one) for one in _owned(sim, report))
    return sheet(sim, _header(sim, report, OPEN_COLUMNS), _cells(OPEN_COLUMNS, rows))


def _merchant_sheet(sim: Simulation, report: Report, listings: Iterable[Listing]) -> Sheet | None:
    rows = (_merchant_row(sim, one) for one in listings)
    return sheet(sim, _header(sim, report, MERCHANT_COLUMNS), _cells(MERCHANT_COLUMNS, rows))


def _owned(sim: Simulation, report: Report) -> Iterator[Listing]:
    return (one for one in sim.world.listings.values() if one.seller_id == report.seller_id)


def _active(listing: Listing) -> bool:
    return any(channel.quantity > 0 for channel in listing.channels)


def _header(sim: Simulation, report: Report, columns: dict[str, str]) -> list[str]:
    """Headers in the language asked for (preferredReportDocumentLocale), or the usual one."""
    locale = report.options.get("preferredReportDocumentLocale", "")
    language = {"ja": "japanese", "en": "english"}.get(locale[:2])
    japanese = (language or sim.behaviours["report_listing_headers"]) == "japanese"
    return list(columns.values() if japanese else columns)


def _cells(columns: dict[str, str], rows: Iterable[Cells]) -> Iterator[list[str]]:
    return ([row.get(name, "") for name in columns] for row in rows)


def _merchant_row(sim: Simulation, listing: Listing) -> Cells:
    fba = listing.has(AMAZON_CHANNEL)
    letters = sim.streams.once(f"listing-id/{listing.seller_id}/{listing.sku}")
    opened = listing.created + _JAPAN
    return {
        "item-name": listing.title,
        "listing-id": f"{opened:%m%d}" + "".join(letters.choices(_ID_LETTERS, k=7)),
        "seller-sku": listing.sku,
        "price": str(listing.price),
        "quantity": "" if fba else str(listing.quantity(MERCHANT_CHANNEL)),
        "open-date": f"{opened:%Y/%m/%d %H:%M:%S} JST",
        "product-id-type": "1",
        "item-condition": "11",
        "product-id": listing.asin,
        "pending-quantity": "" if fba else "0",
        "fulfillment-channel": AMAZON_CHANNEL if fba else MERCHANT_CHANNEL,
        "merchant-shipping-group": "Migrated Template",
        "status": "Active" if _active(listing) else "Inactive",
    }


def _open_row(listing: Listing) -> Cells:
    fba = listing.has(AMAZON_CHANNEL)
    return {
        "sku": listing.sku,
        "asin": listing.asin,
        "price": str(listing.price),
        "quantity": "" if fba else str(listing.quantity(MERCHANT_CHANNEL)),
    }
