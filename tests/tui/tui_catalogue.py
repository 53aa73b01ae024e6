"""The English catalogue: what must be in it, and how it is written.

Run as a program it brings `tui/locale` up to date: new sentences come in without a translation,
unused ones go, and the compiled file is written.
"""

import ast
import gettext
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from core.domain.findings import Finding
from core.domain.jobs import EVERY
from core.domain.refusals import Refusal
from core.views.timeline import TEMPLATES

ROOT = Path(__file__).parents[2]
PO = ROOT / "tui" / "locale" / "en" / "LC_MESSAGES" / "renkei.po"
MO = PO.with_suffix(".mo")
MARKING = {"_": (0,), "N_": (0,), "say": (0,), "key": (2, 3)}
SAYING = dict.fromkeys(
    ("Sentence", "BooksBusy", "BooksUnusable", "VaultUnusable", "Wrong"), (0,)
) | {"Undecodable": (1,)}
"""Functions whose arguments are message ids, and which of them: on screen, and in core."""


def sentences() -> dict[str, str]:
    """Every message id with the place where it stands first."""
    found: dict[str, str] = {}
    for folder, marking in (("tui", MARKING), ("scenarios", MARKING | SAYING), ("core", SAYING)):
        for sentence, place in _from_code(folder, marking):
            found.setdefault(sentence, place)
    words = (*_from_table("scenarios/happenings.py"), *_from_titles("scenarios/language"))
    for sentence, place in (*words, *_from_core()):
        found.setdefault(sentence, place)
    return found


def _from_code(folder: str, marking: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """Texts inside marking calls, those within f-strings included, which Babel does not see."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for place in marking.get(node.func.id, ()):
                    if place < len(node.args):
                        for sentence in _japanese(node.args[place]):
                            yield sentence, str(path.relative_to(ROOT))


def _japanese(node: ast.expr) -> Iterator[str]:
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and any(ord(character) > 0x7F for character in text):
        yield text


def _from_table(name: str) -> Iterator[tuple[str, str]]:
    """Sentences that stand in a table rather than in a call: Japanese text that is no docstring."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for value in node.values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value, name


def _from_titles(folder: str) -> Iterator[tuple[str, str]]:
    """What may stand in a field of a scenario, for the message that something else does."""
    for path in sorted((ROOT / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Meta":
                for given in node.keywords:
                    if given.arg == "title":
                        for sentence in _japanese(given.value):
                            yield sentence, str(path.relative_to(ROOT))


def _from_core() -> Iterator[tuple[str, str]]:
    for refusal in Refusal:
        yield refusal.value, "core/domain/refusals.py"
    for finding in Finding:
        yield finding.value.text, "core/domain/findings.py"
        yield finding.value.advice, "core/domain/findings.py"
    for template in TEMPLATES:
        yield template, "core/views/timeline.py"
    for job in EVERY.values():
        yield job.label, "core/sync"
    for party in ("購入者", "出品者"):
        yield party, "core/views/timeline.py"


def translations() -> dict[str, str]:
    """What the catalogue says."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en", domain="renkei")
    return {str(entry.id): str(entry.string) for entry in catalog if entry.id}


def compiled() -> dict[str, str]:
    """What the compiled form says."""
    with MO.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    return {sentence: spoken.gettext(sentence) for sentence in translations()}


def _compile() -> None:
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en", domain="renkei")
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with MO.open("wb") as file:
        write_mo(file, catalog)


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
    _compile()


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
