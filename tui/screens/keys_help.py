"""`?`: every key of the screen below, with its sentence, and why it is grey where it is."""

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.ink import Ink, fit, inked, lines
from tui.keys import key
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _

KEY_CELLS, WORD_CELLS = 12, 18


class KeysHelp(ModalScreen[None]):
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
                yield Drawn(prose(key_list(self._active, self._displays)), id="keys-list")
            yield Static(inked(Ink(_("Escで閉じます。↑↓で動かせます。"), "quiet")))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


def key_list(active: Mapping[str, ActiveBinding], displays: Mapping[str, str]) -> Content:
    """One line per action: its keys, its word, its sentence or the reason why not."""
    rows: dict[str, tuple[list[str], ActiveBinding]] = {}
    for name, binding in active.items():
        if binding.binding.system or not binding.binding.id:
            continue
        rows.setdefault(binding.binding.action, ([], binding))[0].append(displays[name])
    return lines(*(_line(" ".join(keys), binding) for keys, binding in rows.values()))


def _line(keys: str, active: ActiveBinding) -> Content:
    cells = max(KEY_CELLS, cell_len(keys))
    return inked(
        Ink(fit(keys, cells), "note"),
        " ",
        Ink(fit(active.binding.description, WORD_CELLS), "strong" if active.enabled else "quiet"),
        " ",
        Ink(active.tooltip, "" if active.enabled else "warn"),
    )
