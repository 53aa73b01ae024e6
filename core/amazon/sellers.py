"""Sellers v1 getAccount: the seller's plan and where he takes part (R01)."""

import msgspec

from core.amazon.call import Call
from core.domain.cleaning import clean
from core.errors import SetAside


class Seller(msgspec.Struct, frozen=True):
    """PROFESSIONAL (大口出品) or INDIVIDUAL (小口出品), and the marketplaces he takes part in."""

    plan: str
    marketplaces: frozenset[str]


class _Wire(msgspec.Struct, rename="camel"):
    pass


class _Marketplace(_Wire):
    id: str = ""


class _Participation(_Wire):
    is_participating: bool = False


class _Entry(_Wire):
    marketplace: _Marketplace
    participation: _Participation


class _Payload(_Wire):
    selling_plan: str = ""
    marketplace_participation_list: list[_Entry] = []


class _Account(_Wire):
    payload: _Payload


_read = msgspec.json.Decoder(_Account).decode


def get_account() -> Call:
    """The seller's account."""
    return Call("getAccount", "GET", "/sellers/v1/account")


def read_seller(body: bytes) -> Seller:
    """Read an answer of getAccount. Raises SetAside."""
    try:
        payload = _read(body).payload
    except msgspec.MsgspecError as error:
        raise SetAside("getAccount", clean(str(error), 200)) from None
    marketplaces = frozenset(
        clean(entry.marketplace.id, 40)
        for entry in payload.marketplace_participation_list
        if entry.participation.is_participating
    )
    return Seller(clean(payload.selling_plan, 40), marketplaces)
