"""What the command palette offers, depending on where the person is and what is going on."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand
from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.markup import escape
from textual.screen import Screen

from core.views.rows import OrderFilter
from tui.ink import inked
from tui.messages import CommandRefused
from tui.screens.frame import FrameScreen
from tui.themes import themes
from tui.words import LANGUAGES, _, spoken

if TYPE_CHECKING:
    from tui.app import RenkeiApp

ORDERS_OFFERED = 8
LETTERS_LEAST = 3
"""Fewer letters of an order number find too many."""

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def commands(app: "RenkeiApp", screen: Screen[object]) -> Iterator[SystemCommand]:
    """Screens but the current one, everything that has a key here, choices, help, quit."""
    for mode, name in app.modes.items():
        if mode != app.current_mode:
            yield SystemCommand(
                _("{name}へ").format(name=_(name)),
                _("画面「{name}」を開く").format(name=_(name)),
                partial(app.action_show_mode, mode),
            )
    if isinstance(screen, FrameScreen):
        yield from _of_keys(app, screen)
    for theme in themes():
        if theme.name != app.theme:
            yield SystemCommand(
                _("配色: {name}").format(name=theme.name),
                _("この配色に変える"),
                partial(setattr, app, "theme", theme.name),
            )
    yield SystemCommand(_("配色"), _("配色を選ぶ"), app.action_change_theme)
    for language in LANGUAGES:
        if language != spoken():
            yield SystemCommand(
                _("言葉: {name}").format(name=LANGUAGE_NAMES[language]),
                _("この言葉で開き直す。世界はそのまま続きます。"),
                partial(app.action_speak, language),
            )
    yield SystemCommand(_("キー一覧"), _("この画面のキーを表示する"), app.action_show_keys)
    yield SystemCommand(_("ヘルプ"), _("ヘルプを表示する、または閉じる"), app.action_toggle_help)
    yield SystemCommand(_("移動"), _("文字を押して表や欄へ移る"), app.action_jump)
    yield SystemCommand(_("終了"), _("renkeiを終了する"), app.action_quit)


def _of_keys(app: "RenkeiApp", screen: FrameScreen) -> Iterator[SystemCommand]:
    """What has a key on this screen or where the focus is; what is greyed says why."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.node is app or binding.system or str(binding.id) in seen:
            continue
        seen.add(str(binding.id))
        yield SystemCommand(
            f"{binding.description}  {app.get_key_display(binding)}",
            escape(active.tooltip),
            partial(_press, app, screen, active),
            # What cannot be done is found by its name, and does not stand in the way.
            discover=active.enabled,
        )


def _press(app: "RenkeiApp", screen: FrameScreen, active: ActiveBinding) -> None:
    """What the key would do, once the palette is gone."""
    if active.enabled:
        app.call_later(app.run_action, active.binding.action, active.node)
    else:
        screen.post_message(CommandRefused(active.tooltip))


class Recent(DiscoveryHit):
    """What was looked at lately stands before what can be done."""

    @property
    def score(self) -> float:
        """Above all others."""
        return 1.0


class OrderCommands(Provider):
    """Orders by number, and without a number those looked at lately."""

    def _frame(self) -> FrameScreen | None:
        app = cast("RenkeiApp", self.app)
        ready = app.session is not None and isinstance(self.screen, FrameScreen)
        return cast(FrameScreen, self.screen) if ready else None

    async def discover(self) -> Hits:
        """Those looked at lately, the last first."""
        frame = self._frame()
        for order_id in reversed(frame.session.looked_at if frame else ()):
            assert frame is not None
            words = _words(order_id)
            yield Recent(
                inked(words), partial(frame.open_order, order_id), words, _("最近開いた注文")
            )

    async def search(self, query: str) -> Hits:
        """Those whose number has `query` in it."""
        frame, wanted = self._frame(), query.strip()
        if frame is None or len(wanted) < LETTERS_LEAST or not any(map(str.isdigit, wanted)):
            return
        for row in frame.session.views.orders(OrderFilter(text=wanted), limit=ORDERS_OFFERED).rows:
            if wanted in row.order_id:
                words = f"{_words(row.order_id)}  {row.payment_status.value}"
                open_it = partial(frame.open_order, row.order_id)
                yield Hit(1.0, inked(words), open_it, words, row.handling.value)


def _words(order_id: str) -> str:
    return _("注文を開く: {order}").format(order=order_id)
