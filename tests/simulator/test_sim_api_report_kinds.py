"""Reports 2021-06-30: pending orders, listings, and schedules."""

import pytest
from sim_client import MARKETPLACE
from sim_reports import (
    BY_UPDATE,
    LISTINGS,
    PENDING,
    ROOT,
    behave,
    document,
    get_report,
    kinds,
    made,
    ordered,
)


class TestPendingOrders:
    def test_japan_reports_the_orders_that_wait_for_payment(self, amazon):
        waiting = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
        amazon.paid_order()
        [row] = made(amazon, PENDING)
        assert row["order-id"] == waiting["order_id"]
        assert row["order-item-id"] == waiting["items"][0]["order_item_id"]
        assert row["payment-type"] == "CVS"

    def test_the_same_as_xml_in_utf_8(self, amazon):
        waiting = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
        report_id = ordered(amazon, "GET_PENDING_ORDERS_DATA")
        amazon.advance("PT10M")
        content = amazon.url("GET", document(amazon, report_id)["url"]).body.decode()
        assert f"<AmazonOrderID>{waiting['order_id']}</AmazonOrderID>" in content


class TestListings:
    def test_all_listings_with_japanese_headers(self, amazon):
        rows = {row["出品者SKU"]: row for row in made(amazon, LISTINGS)}
        assert len(rows) == 12
        tea = rows["TEA-UJI-100"]
        assert (tea["価格"], tea["数量"], tea["商品ID"]) == ("2980", "40", "B0RK000001")
        assert tea["出品日"] == "2026/11/23 09:00:00 JST"
        assert tea["フルフィルメント・チャンネル"] == "DEFAULT"

    def test_r14_an_fba_offer_has_no_quantity_and_the_channel_of_japan(self, amazon):
        english = {"preferredReportDocumentLocale": "en_US"}
        rows = {row["seller-sku"]: row for row in made(amazon, LISTINGS, reportOptions=english)}
        battery = rows["BATT-10000"]
        assert (battery["quantity"], battery["fulfillment-channel"]) == ("", "AMAZON_JP")

    def test_active_and_inactive_offers_are_apart(self, amazon):
        amazon.control("PATCH", "/listings/NOTE-A5-3", {"quantity": 0})
        active = made(amazon, "GET_MERCHANT_LISTINGS_DATA")
        inactive = made(amazon, "GET_MERCHANT_LISTINGS_INACTIVE_DATA")
        assert len(active) == 11
        assert [row["出品者SKU"] for row in inactive] == ["NOTE-A5-3"]
        assert inactive[0]["ステータス"] == "Inactive"

    def test_open_listings_are_short(self, amazon):
        rows = {row["出品者SKU"]: row for row in made(amazon, "GET_FLAT_FILE_OPEN_LISTINGS_DATA")}
        assert (rows["NOTE-A5-3"]["価格"], rows["NOTE-A5-3"]["数量"]) == ("1320", "120")

    def test_too_soon_again_is_cancelled_where_that_is_believed(self, amazon):
        behave(amazon, report_repeat_after="PT30M")
        made(amazon, LISTINGS)
        again = ordered(amazon, LISTINGS)
        amazon.advance("PT10M")
        assert get_report(amazon, again)["processingStatus"] == "CANCELLED"


class TestSchedules:
    def create(self, amazon, report_type=BY_UPDATE, period="PT1H", **more):
        body = {"reportType": report_type, "marketplaceIds": [MARKETPLACE], "period": period}
        return amazon.call("POST", f"{ROOT}/schedules", body=body | more)

    def test_each_period_a_report_of_what_the_period_held(self, amazon):
        answer = self.create(amazon)
        assert answer.status == 201
        schedule_id = answer.json()["reportScheduleId"]
        amazon.advance("PT90M")
        amazon.paid_order()
        amazon.advance("PT40M")
        query = {"reportTypes": BY_UPDATE}
        second, first = amazon.call("GET", f"{ROOT}/reports", query=query).json()["reports"]
        assert (first["processingStatus"], second["processingStatus"]) == ("CANCELLED", "DONE")
        assert second["reportScheduleId"] == schedule_id
        assert second["dataStartTime"] == "2026-11-23T01:00:00Z"
        assert second["dataEndTime"] == "2026-11-23T02:00:00Z"

    def test_a_second_schedule_takes_the_place_of_the_first(self, amazon):
        self.create(amazon)
        second = self.create(amazon, period="P1D").json()["reportScheduleId"]
        query = {"reportTypes": BY_UPDATE}
        [shown] = amazon.call("GET", f"{ROOT}/schedules", query=query).json()["reportSchedules"]
        assert (shown["reportScheduleId"], shown["period"]) == (second, "P1D")

    def test_a_month_ends_with_the_month(self, amazon):
        due = "2027-01-31T00:00:00Z"
        answer = self.create(amazon, period="P1M", nextReportCreationTime=due)
        amazon.advance("P70D")
        path = f"{ROOT}/schedules/{answer.json()['reportScheduleId']}"
        shown = amazon.call("GET", path).json()
        assert shown["nextReportCreationTime"] == "2027-02-28T00:00:00Z"

    def test_a_cancelled_schedule_makes_no_more_reports(self, amazon):
        path = f"{ROOT}/schedules/{self.create(amazon).json()['reportScheduleId']}"
        assert amazon.call("DELETE", path).status == 200
        assert amazon.call("DELETE", path).status == 404
        assert "report_schedule" not in kinds(amazon.advance("P1D"))

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"period": "PT7M"}, "Invalid period PT7M"),
            ({"reportType": "GET_NOTHING"}, "Invalid Report Type _GET_NOTHING_"),
            (
                {"reportType": LISTINGS},
                f"Creation of report schedule type {LISTINGS} is not allowed at this time",
            ),
            (
                {"nextReportCreationTime": "2026-11-22T00:00:00Z"},
                "nextReportCreationTime is in the past",
            ),
        ],
    )
    def test_a_wrong_schedule_is_refused(self, amazon, change, message):
        body = {"reportType": BY_UPDATE, "marketplaceIds": [MARKETPLACE], "period": "P1D"}
        answer = amazon.call("POST", f"{ROOT}/schedules", body=body | change)
        assert (answer.status, answer.error["message"]) == (400, message)

    def test_schedules_are_asked_for_by_type(self, amazon):
        assert amazon.call("GET", f"{ROOT}/schedules").error["details"] == "reportTypes;"
