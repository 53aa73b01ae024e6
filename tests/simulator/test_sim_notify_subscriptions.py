"""Destinations and subscriptions of Notifications v1: who may, what is refused, the 409s."""

import pytest
from sim_queue import Ear

ORDERS = "/subscriptions/ORDER_CHANGE"


@pytest.fixture
def ear(amazon):
    return Ear(amazon)


def test_a_destination_is_read_listed_and_deleted(ear):
    token, one = ear.grantless(), f"/destinations/{ear.destination_id}"
    read = ear.call("GET", one, token=token).json()["payload"]
    assert (read["name"], read["resource"]) == ("news", {"sqs": {"arn": ear.arn}})
    assert ear.call("GET", "/destinations", token=token).json()["payload"] == [read]
    assert ear.call("DELETE", one, token=token).status == 200
    assert ear.call("GET", one, token=token).status == 404


def test_destinations_are_grantless_and_subscriptions_are_a_sellers(ear):
    body = {"payloadVersion": "1.0", "destinationId": ear.destination_id}
    for answer in (
        ear.call("GET", "/destinations"),
        ear.call("POST", ORDERS, body=body, token=ear.grantless()),
        ear.call("GET", ORDERS, token=ear.grantless()),
    ):
        assert (answer.status, answer.error["code"]) == (403, "Unauthorized")


def test_another_scope_opens_nothing(amazon, ear):
    scope = "sellingpartnerapi::client_credential:rotation"
    token = amazon.login(grant_type="client_credentials", scope=scope).json()["access_token"]
    assert ear.call("GET", "/destinations", token=token).status == 403


def test_what_is_there_already_is_a_conflict(ear):
    assert ear.destine("news", ear.arn).status == 409
    assert ear.destine("other", ear.arn).status == 409
    assert ear.subscribe("ORDER_CHANGE").status == 200
    again = ear.subscribe("ORDER_CHANGE")
    assert (again.status, again.error["code"]) == (409, "Conflict")
    one = f"/destinations/{ear.destination_id}"
    assert ear.call("DELETE", one, token=ear.grantless()).status == 409


def test_a_subscription_is_read_in_three_ways_and_deleted(ear):
    made = ear.subscribe("ORDER_CHANGE").json()["payload"]
    by_id = f"{ORDERS}/{made['subscriptionId']}"
    assert ear.call("GET", ORDERS).json()["payload"] == made
    assert ear.call("GET", by_id, token=ear.grantless()).json()["payload"] == made
    query = {"notificationTypes": "ORDER_CHANGE"}
    listed = ear.call("GET", "/subscriptions", query=query).json()["payload"]
    assert listed == {"subscriptions": [made]}
    assert ear.call("DELETE", by_id, token=ear.grantless()).status == 200
    assert ear.call("GET", ORDERS).status == 404
    assert ear.call("DELETE", by_id, token=ear.grantless()).status == 404


def test_a_directive_is_given_back(ear):
    directive = {
        "eventFilter": {
            "eventFilterType": "ORDER_CHANGE",
            "orderChangeTypes": ["OrderStatusChange"],
        }
    }
    made = ear.subscribe("ORDER_CHANGE", processingDirective=directive).json()["payload"]
    assert made["processingDirective"] == directive


@pytest.mark.parametrize(
    ("kind", "changes", "status"),
    [
        ("ANY_OFFER_CHANGED", {}, 400),
        ("ORDER_CHANGE", {"payloadVersion": "9"}, 400),
        ("ORDER_CHANGE", {"destinationId": "none"}, 404),
        ("ORDER_CHANGE", {"destinationId": None}, 400),
        ("ORDER_CHANGE", {"processingDirective": 7}, 400),
        (
            "ORDER_CHANGE",
            {
                "processingDirective": {
                    "eventFilter": {"eventFilterType": "ORDER_CHANGE"},
                    "filterExpression": "x",
                }
            },
            400,
        ),
        ("ORDER_CHANGE", {"processingDirective": {"filterExpression": "x" * 257}}, 400),
        (
            "FEED_PROCESSING_FINISHED",
            {"processingDirective": {"eventFilter": {"eventFilterType": "ORDER_CHANGE"}}},
            400,
        ),
    ],
)
def test_a_subscription_that_is_none(ear, kind, changes, status):
    assert ear.subscribe(kind, **changes).status == status


@pytest.mark.parametrize(
    "specification",
    [
        {},
        {"sqs": {"arn": "arn:aws:sqs:us-west-2:123456789012:nobody"}},
        {"sqs": {"arn": "news"}},
        {"sqs": {"arn": "arn:aws:sqs:a:b:c"}, "eventBridge": {"region": "r", "accountId": "1"}},
        7,
    ],
)
def test_a_destination_that_is_none(ear, specification):
    body = {"name": "x", "resourceSpecification": specification}
    answer = ear.call("POST", "/destinations", body=body, token=ear.grantless())
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")


def test_an_event_bus_takes_only_its_own_kinds(amazon, ear):
    bus = {"eventBridge": {"region": "us-west-2", "accountId": "123456789012"}}
    body = {"name": "bus", "resourceSpecification": bus}
    made = ear.call("POST", "/destinations", body=body, token=ear.grantless()).json()["payload"]
    there = {"destinationId": made["destinationId"]}
    assert ear.subscribe("ORDER_CHANGE", **there).status == 400
    assert ear.subscribe("LISTINGS_ITEM_MFN_QUANTITY_CHANGE", **there).status == 200
    amazon.order()
    amazon.advance("PT1M")
    assert ear.heard() == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"notificationTypes": "ORDER_CHANGE,FEED_PROCESSING_FINISHED"},
        {"notificationTypes": "ORDER_CHANGE", "pageSize": "5"},
        {"notificationTypes": "ORDER_CHANGE", "nextToken": "x"},
    ],
)
def test_a_list_that_is_asked_for_wrongly(ear, query):
    assert ear.call("GET", "/subscriptions", query=query).status == 400
