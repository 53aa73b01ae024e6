"""Which restricted data tokens Amazon gives (tokens_2021-03-01, Tokens API use case guide)."""

import re
from datetime import timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from simulator.auth import AccessToken, RestrictedResource
from simulator.operations import Call
from simulator.parameters import worded
from simulator.refusal import Refusal

ELEMENTS = frozenset({"buyerInfo", "shippingAddress", "buyerTaxInformation"})
ROLE = "DIRECT_TO_CONSUMER"
_MOST = 50
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Those that name the personal data they want, and those that give all they have.
_BY_ELEMENT = re.compile(r"/orders/v0/orders(/[^/]+(/orderItems)?)?")
_WHOLE = re.compile(
    r"/orders/v0/orders/[^/]+/(address|buyerInfo|orderItems/buyerInfo|regulatedInfo)"
    r"|/reports/2021-06-30/documents/[^/]+"
)


class Resource(Struct):
    method: Literal["GET", "PUT", "POST", "DELETE"]
    path: str
    dataElements: list[str] | None = None


class Wish(Struct):
    restrictedResources: list[Resource]
    targetApplication: str | None = None


def create(call: Call) -> tuple[AccessToken, timedelta]:
    """The token asked for, and how long it lives. Raises a 400 `Refusal`."""
    sim, wish = call.sim, _read(call)
    resources = tuple(_opened(call, one) for one in wish.restrictedResources)
    app_id = wish.targetApplication or call.app.app_id
    if app_id not in sim.world.apps:
        raise worded(call, "text_rdt_denied", reason="no such targetApplication")
    lives = sim.behaviours.duration("access_token_lives")
    token = AccessToken(
        token="Atz.sprdt|" + sim.draw_text("restricted-tokens", _ALPHABET, 120),
        app_id=app_id,
        seller_id=call.seller.seller_id,
        scope=None,
        expires=sim.now + lives,
        restricted=resources,
    )
    sim.tokens.add(token)
    note = f"a restricted data token of {call.seller.seller_id} ends"
    sim.agenda.schedule(token.expires, "access_token_ends", token.token[:24], note)
    return token, lives


def _read(call: Call) -> Wish:
    try:
        wish = msgspec.json.decode(call.request.body, type=Wish)
    except (ValueError, RecursionError) as error:
        raise _invalid(call, str(error)) from None
    if not 1 <= len(wish.restrictedResources) <= _MOST:
        raise _invalid(call, f"restrictedResources: 1 to {_MOST}")
    return wish


def _opened(call: Call, wanted: Resource) -> RestrictedResource:
    elements = tuple(dict.fromkeys(wanted.dataElements or ()))
    if not ELEMENTS.issuperset(elements):
        raise _invalid(call, f"dataElements knows {', '.join(sorted(ELEMENTS))}")
    if wanted.method != "GET":
        raise worded(call, "text_rdt_denied", reason=f"{wanted.method} is not restricted")
    if _WHOLE.fullmatch(wanted.path):
        elements = tuple(sorted(ELEMENTS))
        if ROLE not in call.app.roles:
            raise worded(call, "text_rdt_denied", reason=f"the app has not the role {ROLE}")
    elif not _BY_ELEMENT.fullmatch(wanted.path) or not elements:
        raise worded(call, "text_rdt_denied", reason="no restricted path, or no dataElements")
    elif ROLE not in call.app.roles:
        raise worded(call, "text_rdt_elements", elements=", ".join(elements))
    return RestrictedResource(wanted.method, wanted.path, elements)


def _invalid(call: Call, reason: str) -> Refusal:
    text = call.sim.behaviours.text("text_rdt_invalid")
    return Refusal(400, "InvalidInput", text, reason=reason)
