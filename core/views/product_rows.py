"""What a reader gets of the shop's products: rows, filters and figures."""

from datetime import datetime
from enum import StrEnum

import msgspec

from core.domain.labels import DataLink, Posting, PushState


class ProductOrder(StrEnum):
    """How products are sorted: by code, least stock, largest difference, lowest price."""

    CODE = "code"
    STOCK = "stock"
    DIFFERENCE = "difference"
    PRICE = "price"


class ProductFilter(msgspec.Struct, frozen=True):
    """Which products are wanted, and in which order; None means all."""

    linked: bool | None = None
    push_state: PushState | None = None
    fba: bool | None = None
    unsent: bool = False
    """Only those of which Amazon has something else than the shop wants."""
    with_findings: bool = False
    text: str = ""
    """Part of a product code, title, SKU, ASIN or JAN code."""
    order: ProductOrder = ProductOrder.CODE


class ProductRow(msgspec.Struct, frozen=True):
    """A product of the shop and what Amazon last got of it; `sku` empty without Amazon data."""

    code: str
    title: str
    stock: int
    price_yen: int
    sku: str
    asin: str
    linked: bool
    """商品データ連携 is 連携する."""
    fba: bool
    pushed_quantity: int | None
    pushed_price_yen: int | None
    push_state: PushState | None
    push_note: str
    parent: str = ""
    """The product of which this is an オプション (R09)."""
    jan: str = ""
    reserve: int | None = None
    """安全在庫 of this product, None for the shop's (R17)."""
    data_link: DataLink | None = None
    posting: Posting | None = None
    removed: bool = False
    """Deleted here, while its listing at Amazon is not gone yet (R15)."""
    deleted: bool = False
    """Its listing at Amazon was deleted by us (R10)."""
    wanted_quantity: int = 0
    """What Amazon is to have: the stock less what is kept back, never below 0 (R15, R17)."""
    amazon_quantity: int | None = None
    """What Amazon has as far as known: what was last read there, or what was sent since."""
    amazon_at: datetime | None = None
    """When that was so."""
    pushed_at: datetime | None = None
    """When stock and price were last sent."""
    findings: int = 0
    """Findings that stand on its SKU."""

    @property
    def difference(self) -> int | None:
        """How much Amazon lacks, None where nothing is known of it or it is none of ours."""
        if self.amazon_quantity is None or self.fba or not self.linked:
            return None
        return self.wanted_quantity - self.amazon_quantity


class ProductCounts(msgspec.Struct, frozen=True):
    """Figures for the head of the product list; `unsent` wait for the next 在庫・価格送信."""

    products: int
    linked: int
    unsent: int
    refused: int
    fba: int
    findings: int
    reserve: int
    """安全在庫 of the shop (R17)."""
