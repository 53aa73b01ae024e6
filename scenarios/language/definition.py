"""The shape of a scenario file: its head, the shop, Amazon, and the steps."""

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct, field

from core.domain.labels import Contract, Policy
from scenarios.language.expectations import Expect
from scenarios.language.shop_verbs import BigShopAct
from scenarios.language.verbs import AmazonAct, Party, ShopAct, Verb, Wait
from scenarios.language.words import (
    AnyText,
    Asin,
    BehaviourName,
    ClockTime,
    NewProduct,
    NewSku,
    RuleNumber,
    Stock,
    Text,
    Yen,
)
from scenarios.language.world_verbs import Setting, WorldAct

Action = AmazonAct | ShopAct | Wait | Expect | BigShopAct | WorldAct

VERBS: dict[str, type[Verb]] = {verb.key: verb for verb in Action.__args__}
"""Every verb by the key that stands in the file."""


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """商品データ連携=連携する: the SKU and ASIN at Amazon that a product goes with."""

    sku: NewSku
    asin: Asin


class Product(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product of the shop."""

    code: NewProduct
    title: Text
    stock: Stock
    price: Yen
    link: Link | None = None


class ManyProducts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Linked products by the thousand: `p-00001` with SKU `P-00001` and so on; Amazon has others.

    `at_amazon` is the quantity that stands there before the first push.
    """

    count: Annotated[int, Meta(title="商品数", ge=1, le=50_000)]
    stock: Stock
    price: Yen
    at_amazon: Stock = 0


class Shop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """makeshop's side at the start.

    `consented_ago` is how long ago the seller consented (R05); `linked: false` leaves the shop
    without a link. With `buyers` names and addresses are asked for and kept (R40).
    `demo` is the shop that the dashboard opens with.
    """

    linked: bool = True
    ready_after: timedelta = timedelta(0)
    consented_ago: timedelta | None = None
    contract: Contract | None = None
    reserve: Stock = 0
    buyers: bool = False
    demo: bool = False
    many: ManyProducts | None = None
    products: tuple[Product, ...] = ()


class Listing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An offer at Amazon at the start.

    A linked product whose SKU is not given here has one that agrees with the shop.
    """

    sku: NewSku
    asin: Asin
    title: Text | None = None
    quantity: Stock
    price: Yen
    fulfilled_by: Party = "MERCHANT"


class Amazon(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Amazon's side at the start; `behaviours` as in control-api.md."""

    listings: tuple[Listing, ...] = ()
    behaviours: dict[BehaviourName, Setting] = field(default_factory=dict)


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step: when, under which policy, and one verb.

    `at` is an instant or a time of day (JST), `after` counts from the step before; with neither the
    step follows at the same instant. In the file the verb stands as a key of its own.
    """

    at: datetime | ClockTime | None = None
    after: timedelta | None = None
    under: Policy | None = None
    note: AnyText = ""
    do: Action
    line: int = 0


class Beginning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an included file may hold: how shop and Amazon begin, for many cases."""

    start: datetime | None = None
    seed: int | None = None
    shop: Shop = Shop()
    amazon: Amazon = Amazon()


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scenario."""

    id: Annotated[
        str,
        Meta(
            title="半角小文字・数字と「-」、例: auto-cancel", pattern=r"^[a-z0-9][a-z0-9-]{0,60}$"
        ),
    ]
    title: Text
    story: Annotated[str, Meta(max_length=2000)] = ""
    rules: tuple[RuleNumber, ...] = ()
    tags: tuple[Text, ...] = ()
    policy: Policy | tuple[Policy, ...] = (Policy.DOCUMENTED, Policy.SAFE)
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 1
    start: datetime
    shop: Shop = Shop()
    amazon: Amazon = Amazon()
    steps: tuple[Step, ...]

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies that the case is played under."""
        return (self.policy,) if isinstance(self.policy, Policy) else self.policy
