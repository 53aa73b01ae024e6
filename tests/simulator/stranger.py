"""What a seller's program does, whichever client it is written with."""

from dataclasses import dataclass
from typing import Protocol

MARKETPLACE = "A1VC38T7YXB528"
SINCE = "2026-11-01T00:00:00Z"
DATASETS = ["FULFILLMENT", "PACKAGES", "PROCEEDS", "BUYER", "RECIPIENT"]


class Refused(Exception):
    """An answer that the client raised an error for."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text}")
        self.status = status
        self.text = text


@dataclass(frozen=True)
class Seen:
    """An order as the client read it."""

    status: str
    tracking_numbers: list[str]
    item_ids: list[str]


class Stranger(Protocol):
    """One client at work for one seller. All methods raise `Refused`."""

    def plan(self) -> str: ...

    def page(self, token: str | None, most: int = 100) -> tuple[list[str], str | None]: ...

    def order(self, order_id: str) -> Seen: ...

    def confirm(self, order_id: str, item_id: str, reference: str) -> None: ...

    def set_stock(self, sku: str, quantity: int) -> str: ...

    def stock(self, sku: str) -> int: ...

    def send_feed(self, feed_type: str, content: str) -> str: ...

    def feed(self, feed_id: str) -> tuple[str, str]: ...

    def feed_report(self, document_id: str) -> str: ...

    def order_report(self, report_type: str) -> str: ...

    def report(self, report_id: str) -> tuple[str, str]: ...

    def report_text(self, document_id: str) -> str: ...
