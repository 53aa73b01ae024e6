"""Kinds of words that a scenario may write in a field, each with its bounds.

These are annotations only: the reader checks by them, the JSON Schema is made from them. `names`
ties a word to what it refers to; `defines` says that it is introduced here.
"""

from datetime import timedelta
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

NAMES = "names"
DEFINES = "defines"

_HIDDEN = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
)
"""Characters that a terminal obeys or hides; they have no place in a name."""

_ORDER = Meta(
    title="注文の呼び名、例: A",
    pattern=rf"^[^\s,:{{}}\[\]{_HIDDEN}]{{1,20}}$",
)

NewOrder = Annotated[str, _ORDER, Meta(extra={NAMES: "order", DEFINES: True})]
OrderName = Annotated[str, _ORDER, Meta(extra={NAMES: "order"})]

NewGroup = Annotated[str, _ORDER, Meta(extra={NAMES: "group", DEFINES: True})]
GroupName = Annotated[str, _ORDER, Meta(extra={NAMES: "group"})]

_FAULT = Meta(title="障害の呼び名、例: outage", pattern=rf"^[^\s,:{{}}\[\]{_HIDDEN}]{{1,40}}$")
NewFault = Annotated[str, _FAULT, Meta(extra={NAMES: "fault", DEFINES: True})]
FaultName = Annotated[str, _FAULT, Meta(extra={NAMES: "fault"})]
FaultTarget = Annotated[str, Meta(title="SP-APIの操作か「*」"), Meta(extra={NAMES: "target"})]
BehaviourName = Annotated[str, Meta(title="Amazonのふるまい"), Meta(extra={NAMES: "behaviour"})]

_SKU = Meta(title="Amazon出品者SKU", min_length=1, max_length=40)
NewSku = Annotated[str, _SKU, Meta(extra={NAMES: "sku", DEFINES: True})]
Sku = Annotated[str, _SKU, Meta(extra={NAMES: "sku"})]

_CODE = Meta(
    title="商品コード、半角英数字と「-」「_」", pattern=r"^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$"
)
NewProduct = Annotated[str, _CODE, Meta(extra={NAMES: "product", DEFINES: True})]
ProductCode = Annotated[str, _CODE, Meta(extra={NAMES: "product"})]

Asin = Annotated[str, Meta(title="ASIN、10文字の半角英大文字と数字", pattern=r"^[0-9A-Z]{10}$")]
AnyText = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(min_length=1, max_length=200)]
FILE_CHARS_MAX = 100_000
FileText = Annotated[str, Meta(title="CSVの内容", max_length=FILE_CHARS_MAX)]
Quantity = Annotated[int, Meta(title="数量", ge=1, le=100_000)]
Stock = Annotated[int, Meta(title="在庫数", ge=0, le=1_000_000)]
Yen = Annotated[int, Meta(title="金額（円）", ge=1, le=100_000_000)]
Times = Annotated[int, Meta(title="回数", ge=0, le=1_000_000)]

RuleNumber = Annotated[
    str, Meta(title="規則番号、R01からR45", pattern=r"^R(0[1-9]|[123][0-9]|4[0-5])$")
]
FindingName = Annotated[
    str, Meta(title="お知らせ", description="規則番号か記号"), Meta(extra={NAMES: "finding"})
]
JobLabel = Literal["注文取込", "注文補完", "配送・キャンセル送信", "在庫・価格送信", "見回り"]
Operation = Annotated[str, Meta(title="SP-APIの操作"), Meta(extra={NAMES: "operation"})]

OPERATIONS = (
    "searchOrders",
    "getOrder",
    "confirmShipment",
    "getListingsItem",
    "searchListingsItems",
    "putListingsItem",
    "patchListingsItem",
    "deleteListingsItem",
    "searchCatalogItems",
    "getCatalogItem",
    "createFeedDocument",
    "createFeed",
    "getFeed",
    "getFeedDocument",
    "createReport",
    "getReport",
    "getReportDocument",
    "getAccount",
    "getMarketplaceParticipations",
)
"""Operations whose calls an expectation can count, in Amazon's spelling."""

OTHER_TARGETS = ("*", "token", "uploadDocument", "downloadDocument")
"""What a fault can strike besides operations; `*` is every call."""

DURATION_MAX = timedelta(days=800)


class ClockTime(NamedTuple):
    """A time of day in JST: the next such moment, seen from the step before."""

    hour: int
    minute: int
    second: int
