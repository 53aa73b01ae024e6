"""Reports 2021-06-30: what createReport and getReports take and refuse."""

import pytest
from sim_client import MARKETPLACE
from sim_reports import (
    BY_UPDATE,
    LISTINGS,
    PENDING,
    ROOT,
    create,
    get_report,
    ordered,
)
from sim_second_seller import second_seller


class TestRequests:
    @pytest.mark.parametrize(
        ("body", "message", "details"),
        [
            ({}, "One or more required parameters missing", "marketplaceIds;reportType;"),
            (
                {"reportType": BY_UPDATE},
                "One or more required parameters missing",
                "marketplaceIds;",
            ),
            (
                {"reportType": "GET_NOTHING", "marketplaceIds": [MARKETPLACE]},
                "Invalid Report Type _GET_NOTHING_",
                "",
            ),
            ({"reportType": 5, "marketplaceIds": [MARKETPLACE]}, "Invalid Input", ""),
            ({"reportType": BY_UPDATE, "marketplaceIds": []}, "Invalid Input", ""),
            ({"reportType": BY_UPDATE, "marketplaceIds": ["ATVPDKIKX0DER"]}, "Invalid Input", ""),
            ([], "Invalid Input", ""),
        ],
    )
    def test_a_wrong_body_is_refused_in_amazons_words(self, amazon, body, message, details):
        answer = amazon.call("POST", f"{ROOT}/reports", body=body)
        assert answer.status == 400
        assert answer.error == {"code": "InvalidInput", "message": message, "details": details}

    @pytest.mark.parametrize(
        ("times", "message"),
        [
            (
                {
                    "dataStartTime": "2026-11-22T00:00:00Z",
                    "dataEndTime": "2026-11-21T00:00:00Z",
                },
                "dataStartTime is after dataEndTime",
            ),
            ({"dataStartTime": "2026-11-23T00:00:01Z"}, "dataStartTime is after dataEndTime"),
            ({"dataEndTime": "2026-11-24T00:00:00Z"}, "dataEndTime is in the future"),
            ({"dataStartTime": "yesterday"}, "Invalid Input"),
        ],
    )
    def test_a_wrong_range_is_refused(self, amazon, times, message):
        answer = create(amazon, **times)
        assert (answer.status, answer.error["message"]) == (400, message)

    def test_a_time_without_a_zone_is_utc(self, amazon):
        report_id = ordered(amazon, dataStartTime="2026-11-22T09:00:00")
        assert get_report(amazon, report_id)["dataStartTime"] == "2026-11-22T09:00:00Z"

    def test_another_sellers_report_is_not_there(self, amazon):
        report_id = ordered(amazon)
        _, token = second_seller(amazon)
        answer = amazon.call("GET", f"{ROOT}/reports/{report_id}", token=token)
        assert (answer.status, answer.error["code"]) == (404, "NotFound")

    def test_an_unknown_report_or_document_is_not_there(self, amazon):
        assert amazon.call("GET", f"{ROOT}/reports/1").status == 404
        assert amazon.call("DELETE", f"{ROOT}/reports/1").status == 404
        assert amazon.call("GET", f"{ROOT}/documents/amzn1.spdoc.1.4.fe.none").status == 404


class TestGetReports:
    def page(self, amazon, **query):
        return amazon.call("GET", f"{ROOT}/reports", query=query)

    def test_pages_show_each_report_once_newest_first(self, amazon):
        expected = []
        for _ in range(5):
            expected.insert(0, ordered(amazon, PENDING))
            amazon.advance("PT1M")
        shown, query = [], {"reportTypes": PENDING, "pageSize": 2}
        while query:
            answer = self.page(amazon, **query).json()
            shown += [report["reportId"] for report in answer["reports"]]
            query = {"nextToken": answer["nextToken"]} if "nextToken" in answer else {}
        assert shown == expected

    def test_filters(self, amazon):
        ordered(amazon, PENDING)
        report_id = ordered(amazon, LISTINGS)
        amazon.advance("PT10M")
        found = self.page(amazon, reportTypes=f"{PENDING},{LISTINGS}", processingStatuses="DONE")
        assert [report["reportId"] for report in found.json()["reports"]] == [report_id]
        late = self.page(amazon, reportTypes=LISTINGS, createdSince="2026-11-23T00:00:01Z")
        assert late.json() == {"reports": []}

    def test_a_report_is_forgotten_after_ninety_days(self, amazon):
        report_id = ordered(amazon, PENDING)
        amazon.advance("P91D")
        assert self.page(amazon, reportTypes=PENDING).json() == {"reports": []}
        assert amazon.call("GET", f"{ROOT}/reports/{report_id}").status == 404

    @pytest.mark.parametrize(
        ("query", "message", "details"),
        [
            ({}, "One or more required parameters missing", "reportTypes;"),
            (
                {"nextToken": "x", "reportTypes": PENDING, "pageSize": 3},
                "NextToken cannot be specified with other input parameters",
                "pageSize;reportTypes;",
            ),
        ],
    )
    def test_wrong_combinations_are_refused(self, amazon, query, message, details):
        error = self.page(amazon, **query).error
        assert (error["message"], error["details"]) == (message, details)

    @pytest.mark.parametrize(
        "query",
        [
            {"nextToken": "bm90IG91cnM="},
            {"nextToken": "%%%"},
            {"reportTypes": PENDING, "pageSize": 101},
            {"reportTypes": PENDING, "pageSize": "two"},
            {"reportTypes": PENDING, "processingStatuses": "READY"},
            {"reportTypes": PENDING, "createdSince": "now"},
            {"reportTypes": ",".join(f"T{number}" for number in range(11))},
        ],
    )
    def test_wrong_values_are_refused(self, amazon, query):
        assert self.page(amazon, **query).status == 400


def test_an_app_without_the_role_orders_no_report(amazon):
    _, token = second_seller(amazon, frozenset())
    body = {"reportType": BY_UPDATE, "marketplaceIds": [MARKETPLACE]}
    answer = amazon.call("POST", f"{ROOT}/reports", body=body, token=token)
    assert (answer.status, answer.error["code"]) == (403, "Unauthorized")
