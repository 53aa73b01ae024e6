"""What Amazon finds wrong with a listing change: issues that come with HTTP 200.

The words are behaviours named `issue_<code>`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET, Struct, UnsetType

from simulator.listings.offer import AVAILABILITY, CHANNEL, OFFER, is_business, price_of
from simulator.listings.patches import Json, Patch, attribute
from simulator.product_types.known import GENERIC, IDENTIFIERS, REQUIRED, TYPES, Requirements
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, MERCHANT_CHANNEL

CHANNELS = frozenset({MERCHANT_CHANNEL, AMAZON_CHANNEL})
QUANTITY_LIMIT = 10**9
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class Issue(Struct, frozen=True, rename="camel"):
    """An issue as the API shows it."""

    code: str
    message: str
    severity: str
    categories: tuple[str, ...] = ()
    attribute_names: tuple[str, ...] | UnsetType = UNSET
    enforcements: Json | UnsetType = UNSET


def issue(
    sim: Simulation,
    code: str,
    name: str = "",
    category: str = "INVALID_ATTRIBUTE",
    **values: str,
) -> Issue:
    """An error of that code about the attribute `name`."""
    text = sim.behaviours.text(f"issue_{code}").replace("{name}", name)
    text = text.replace("{label}", name.replace("_", " ").title())
    for key, value in values.items():
        text = text.replace("{" + key + "}", value[:100])
    names = (name,) if name else UNSET
    return Issue(code, text, "ERROR", (category,) if category else (), names)


def of_patches(sim: Simulation, patches: Sequence[Patch]) -> list[Issue]:
    """What is wrong with the patches; empty = nothing."""
    found: list[Issue] = []
    for patch in patches:
        name = attribute(patch.path)
        if patch.op == "delete" and name != AVAILABILITY:
            found += [] if _ATTRIBUTE.fullmatch(name) else [issue(sim, "90000900", name)]
        else:
            found += _of_values(sim, name, patch.value)
    return found


def of_put(
    sim: Simulation,
    product_type: str,
    requirements: Requirements,
    attributes: Mapping[str, object],
) -> list[Issue]:
    """What is wrong with a whole listing; empty = nothing."""
    if product_type not in TYPES:
        return [issue(sim, "4000003", category="")]
    if product_type == GENERIC and requirements != "LISTING_OFFER_ONLY":
        return [issue(sim, "4000004", category="")]
    found: list[Issue] = []
    for name, value in attributes.items():
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            found.append(issue(sim, "4000001", name))
        else:
            found += _of_values(sim, name, value)
    for name in missing(requirements, attributes):
        found.append(issue(sim, "90220", name, "MISSING_ATTRIBUTE"))
    found += _of_identifier(sim, attributes)
    return found


def missing(requirements: Requirements, attributes: Mapping[str, object]) -> list[str]:
    """The required attributes that are not there; an offer needs to say of what."""
    names = [name for name in REQUIRED[requirements] if name not in attributes]
    if requirements == "LISTING_OFFER_ONLY" and not any(n in attributes for n in IDENTIFIERS):
        names.append(IDENTIFIERS[0])
    return names


def _of_identifier(sim: Simulation, attributes: Mapping[str, object]) -> list[Issue]:
    """The ASIN that is suggested must be one."""
    name = IDENTIFIERS[0]
    asin = first_value(attributes.get(name))
    if name in attributes and asin not in sim.world.catalog:
        return [issue(sim, "8105", name)]
    return []


def first_value(value: object) -> str:
    """The text of `[{"value": text}]`; empty when it is not there."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return str(value[0].get("value", ""))
    return ""


def _of_values(sim: Simulation, name: str, entries: Iterable[Json]) -> list[Issue]:
    if not _ATTRIBUTE.fullmatch(name):
        return [issue(sim, "90000900", name)]
    if name == AVAILABILITY:
        return [found for entry in entries for found in _of_availability(sim, entry)]
    if name == OFFER:
        return [found for entry in entries for found in _of_offer(sim, entry)]
    return []


def _of_availability(sim: Simulation, entry: Json) -> list[Issue]:
    code, quantity = entry.get(CHANNEL), entry.get("quantity", 0)
    if code is None or code == "":
        return [issue(sim, "99022", AVAILABILITY, field=CHANNEL)]
    if code not in CHANNELS:
        return [issue(sim, "4000001", AVAILABILITY)]
    if isinstance(quantity, int) and not isinstance(quantity, bool):
        return [] if 0 <= quantity < QUANTITY_LIMIT else [issue(sim, "4000001", AVAILABILITY)]
    return [issue(sim, "4000001", AVAILABILITY)]


def _of_offer(sim: Simulation, entry: Json) -> list[Issue]:
    if is_business(entry):
        return []
    if entry.get("currency", "JPY") == "JPY" and price_of(entry) is not None:
        return []
    return [issue(sim, "4000001", OFFER, "INVALID_PRICE")]
