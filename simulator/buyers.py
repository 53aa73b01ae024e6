"""Japanese buyers, each a pure function of the seed and the order's id.

Faker's tables are drawn from directly: importing them costs a quarter of a second, so that
happens when the first buyer is asked for.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from struct import unpack

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
    (number,) = unpack("<Q", blake2b(f"{seed}/marker/{order_id}".encode(), digest_size=8).digest())
    return _letters(_MARKER_ALPHABET, number, 8)


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
    """Out of one digest: a page has a hundred buyers, and a `Random` takes as long as a page of
    them to be seeded."""
    digest = blake2b(f"{seed}/buyer/{order_id}".encode(), digest_size=64).digest()
    name, state, city, town, house, post, phone, mail = unpack("<8Q", digest)
    tables, sign = _tables(), marker(seed, order_id) if marked else ""
    mark = sign and " " + sign
    return Person(
        name=f"{_one(tables.last_names, name)} {_one(tables.first_names, name >> 32)}{sign}",
        email=f"{sign.lower()}{_letters(_MAIL_ALPHABET, mail, 15 - len(sign))}@{MAIL_DOMAIN}",
        postal_code=f"{100 + post % 900}-{(post >> 32) % 10_000:04d}",
        state=_one(tables.states, state),
        city=_one(tables.cities, city),
        line1=f"{_one(tables.towns, town)}{1 + house % 30}-{1 + (house >> 16) % 20}{mark}",
        line2=f"{_one(tables.buildings, town >> 32)}{101 + (house >> 32) % 1104}{mark}",
        line3="",
        phone=f"0{7 + phone % 3}0-{(phone >> 16) % 10_000:04d}-{(phone >> 40) % 10_000:04d}",
    )


def _one(choices: Sequence[str], number: int) -> str:
    return choices[number % len(choices)]


def _letters(alphabet: str, number: int, count: int) -> str:
    """The lowest digits of a number, in a system of letters."""
    letters = []
    for _ in range(count):
        number, digit = divmod(number, len(alphabet))
        letters.append(alphabet[digit])
    return "".join(letters)
