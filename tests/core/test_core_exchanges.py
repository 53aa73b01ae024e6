"""R40: what is kept of the line shows no person and no secret; it is bounded and goes back."""

import asyncio
import shlex
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from core.amazon.curl import curl
from core.amazon.exchanges import Exchange, Exchanges
from core.amazon.har import Entry, archive
from core.amazon.masking import MASK, LeftOut, masked_body, masked_url
from core.amazon.transport import Answer, NoAnswer, Unreachable

NOW = datetime(2026, 11, 23, tzinfo=UTC)
JSON = "application/json"
URL = (
    "https://sellingpartnerapi-fe.amazon.com/orders/2026-01-01/orders?marketplaceIds=A1VC38T7YXB528"
)
DOCUMENT = "https://tortuga.s3.amazonaws.com/doc-1?X-Amz-Signature=abcdef0123456789"
LWA = "https://api.amazon.com/auth/o2/token"
TOKEN = "Atza|IwEBISecretSecretSecret"
ORDER = {
    "orderId": "250-1111111-2222222",
    "buyer": {"buyerName": "山田 太郎", "buyerEmail": "abc@marketplace.amazon.co.jp"},
    "recipient": {
        "deliveryAddress": {"name": "山田 太郎", "addressLine1": "千代田1-1", "phone": 9}
    },
    "orderItems": [
        {"product": {"title": "煎茶"}, "packing": {"giftOption": {"giftMessage": "祝"}}}
    ],
}
PEOPLE = ("山田", "太郎", "abc@", "千代田", "祝")


