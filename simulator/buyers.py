"""Japanese buyers, each a pure function of the seed and the order's id.

Faker's tables are drawn from directly: importing them costs a quarter of a second, so that
happens when the first buyer is asked for.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b

from msgspec import Struct

from simulator.streams import Streams
from simulator.world.records import Order

_MARKER_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_MAIL_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
MAIL_DOMAIN = "marketplace.amazon.co.jp"


class Person(Struct, frozen=True):
    """All that a seller may ever learn of a buyer."""

    name: str
    email: str
    postal_code: str
    state: str
    city: str
    line1: str
    line2: str
    line3: str
    phone: str


class _Tables(Struct, frozen=True):
    last_names: Sequence[str]
    first_names: Sequence[str]
    states: Sequence[str]
    cities: Sequence[str]
    towns: Sequence[str]
    buildings: Sequence[str]


@cache
def _tables() -> _Tables:
    from faker.providers.address.ja_JP import Provider as Address
    from faker.providers.person.ja_JP import Provider as Name

    return _Tables(
        tuple(Name.last_names),
        tuple(Name.first_names),
        tuple(Address.prefectures),
        tuple(Address.cities),
        tuple(Address.towns),
        tuple(Address.building_names),
    )


def marker(seed: int, order_id: str) -> str:
    """The letters that stand in every personal field of this order's buyer, and nowhere else."""
    digest = blake2b(f"{seed}/marker/{order_id}".encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(_MARKER_ALPHABET))
        letters.append(_MARKER_ALPHABET[rest])
    return "".join(letters)


def buyer_of(streams: Streams, order: Order, *, marked: bool) -> Person:
    """The buyer of an order: what the caller gave, the rest drawn."""
    drawn = _draw(streams.seed, order.order_id, marked)
    given = order.buyer
    if given is None:
        return drawn
    return Person(
        given.name or drawn.name,
        given.email or drawn.email,
        given.postal_code or drawn.postal_code,
        given.state or drawn.state,
        given.city or drawn.city,
        given.line1 or drawn.line1,
        given.line2 if given.line2 is not None else drawn.line2,
        given.line3 if given.line3 is not None else drawn.line3,
        given.phone or drawn.phone,
    )


@lru_cache(maxsize=4096)
def _draw(seed: int, order_id: str, marked: bool) -> Person:
    dice, tables = _Dice(f"{seed}/buyer/{order_id}"), _tables()
    sign = marker(seed, order_id) if marked else ""
    town = f"{dice.one_of(tables.towns)}{1 + dice.below(30)}-{1 + dice.below(20)}"
    room = f"{dice.one_of(tables.buildings)}{101 + dice.below(1104)}"
    return Person(
        name=f"{dice.one_of(tables.last_names)} {dice.one_of(tables.first_names)}{sign}",
        email=f"{sign.lower()}{dice.letters(15 - len(sign))}@{MAIL_DOMAIN}",
        postal_code=f"{100 + dice.below(900)}-{dice.four_digits()}",
        state=dice.one_of(tables.states),
        city=dice.one_of(tables.cities),
        line1=f"{town}{sign and ' ' + sign}",
        line2=f"{room}{sign and ' ' + sign}",
        line3="",
        phone=f"0{dice.one_of('789')}0-{dice.four_digits()}-{dice.four_digits()}",
    )


class _Dice:
    """Draws out of one digest: a page has hundreds of buyers, and a `Random` takes ten times as
    long to be seeded as to be asked."""

    __slots__ = ("_left",)

    def __init__(self, seed: str) -> None:
        self._left = int.from_bytes(blake2b(seed.encode(), digest_size=64).digest(), "big")

    def below(self, count: int) -> int:
        self._left, drawn = divmod(self._left, count)
        return drawn

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[self.below(len(choices))]

    def four_digits(self) -> str:
        return f"{self.below(10_000):04d}"

    def letters(self, count: int) -> str:
        return "".join([self.one_of(_MAIL_ALPHABET) for _ in range(count)])
