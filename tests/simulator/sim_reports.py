"""Ordering and reading reports of the fake Amazon."""

from sim_client import MARKETPLACE, Amazon

ROOT = "/reports/2021-06-30"
BY_UPDATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL"
BY_DATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
PENDING = "GET_FLAT_FILE_PENDING_ORDERS_DATA"
LISTINGS = "GET_MERCHANT_LISTINGS_ALL_DATA"
DAY = {"dataStartTime": "2026-11-22T00:00:00Z", "dataEndTime": "2026-11-23T00:10:00Z"}


def create(amazon: Amazon, report_type: str = BY_UPDATE, **more):
    body = {"reportType": report_type, "marketplaceIds": [MARKETPLACE], **more}
    return amazon.call("POST", f"{ROOT}/reports", body=body)


def ordered(amazon: Amazon, report_type: str = BY_UPDATE, **more) -> str:
    answer = create(amazon, report_type, **more)
    assert answer.status == 202, answer.body
    return answer.json()["reportId"]


def get_report(amazon: Amazon, report_id: str) -> dict:
    return amazon.call("GET", f"{ROOT}/reports/{report_id}").json()


def document(amazon: Amazon, report_id: str, **query) -> dict:
    number = get_report(amazon, report_id)["reportDocumentId"]
    return amazon.call("GET", f"{ROOT}/documents/{number}", query=query).json()


def table(content: bytes, encoding: str = "cp932") -> list[dict[str, str]]:
    header, *lines = content.decode(encoding).removesuffix("\r\n").split("\r\n")
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def made(amazon: Amazon, report_type: str = BY_UPDATE, **more) -> list[dict[str, str]]:
    """Order a report, wait, and read it as a table."""
    report_id = ordered(amazon, report_type, **more)
    amazon.advance("PT10M")
    return table(amazon.url("GET", document(amazon, report_id)["url"]).body)


def behave(amazon: Amazon, **values) -> None:
    amazon.control("PATCH", "/behaviours", values)


def kinds(fired: list[dict]) -> set[str]:
    return {item["kind"] for item in fired}
