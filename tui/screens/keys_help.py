"""`?`: every key of the screen below, with its sentence, and why it is grey where it is."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.dialog import Dialog
from tui.ink import Ink, fit, inked, lines
from tui.keys import key
from tui.widgets.drawn import Draw, Drawn
from tui.words import N_, _
from tui.wrapping import wrap_content

KEY_CELLS, WORD_CELLS = 12, 18


class KeysHelp(Dialog[None]):
    """A list of keys on top of the screen that they belong to."""

    HELP = N_(
        "この画面で使えるキーの一覧です。かっこ付きは今はできない操作で、右にその理由があります。"
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,question_mark,q,enter", "close", "閉じる", "閉じる", id="keys.close"),
    ]

    def __init__(self, active: Mapping[str, ActiveBinding], displays: Mapping[str, str]) -> None:
        """`displays` says how each key is written."""
        super().__init__()
        self._active = active
        self._displays = displays

    def compose(self) -> ComposeResult:
        """Heading and list."""
        with Vertical(id="form"):
            yield Static(inked(Ink(_("この画面のキー"), "strong")), id="form-title")
            with VerticalScroll(id="keys"):
                yield Drawn(key_list(self._active, self._displays), id="keys-list")
            yield Static(inked(Ink(_("Escで閉じます。↑↓で動かせます。"), "quiet")))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


def key_list(active: Mapping[str, ActiveBinding], displays: Mapping[str, str]) -> Draw:
    """One row per action: its keys, its word, its sentence or the reason why not."""
    rows: dict[str, tuple[dict[str, None], ActiveBinding]] = {}
    for name, binding in active.items():
        if binding.binding.system or not binding.binding.id:
            continue
        # Two keys that are written alike are one for the reader.
        rows.setdefault(binding.binding.action, ({}, binding))[0][displays[name]] = None
    return lambda width: lines(
        *(line for keys, each in rows.values() for line in _row(" ".join(keys), each, width - 2))
    )


def _row(keys: str, active: ActiveBinding, width: int) -> Iterator[Content]:
    """The sentence stays in its own column however many lines it takes."""
    cells = max(KEY_CELLS, cell_len(keys))
    head = inked(
        Ink(fit(keys, cells), "note"),
        " ",
        Ink(fit(active.binding.description, WORD_CELLS), "strong" if active.enabled else "quiet"),
        " ",
    )
    indent = cells + WORD_CELLS + 2
    sentence = inked(Ink(active.tooltip, "" if active.enabled else "warn"))
    first, *rest = wrap_content(sentence, width - indent)
    yield head + first
    for line in rest:
        yield Content(" " * indent) + line
