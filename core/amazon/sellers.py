"""Sellers v1 getAccount: the plan of the seller (R01)."""

import msgspec

from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.errors import SetAside


class _Payload(msgspec.Struct, rename="camel"):
    selling_plan: str = ""


class _Account(msgspec.Struct):
    payload: _Payload


_read = msgspec.json.Decoder(_Account).decode


def get_account() -> Call:
    """The seller's account."""
    return Call("getAccount", "GET", "/sellers/v1/account")


def read_plan(body: bytes) -> str:
    """PROFESSIONAL (大口出品) or INDIVIDUAL (小口出品). Raises SetAside."""
    try:
        return clean(_read(body).payload.selling_plan, 40)
    except UNREADABLE as error:
        raise SetAside("getAccount", clean(str(error), 200)) from None
