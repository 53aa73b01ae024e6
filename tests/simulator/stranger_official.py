"""amzn-sp-api, Amazon's own client, unmodified, pointed at the fake by its constructor alone."""

import json
import logging
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from stranger import DATASETS, MARKETPLACE, SINCE, Refused, Seen

with warnings.catch_warnings():
    # The generated code holds escapes that Python warns of, when it is compiled for the first time.
    warnings.simplefilter("ignore")
    from spapi import SPAPIClient, SPAPIConfig
    from spapi.api.feeds_v2021_06_30.feeds_api import FeedsApi
    from spapi.api.listings_items_v2021_08_01.listings_api import ListingsApi
    from spapi.api.orders_v0.orders_v0_api import OrdersV0Api
    from spapi.api.orders_v2026_01_01.get_order_api import GetOrderApi
    from spapi.api.orders_v2026_01_01.search_orders_api import SearchOrdersApi
    from spapi.api.reports_v2021_06_30.reports_api import ReportsApi
    from spapi.api.sellers_v1.sellers_api import SellersApi
    from spapi.models.feeds_v2021_06_30 import (
        CreateFeedDocumentSpecification,
        CreateFeedSpecification,
    )
    from spapi.models.listings_items_v2021_08_01 import ListingsItemPatchRequest, PatchOperation
    from spapi.models.orders_v0 import (
        ConfirmShipmentOrderItem,
        ConfirmShipmentRequest,
        PackageDetail,
    )
    from spapi.models.reports_v2021_06_30 import CreateReportSpecification
    from spapi.rest import ApiException

XML = "text/xml; charset=UTF-8"


class Official:
    """Amazon's client: it checks every answer against the models while reading it."""

    def __init__(self, credentials: dict) -> None:
        logging.getLogger("spapi").setLevel(logging.ERROR)
        self._seller_id = credentials["seller_id"]
        config = SPAPIConfig(
            credentials["client_id"],
            credentials["client_secret"],
            refresh_token=credentials["refresh_token"],
            region="FE",
        )
        self._client = SPAPIClient(
            config, oauth_endpoint=credentials["token_endpoint"], endpoint=credentials["endpoint"]
        ).api_client

    def plan(self) -> str:
        with _refusals():
            return SellersApi(self._client).get_account().payload.selling_plan

    def page(self, token: str | None, most: int = 100) -> tuple[list[str], str | None]:
        more = {} if token is None else {"pagination_token": token}
        with _refusals():
            found = SearchOrdersApi(self._client).search_orders(
                last_updated_after=SINCE,
                marketplace_ids=[MARKETPLACE],
                max_results_per_page=most,
                included_data=DATASETS,
                **more,
            )
        after = found.pagination.next_token if found.pagination else None
        return [order.order_id for order in found.orders], after

    def order(self, order_id: str) -> Seen:
        with _refusals():
            order = GetOrderApi(self._client).get_order(order_id, included_data=DATASETS).order
        return Seen(
            order.fulfillment.fulfillment_status,
            [package.tracking_number for package in order.packages or []],
            [item.order_item_id for item in order.order_items],
        )

    def confirm(self, order_id: str, item_id: str, reference: str) -> None:
        detail = PackageDetail(
            package_reference_id=reference,
            carrier_code="YAMATO",
            tracking_number=f"12345678901{reference}",
            ship_date=datetime.fromisoformat("2026-11-23T01:00:00Z"),
            order_items=[ConfirmShipmentOrderItem(order_item_id=item_id, quantity=1)],
        )
        wish = ConfirmShipmentRequest(package_detail=detail, marketplace_id=MARKETPLACE)
        with _refusals():
            OrdersV0Api(self._client).confirm_shipment(order_id, wish)

    def set_stock(self, sku: str, quantity: int) -> str:
        row = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        path = "/attributes/fulfillment_availability"
        patch = PatchOperation(op="replace", path=path, value=[row])
        wish = ListingsItemPatchRequest(product_type="PRODUCT", patches=[patch])
        with _refusals():
            answer = ListingsApi(self._client).patch_listings_item(
                self._seller_id, sku, [MARKETPLACE], wish
            )
        return answer.status

    def stock(self, sku: str) -> int:
        with _refusals():
            item = ListingsApi(self._client).get_listings_item(
                self._seller_id, sku, [MARKETPLACE], included_data=["fulfillmentAvailability"]
            )
        return item.fulfillment_availability[0].quantity

    def send_feed(self, feed_type: str, content: str) -> str:
        api = FeedsApi(self._client)
        with _refusals():
            place = api.create_feed_document(CreateFeedDocumentSpecification(content_type=XML))
            _upload(place.url, content.encode())
            return api.create_feed(
                CreateFeedSpecification(
                    feed_type=feed_type,
                    marketplace_ids=[MARKETPLACE],
                    input_feed_document_id=place.feed_document_id,
                )
            ).feed_id

    def feed(self, feed_id: str) -> tuple[str, str]:
        with _refusals():
            told = FeedsApi(self._client).get_feed(feed_id)
        return told.processing_status, told.result_feed_document_id or ""

    def feed_report(self, document_id: str) -> str:
        with _refusals():
            document = FeedsApi(self._client).get_feed_document(document_id)
        return _download(document.url).decode()

    def order_report(self, report_type: str) -> str:
        wish = CreateReportSpecification(report_type=report_type, marketplace_ids=[MARKETPLACE])
        with _refusals():
            return ReportsApi(self._client).create_report(wish).report_id

    def report(self, report_id: str) -> tuple[str, str]:
        with _refusals():
            told = ReportsApi(self._client).get_report(report_id)
        return told.processing_status, told.report_document_id or ""

    def report_text(self, document_id: str) -> str:
        with _refusals():
            document = ReportsApi(self._client).get_report_document(document_id)
        return _download(document.url).decode("cp932")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ApiException as error:
        text = json.loads(error.body)["errors"][0]["message"] if error.body else ""
        raise Refused(error.status, text) from None


def _upload(url: str, content: bytes) -> None:
    request = urllib.request.Request(url, content, {"content-type": XML}, method="PUT")
    urllib.request.urlopen(request, timeout=10).close()


def _download(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()
