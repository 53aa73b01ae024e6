"""What the command palette offers, depending on where the person is and what is going on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from tui.screens.frame import FrameScreen
from tui.widgets.masthead import SCREENS
from tui.words import _

if TYPE_CHECKING:
    from tui.app import RenkeiApp


def commands(app: "RenkeiApp", screen: Screen[object]) -> Iterator[SystemCommand]:
    """Screens but the current one, the keys that are possible now, themes, help, quit."""
    for mode, name in SCREENS.items():
        if mode != app.current_mode:
            yield SystemCommand(
                _("{name}へ").format(name=_(name)),
                _("画面「{name}」を開く").format(name=_(name)),
                lambda mode=mode: app.action_show_mode(mode),
            )
    if isinstance(screen, FrameScreen):
        yield from _of_keys(app, screen)
    yield SystemCommand(_("配色"), _("配色を選ぶ"), app.action_change_theme)
    yield SystemCommand(_("キー一覧"), _("この画面のキーを表示する"), app.action_show_keys)
    yield SystemCommand(_("ヘルプ"), _("ヘルプを表示する、または閉じる"), app.action_toggle_help)
    yield SystemCommand(_("終了"), _("renkeiを終了する"), app.action_quit)


def _of_keys(app: "RenkeiApp", screen: FrameScreen) -> Iterator[SystemCommand]:
    """Every enabled key that the screen itself declares, under its word."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.node is not screen or not active.enabled or binding.system:
            continue
        if binding.action in seen:
            continue
        seen.add(binding.action)
        yield SystemCommand(
            binding.description,
            active.tooltip,
            lambda action=binding.action: app.call_later(screen.run_action, action),
        )
