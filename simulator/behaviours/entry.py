"""What an entry of the behaviour registry says."""

from typing import Literal

from msgspec import Struct

Value = str | int | bool | None
Provenance = Literal["documented", "reported", "assumed"]


class Behaviour(Struct, frozen=True):
    """One belief: `value` in force, `alternatives` that may replace it, and where it comes from.

    Durations are ISO-8601 text. Empty `alternatives` mean any value of the same kind.
    """

    name: str
    value: Value
    alternatives: tuple[Value, ...]
    provenance: Provenance
    source: str
    about: str


class InForce(Behaviour, frozen=True):
    """A belief as it stands now: `value` may have been set, `default` is what it was before."""

    default: Value
