"""python-amazon-sp-api, unmodified, pointed at the fake by its constructor alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import urlsplit

from sp_api.api import Feeds, ListingsItems, Orders, Reports, Sellers
from sp_api.auth import AccessTokenClient, access_token_client
from sp_api.base import SellingApiException
from stranger import DATASETS, MARKETPLACE, SINCE, Refused, Seen


class Community:
    """The client that most Python sellers use; it keeps tokens in the module."""

    def __init__(self, credentials: dict) -> None:
        access_token_client.cache.clear()
        self._seller_id = credentials["seller_id"]
        endpoint = credentials["endpoint"]

        class Lwa(AccessTokenClient):
            scheme, host = "http://", urlsplit(endpoint).netloc

        self._options = {
            "marketplace": SimpleNamespace(
                endpoint=endpoint, marketplace_id=MARKETPLACE, region="us-west-2"
            ),
            "credentials": {
                "refresh_token": credentials["refresh_token"],
                "lwa_app_id": credentials["client_id"],
                "lwa_client_secret": credentials["client_secret"],
            },
            "auth_token_client_class": Lwa,
        }

    def plan(self) -> str:
        with _refusals():
            return Sellers(**self._options).get_account().payload["sellingPlan"]

    def page(self, token: str | None, most: int = 100) -> tuple[list[str], str | None]:
        more = {} if token is None else {"paginationToken": token}
        with _refusals():
            found = self._orders().search_orders(
                lastUpdatedAfter=SINCE, maxResultsPerPage=most, includedData=DATASETS, **more
            )
        return [order["orderId"] for order in found.payload["orders"]], found.next_token

    def order(self, order_id: str) -> Seen:
        with _refusals():
            found = self._orders().get_order(order_id, includedData=DATASETS)
        order = found.payload["order"]
        return Seen(
            order["fulfillment"]["fulfillmentStatus"],
            [package["trackingNumber"] for package in order.get("packages", [])],
            [item["orderItemId"] for item in order["orderItems"]],
        )

    def confirm(self, order_id: str, item_id: str, reference: str) -> None:
        detail = {
            "packageReferenceId": reference,
            "carrierCode": "YAMATO",
            "trackingNumber": f"12345678901{reference}",
            "shipDate": "2026-11-23T01:00:00Z",
            "orderItems": [{"orderItemId": item_id, "quantity": 1}],
        }
        with _refusals():
            Orders(**self._options).confirm_shipment(
                order_id, marketplaceId=MARKETPLACE, packageDetail=detail
            )

    def set_stock(self, sku: str, quantity: int) -> str:
        row = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        path = "/attributes/fulfillment_availability"
        body = {
            "productType": "PRODUCT",
            "patches": [{"op": "replace", "path": path, "value": [row]}],
        }
        with _refusals():
            answer = self._listings().patch_listings_item(
                self._seller_id, sku, marketplaceIds=[MARKETPLACE], body=body
            )
        return answer.payload["status"]

    def stock(self, sku: str) -> int:
        with _refusals():
            answer = self._listings().get_listings_item(
                self._seller_id,
                sku,
                marketplaceIds=[MARKETPLACE],
                includedData=["fulfillmentAvailability"],
            )
        return answer.payload["fulfillmentAvailability"][0]["quantity"]

    def send_feed(self, feed_type: str, content: str) -> str:
        with _refusals():
            _, made = Feeds(**self._options).submit_feed(
                feed_type,
                BytesIO(content.encode()),
                content_type="text/xml; charset=UTF-8",
                marketplaceIds=[MARKETPLACE],
            )
        return made.payload["feedId"]

    def feed(self, feed_id: str) -> tuple[str, str]:
        with _refusals():
            told = Feeds(**self._options).get_feed(feed_id).payload
        return told["processingStatus"], told.get("resultFeedDocumentId", "")

    def feed_report(self, document_id: str) -> str:
        with _refusals():
            return Feeds(**self._options).get_feed_document(document_id)

    def order_report(self, report_type: str) -> str:
        with _refusals():
            made = Reports(**self._options).create_report(
                reportType=report_type, marketplaceIds=[MARKETPLACE]
            )
        return made.payload["reportId"]

    def report(self, report_id: str) -> tuple[str, str]:
        with _refusals():
            told = Reports(**self._options).get_report(report_id).payload
        return told["processingStatus"], told.get("reportDocumentId", "")

    def report_text(self, document_id: str) -> str:
        with _refusals(), tempfile.TemporaryFile("w+", encoding="cp932") as file:
            told = Reports(**self._options).get_report_document(
                document_id, download=True, file=file, character_code="cp932"
            )
            return told.payload["document"]

    def buyers_by_v0(self) -> list[str]:
        """Names by getOrders of v0; the client gets the restricted data token by itself."""
        with _refusals():
            found = Orders(**self._options).get_orders(
                LastUpdatedAfter=SINCE,
                MarketplaceIds=[MARKETPLACE],
                RestrictedResources=["buyerInfo", "shippingAddress"],
            )
        return [order["BuyerInfo"]["BuyerName"] for order in found.payload["Orders"]]

    def _orders(self) -> Orders:
        return Orders(version="2026-01-01", **self._options)

    def _listings(self) -> ListingsItems:
        return ListingsItems(version="2021-08-01", **self._options)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except SellingApiException as error:
        raise Refused(error.code, str(error)) from None
