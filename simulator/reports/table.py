"""A report as a file: lines of cells between tabs, in the encoding of Japan."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from simulator.simulation import Simulation

_BREAKS = str.maketrans({"\t": " ", "\r": " ", "\n": " "})
_CHARSETS = {"cp932": "Shift_JIS", "utf-8": "UTF-8"}


class Sheet(Struct, frozen=True):
    """The content of a report document, and its media type."""

    content: bytes
    content_type: str


def sheet(sim: Simulation, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet | None:
    """A table with its header; None = there is no row, and so no report.

    A letter that the encoding lacks becomes `?`.
    """
    lines = ["\t".join(cell.translate(_BREAKS) for cell in row) for row in rows]
    if not lines:
        return None
    return text_sheet(sim, "".join(f"{line}\r\n" for line in ("\t".join(header), *lines)))


def text_sheet(sim: Simulation, text: str) -> Sheet:
    encoding = sim.behaviours.text("report_encoding")
    content_type = f"text/plain; charset={_CHARSETS[encoding]}"
    return Sheet(text.encode(encoding, "replace"), content_type)
