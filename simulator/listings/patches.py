"""JSON Patch as Listings Items takes it: one operation on one top-level attribute."""

from typing import Literal

from msgspec import Struct

Json = dict[str, object]
Operation = Literal["add", "replace", "merge", "delete"]
_ROOT = "/attributes/"


class Patch(Struct, frozen=True):
    """One operation on one top-level attribute."""

    op: Operation
    path: str
    value: list[Json] = []


def attribute(path: str) -> str:
    """The name in a patch's path."""
    return path.removeprefix(_ROOT)


def fault_of(patch: Patch) -> str | None:
    """Why a patch cannot be read; None = it can."""
    name = attribute(patch.path)
    if name == patch.path or not name or "/" in name:
        return f"path {patch.path!r} is not {_ROOT}<name>"
    if patch.op != "delete" and not patch.value:
        return f"{patch.op} needs a value"
    return None