class Scripted:
    """A line that answers as told."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = list(answers)

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def aclose(self) -> None:
        """Nothing is held."""


def kept(**bounds: int) -> Exchanges:
    """A keeper whose every exchange takes a quarter of a second."""
    seconds = iter(range(10_000))
    return Exchanges(lambda: NOW, lambda: next(seconds) / 4, **bounds)


def answer(body: object = None, request_id: str = "r-1", status: int = 200) -> Answer:
    content = msgspec.json.encode(body or {})
    return Answer(status, {"content-type": JSON, "x-amzn-requestid": request_id}, content)


def talk(
    exchanges: Exchanges,
    *answers: Answer | Exception,
    method: str = "GET",
    url: str = URL,
    content: bytes = b"",
    headers: Mapping[str, str] = {"x-amz-access-token": TOKEN, "accept": JSON},
) -> None:
    """Send as many requests as there are answers."""
    line = exchanges.around(Scripted(*answers))

    async def send() -> None:
        for each in answers:
            if isinstance(each, Exception):
                with pytest.raises(type(each)):
                    await line.exchange(method, url, headers, content)
            else:
                assert await line.exchange(method, url, headers, content) == each

    asyncio.run(send())


def found(exchanges: Exchanges, request_id: str = "r-1") -> Exchange:
    exchange = exchanges.find(request_id, NOW)
    assert exchange is not None
    return exchange


def test_an_exchange_is_found_by_its_request_id_with_how_long_it_took() -> None:
    exchanges = kept()
    talk(exchanges, answer({"orders": []}))
    exchange = found(exchanges)
    assert (exchange.method, exchange.url, exchange.status) == ("GET", URL, 200)
    assert (exchange.took_s, exchange.at) == (0.25, NOW)
    assert exchange.answered.text == '{"orders":[]}'
    assert exchanges.find("r-2", NOW) is None


def test_r40_neither_token_nor_person_is_kept() -> None:
    exchanges = kept()
    talk(exchanges, answer({"orders": [ORDER], "echo": f"token {TOKEN} refused"}))
    exchange = found(exchanges)
    everything = repr(exchange) + archive([Entry("searchOrders", "", exchange)]).decode()
    everything += curl(exchange)
    assert [each for each in (*PEOPLE, TOKEN, "Secret") if each in everything] == []
    assert "250-1111111-2222222" in everything
    assert "煎茶" in everything, "what was bought is no personal datum"


def test_secrets_of_login_are_not_kept() -> None:
    exchanges = kept()
    content = (
        b"grant_type=refresh_token&refresh_token=Atzr%7Clonglonglong&client_secret=hushhushhush"
    )
    talk(
        exchanges,
        answer({"access_token": TOKEN, "error_description": "bad hushhushhush"}),
        method="POST",
        url=LWA,
        content=content,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    exchange = found(exchanges)
    assert exchange.body.text == "grant_type=refresh_token&refresh_token=***&client_secret=***"
    assert exchange.answered.text == '{"access_token":"***","error_description":"bad ***"}'


def test_the_address_of_a_document_is_its_key() -> None:
    exchanges = kept()
    talk(exchanges, answer(), url=DOCUMENT, headers={})
    assert found(exchanges).url == "https://tortuga.s3.amazonaws.com/doc-1?***"
    body = masked_body(msgspec.json.encode({"feedDocumentId": "d", "url": DOCUMENT}), JSON)
    assert "abcdef" not in body.text
    assert masked_url(f"{URL}&buyerEmail=a%40b.jp", signed=False) == f"{URL}&buyerEmail=***"


def test_people_in_reports_feeds_and_notifications_are_masked() -> None:
    report = "amazon-order-id\tbuyer-name\tship-city\tsku\n250-1\t山田\t千代田\tTEA\nbroken 山田\n"
    table = masked_body(report.encode("cp932"), "text/tab-separated-values; charset=Shift_JIS")
    assert table.text.splitlines()[1:] == ["250-1\t***\t***\tTEA", MASK]
    feed = masked_body(b"<A><AmazonOrderID>250-1</AmazonOrderID><BuyerName>x</BuyerName></A>", "")
    assert feed.text == "<A><AmazonOrderID>250-1</AmazonOrderID><BuyerName>***</BuyerName></A>"
    inner = msgspec.json.encode({"DestinationPostalCode": "100-0001", "id": 1}).decode()
    queue = masked_body(msgspec.json.encode({"Messages": [{"Body": inner}]}), JSON)
    assert "100-0001" not in queue.text
    assert '\\"id\\":1' in queue.text


@pytest.mark.parametrize(
    "content",
    [b'{"buyer": "\xe5\xb1', "山田 太郎".encode(), b"\x1f\x8b\x08gzip", b"{" * 10_000, b"a\0b\tc"],
)
def test_what_cannot_be_read_is_not_kept(content: bytes) -> None:
    body = masked_body(content, JSON)
    assert (body.text, body.size, body.left_out) == ("", len(content), LeftOut.NO_TEXT)


def test_r40_what_stands_within_a_person_of_xml_is_masked_whatever_it_is_called() -> None:
    told = (
        '<R><Buyer kind="a"><Name>佐藤</Name><Line>銀座</Line></Buyer><Name>店</Name>'
        '<Row buyerName="鈴木" sku="A"/><Address><Line>大阪'
    )
    kept = masked_body(told.encode(), "text/xml").text
    assert not any(word in kept for word in ("佐藤", "銀座", "鈴木", "大阪"))
    assert "<Name>店</Name>" in kept
    assert 'sku="A"' in kept


def test_what_is_too_large_is_left_out_or_cut() -> None:
    large = masked_body(msgspec.json.encode(["x" * 2_000_000]), JSON)
    assert (large.text, large.left_out) == ("", LeftOut.TOO_LARGE)
    table = masked_body(b"sku\tasin\n" * 300_000, "text/plain")
    assert table.left_out is LeftOut.CUT
    assert len(table.text) < 10_000


def test_the_oldest_go_by_count_and_by_bytes() -> None:
    few = kept(most=2)
    talk(few, *(answer(request_id=f"r-{n}") for n in range(4)))
    assert [few.find(f"r-{n}", NOW) is not None for n in range(4)] == [False, False, True, True]
    small = kept(bytes_max=12_000)
    talk(small, *(answer({"x": "y" * 4_000}, f"r-{n}") for n in range(4)))
    assert [small.find(f"r-{n}", NOW) is not None for n in range(4)] == [False, False, True, True]


def test_after_going_back_later_exchanges_have_not_happened() -> None:
    exchanges = kept()
    talk(exchanges, answer(request_id="before"))
    mark = exchanges.mark()
    talk(exchanges, answer(request_id="after"), Unreachable("down"))
    exchanges.go_back(mark)
    assert exchanges.find("before", NOW) is not None
    assert exchanges.find("after", NOW) is None
    assert exchanges.find("", NOW) is None


def test_a_call_without_answer_is_found_by_its_time_unless_there_are_two() -> None:
    exchanges = kept()
    talk(exchanges, NoAnswer("gone"))
    lost = exchanges.find("", NOW + timedelta(seconds=2))
    assert lost is not None
    assert (lost.status, lost.failure) == (None, "NoAnswer")
    assert exchanges.find("", NOW + timedelta(hours=1)) is None
    talk(exchanges, Unreachable("down"))
    assert exchanges.find("", NOW) is None, "which of them is unknown"


def test_the_archive_has_the_form_of_har_1_2() -> None:
    exchanges = kept()
    talk(exchanges, answer({"a": 1}), method="POST", content=b'{"x":1}')
    talk(exchanges, NoAnswer("gone"))
    lost = exchanges.find("", NOW)
    assert lost is not None
    written = archive([Entry("searchOrders", "", found(exchanges)), Entry("getOrder", "1", lost)])
    log = msgspec.json.decode(written)["log"]
    assert (log["version"], set(log["creator"])) == ("1.2", {"name", "version"})
    for entry in log["entries"]:
        assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= set(entry)
        assert entry["time"] == 250 == sum(entry["timings"].values())
        assert datetime.fromisoformat(entry["startedDateTime"]) == NOW
        for side, own in (
            ("request", {"method", "url", "queryString"}),
            ("response", {"status", "statusText", "content", "redirectURL"}),
        ):
            common = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
            assert common | own <= set(entry[side])
        assert {"size", "mimeType"} <= set(entry["response"]["content"])
    asked, unanswered = log["entries"]
    assert asked["request"]["queryString"] == [
        {"name": "marketplaceIds", "value": "A1VC38T7YXB528"}
    ]
    assert asked["request"]["postData"]["text"] == '{"x":1}'
    assert unanswered["response"]["status"] == 0


def test_curl_takes_the_token_from_the_environment_and_quotes_the_rest() -> None:
    exchanges = kept()
    talk(exchanges, answer(), method="PATCH", content=b'{"t":"it\'s $HOME"}')
    words = shlex.split(curl(found(exchanges)))
    assert words[:4] == ["curl", "-X", "PATCH", URL]
    assert "x-amz-access-token: $SP_API_TOKEN" in words
    assert words[-1] == '{"t":"it\'s $HOME"}'
