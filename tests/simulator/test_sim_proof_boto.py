"""boto3, unmodified, reads ORDER_CHANGE from a queue that another client subscribed to."""

import gc
import json
from types import SimpleNamespace
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from sim_served import served
from sp_api.api import Notifications
from sp_api.auth import AccessTokenClient, access_token_client
from stranger import MARKETPLACE

# python-amazon-sp-api does not close its connections; they are collected within the test.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(autouse=True)
def collected():
    """What a client left open goes with the test that used it."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def server():
    with served() as running:
        yield running


@pytest.fixture
def credentials(server):
    return server.begin()


@pytest.fixture
def sqs(credentials):
    client = boto3.client(
        "sqs",
        endpoint_url=credentials["sqs_endpoint"],
        region_name="us-west-2",
        aws_access_key_id="any",
        aws_secret_access_key="any",
        config=Config(retries={"max_attempts": 0}),
    )
    yield client
    client.close()


def subscriber(credentials) -> Notifications:
    access_token_client.cache.clear()
    access_token_client.grantless_cache.clear()

    class Lwa(AccessTokenClient):
        scheme, host = "http://", urlsplit(credentials["endpoint"]).netloc

    return Notifications(
        marketplace=SimpleNamespace(
            endpoint=credentials["endpoint"], marketplace_id=MARKETPLACE, region="us-west-2"
        ),
        credentials={
            "refresh_token": credentials["refresh_token"],
            "lwa_app_id": credentials["client_id"],
            "lwa_client_secret": credentials["client_secret"],
        },
        auth_token_client_class=Lwa,
    )


def test_order_changes_are_subscribed_to_and_read(server, credentials, sqs):
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    client = subscriber(credentials)
    made = client.create_destination(name="orders", arn=told["Attributes"]["QueueArn"])
    number = made.payload["destinationId"]
    client.create_subscription("ORDER_CHANGE", destination_id=number)
    order = server.paid_order()
    server.advance("PT1M")

    messages = sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1, AttributeNames=["All"]
    )["Messages"]
    changes = [json.loads(one["Body"])["Payload"]["OrderChangeNotification"] for one in messages]
    assert {one["AmazonOrderId"] for one in changes} == {order["order_id"]}
    assert [one["Summary"]["OrderStatus"] for one in changes] == ["Pending", "Unshipped"]

    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    server.advance("PT30S")
    again = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [one["MessageId"] for one in again] == [one["MessageId"] for one in messages]
    for one in again:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    server.advance("PT30S")
    assert "Messages" not in sqs.receive_message(QueueUrl=url)


def test_boto_knows_the_errors_of_the_queue(sqs):
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        sqs.get_queue_url(QueueName="none")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    with pytest.raises(sqs.exceptions.ReceiptHandleIsInvalid):
        sqs.delete_message(QueueUrl=url, ReceiptHandle="no")
    sent = sqs.send_message(QueueUrl=url, MessageBody="こんにちは")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert (message["MessageId"], message["Body"]) == (sent["MessageId"], "こんにちは")
    assert message["MD5OfBody"] == sent["MD5OfMessageBody"]
    sqs.purge_queue(QueueUrl=url)
    assert sqs.list_queues()["QueueUrls"] == [url]
    sqs.delete_queue(QueueUrl=url)


def test_a_receiver_waits_for_what_comes_while_the_clock_runs(server, sqs):
    """Twenty simulated seconds at sixty times the wall's speed: the message is due after ten."""
    url = sqs.create_queue(QueueName="late")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="x", DelaySeconds=10)
    server.control("POST", "/clock/mode", {"mode": "rate", "speed": 60})
    try:
        (message,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"]
        assert message["Body"] == "x"
    finally:
        server.control("POST", "/clock/mode", {"mode": "manual"})
