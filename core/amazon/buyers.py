"""The personal part of an order's payload (`buyer`, `recipient`), read leniently (R40).

What is missing, misspelt or of a wrong type is simply not there: a buyer that cannot be read must
not set his order aside, and no error may quote him.
"""

import msgspec

from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.domain.person import Person

_FIELD_MAX = 300
_LINES = ("addressLine1", "addressLine2", "addressLine3")

_Object = dict[str, object]
_read = msgspec.json.Decoder(_Object).decode


def read_person(buyer: bytes | msgspec.Raw, recipient: bytes | msgspec.Raw) -> Person | None:
    """The person in an order's `buyer` and `recipient`, both JSON or empty; None if nobody is."""
    told = _object(buyer)
    address = _inner(_object(recipient), "deliveryAddress")
    person = Person(
        name=_text(told, "buyerName"),
        email=_text(told, "buyerEmail"),
        phone=_text(address, "phone"),
        postal_code=_text(address, "postalCode"),
        state=_text(address, "stateOrRegion"),
        city=_text(address, "city"),
        line1=_text(address, _LINES[0]),
        line2=_text(address, _LINES[1]),
        line3=_text(address, _LINES[2]),
        recipient=_text(address, "name"),
    )
    return None if person == _NOBODY else person


_NOBODY = Person()


def _object(raw: bytes | msgspec.Raw) -> _Object:
    if not bytes(raw):
        return {}
    try:
        return _read(raw)
    except UNREADABLE:
        return {}


def _inner(of: _Object, name: str) -> _Object:
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def _text(of: _Object, name: str) -> str:
    value = of.get(name)
    return clean(value, _FIELD_MAX).strip() if isinstance(value, str) else ""
