"""The English catalogue: what must be in it, and how it is written.

Run as a program it brings `tui/locale` up to date: new sentences come in without a translation,
unused ones go, and the compiled file is written.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.domain.findings import Finding
from core.domain.refusals import Refusal
from core.sync.engine import JOBS
from core.views.timeline import TEMPLATES

ROOT = Path(__file__).parents[2]
PO = ROOT / "tui" / "locale" / "en" / "LC_MESSAGES" / "renkei.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "say": None, "key": (3, 4)}


def sentences() -> dict[str, str]:
    """Every message id with the place where it stands first."""
    found: dict[str, str] = {}
    for folder in ("tui", "scenarios"):
        for sentence, place in _from_code(folder):
            found.setdefault(sentence, place)
    for sentence, place in _from_core():
        found.setdefault(sentence, place)
    return found


def _from_code(folder: str) -> Iterator[tuple[str, str]]:
    for name, _line, sentence, _comments, _context in extract_from_dir(
        str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS
    ):
        for each in sentence if isinstance(sentence, tuple) else (sentence,):
            if each and any(ord(character) > 0x7F for character in each):
                yield each, f"{folder}/{name}"


def _from_core() -> Iterator[tuple[str, str]]:
    for refusal in Refusal:
        yield refusal.value, "core/domain/refusals.py"
    for finding in Finding:
        yield finding.value.text, "core/domain/findings.py"
        yield finding.value.advice, "core/domain/findings.py"
    for template in TEMPLATES:
        yield template, "core/views/timeline.py"
    for job in JOBS.values():
        yield job.label, "core/sync"


def translations() -> dict[str, str]:
    """What the catalogue says."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en", domain="renkei")
    return {str(entry.id): str(entry.string) for entry in catalog if entry.id}


def compiled() -> bytes:
    """The compiled form of the catalogue."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en", domain="renkei")
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(new: dict[str, str]) -> None:
    """Write the catalogue anew with the translations that there are and `new` ones."""
    known = translations() if PO.exists() else {}
    known |= {sentence: words for sentence, words in new.items() if words}
    catalog = Catalog(locale="en", domain="renkei", fuzzy=False, header_comment="# renkei")
    for sentence, place in sorted(sentences().items(), key=lambda item: (item[1], item[0])):
        catalog.add(sentence, known.get(sentence, ""), locations=[(place, None)])
    PO.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=96, omit_header=True)
    PO.write_bytes(HEADER + buffer.getvalue())
    MO.write_bytes(compiled())


HEADER = b"""# English words around the labels of renkei.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"

"""

if __name__ == "__main__":
    import sys

    update(json.load(sys.stdin) if not sys.stdin.isatty() else {})
    missing = [sentence for sentence, words in translations().items() if not words]
    print(json.dumps(dict.fromkeys(missing, ""), ensure_ascii=False, indent=1))
