"""Calls to the queue: signed as AWS wants it, guarded like all others, secrets out of sight."""

import asyncio
import re

import msgspec
import pytest
from freezegun import freeze_time
from httpx import AsyncHTTPTransport
from proof_day import START

from core import AmazonAccount, Books, Engine
from core.account import QueueAccess
from core.amazon.client import Client
from core.amazon.queue import Message, delete, receive
from core.amazon.transport import Answer, HttpxTransport
from core.credentials import Credentials
from core.domain.refusals import Refusal
from core.errors import Refused, Unavailable

KEYS = {"key_id": "AKIDEXAMPLE", "secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
REAL = "https://sqs.ap-northeast-1.amazonaws.com/123456789012/orders"


def signature_of_aws(url: str, headers: dict[str, str], content: bytes, region: str) -> str:
    """What AWS's own library makes of the same request at the same instant."""
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials as Keys

    with freeze_time(START):
        request = AWSRequest("POST", url, data=content, headers=headers)
        keys = Keys(KEYS["key_id"], KEYS["secret_key"])
        SigV4Auth(keys, "sqs", region).add_auth(request)
    return str(request.headers["Authorization"])


@pytest.mark.parametrize(
    ("queue", "endpoint", "region"),
    [
        (REAL, "https://sqs.ap-northeast-1.amazonaws.com/", "ap-northeast-1"),
        ("http://127.0.0.1:8787/_sqs/1/news", "http://127.0.0.1:8787/_sqs", "us-east-1"),
    ],
)
def test_a_call_is_signed_as_aws_signs_it(queue: str, endpoint: str, region: str) -> None:
    access = QueueAccess(queue, **KEYS)
    for call in (receive(access, START), delete(access, (Message("r/1+", "{}"),), START)):
        assert call.url == endpoint
        assert msgspec.json.decode(call.content)["QueueUrl"] == queue
        given = dict(call.headers)
        own = given.pop("authorization")
        assert given.pop("x-amz-date") == "20261123T000000Z"
        assert own == signature_of_aws(endpoint, given, call.content, region)


def test_without_keys_nothing_is_signed() -> None:
    call = receive(QueueAccess("http://127.0.0.1:8787/_sqs/1/news"), START)
    assert set(call.headers) == {"content-type", "x-amz-target"}


@pytest.mark.parametrize("url", ["", "news", "http://[", "http://[::1/_sqs/1/news", "://"])
def test_an_address_that_is_none_reaches_nobody(url: str) -> None:
    call = receive(QueueAccess(url, **KEYS), START)
    account = AmazonAccount("http://a.invalid", "http://a.invalid/t", "i", "s", "r", "A1")
    client = Client(account, HttpxTransport(AsyncHTTPTransport()))
    reply = asyncio.run(client.send(call, START))
    assert isinstance(reply.error, Unavailable)


def test_keys_receipts_and_bodies_are_in_no_repr() -> None:
    access = QueueAccess(REAL, **KEYS)
    account = AmazonAccount("http://a.invalid", "http://a.invalid/t", "i", "s", "r", "A1")
    credentials = Credentials("A1", "i", "s", "r", "k", queue=access)
    call = delete(access, (Message("receipt-9", "postcode-9"),), START)
    shown = repr((access, account, credentials, call, Message("receipt-9", "postcode-9")))
    assert not re.search("AKIDEXAMPLE|wJalr|receipt-9|postcode-9|Signature", shown)


def test_the_queue_is_kept_with_the_credentials() -> None:
    kept = Credentials("A1", "i", "s", "r", "k", queue=QueueAccess(REAL, **KEYS))
    again = msgspec.json.decode(msgspec.json.encode(kept), type=Credentials)
    assert again == kept
    assert again.account().queue == kept.queue
    old = msgspec.json.decode(msgspec.json.encode(Credentials("A1", "i", "s", "r", "k")))
    del old["queue"]
    assert msgspec.convert(old, Credentials).account().queue is None


class Nobody:
    """A line that nothing may use."""

    async def exchange(self, *_request: object) -> Answer:
        raise AssertionError("asked")

    async def aclose(self) -> None:
        """Nothing is held."""


def test_the_real_queue_is_refused_without_live() -> None:
    account = AmazonAccount(
        *("http://a.invalid", "http://a.invalid/t", "i", "s", "r", "A1"), queue=QueueAccess(REAL)
    )
    with Books.open(None) as books, pytest.raises(Refused) as caught:
        Engine(books, account, Nobody())
    assert caught.value.reason is Refusal.NOT_LIVE
