"""The dashboard: wires screens, keys and themes to one opened world."""

import signal
from asyncio import get_running_loop
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widget import Widget

from core.errors import RenkeiError
from tui import collecting
from tui.app_keys import app_keys
from tui.commands import OrderCommands, commands
from tui.config import SPEED_MAX, Config
from tui.failed import is_bug, sentence_of
from tui.keys import choose_keys, in_keys
from tui.keys_in_turn import KeysInTurn
from tui.live import ShopClock
from tui.messages import ClockMoved, ClockPaced, OpeningFailed, WorldOpened
from tui.modes import screens_of
from tui.opening import Opening
from tui.reporting import ReportingApp
from tui.screens.frame import FrameScreen
from tui.session import Session
from tui.settings import Settings
from tui.stylesheet import KeptStylesheet
from tui.themes import DEFAULT_THEME, VARIABLE_DEFAULTS, themes
from tui.widgets.masthead import SCREENS
from tui.words import _

if TYPE_CHECKING:
    from tui.linked_shop import LinkedShop
    from tui.live import Live

FIRST_SCREEN = "overview"
NO_CONFIG = Config()
NOTICE_S = 60
"""Why a world stands still is read in peace."""

FAILED = 2
"""Exit code where the world or the books cannot be opened."""


class RenkeiApp(KeysInTurn, ReportingApp):
    """Seven screens over one world."""

    TITLE = "renkei"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/frame.tcss", "styles/table.tcss"]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {OrderCommands}
    BINDINGS: ClassVar[list[BindingType]] = [*app_keys()]

    def __init__(
        self,
        opening: Opening,
        settings: Settings | None = None,
        config: Config = NO_CONFIG,
    ) -> None:
        """Without `settings` nothing is remembered; `config` counts for more than they do."""
        choose_keys(config.keys)
        self._opening = opening
        self._config = config
        self.settings = settings or Settings()
        self.session: Session | None = None
        shop = opening.opened()
        if shop is not None:
            with suppress(RenkeiError):
                # Its first screen is Textual's first too; what fails is told in the usual way.
                self.session = self._session(shop)
                self.DEFAULT_MODE = self._first_mode(self.session)  # type: ignore[misc]
        super().__init__()
        if self.session is not None:
            self._add_modes(self.session)
        self.failure = ""
        self.reopen_in: str | None = None
        self._told_of: BaseException | None = None
        self._advised = ""
        for theme in themes():
            self.register_theme(theme)
        theme_name = config.theme or self.settings.get("theme", str, DEFAULT_THEME)
        self.theme = theme_name if theme_name in self.available_themes else DEFAULT_THEME
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Textual's own themes get our names too."""
        return {**super().get_theme_variable_defaults(), **VARIABLE_DEFAULTS}

    def get_default_screen(self) -> Screen[None]:
        """Until the world is open."""
        from tui.screens.opening import OpeningScreen

        return OpeningScreen(self._opening.sentence)

    def on_mount(self) -> None:
        """Be told when the world is open; a terminal that goes away ends the app in order."""
        for name in ("SIGHUP", "SIGTERM"):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                get_running_loop().add_signal_handler(getattr(signal, name), self.exit)
        self.set_keymap(self._config.keys)
        self.watch(self, "theme", partial(self.settings.put, "theme"), init=False)
        if self.session is None:
            self.wait_for_world()
        else:
            self._take_charge(self.session)

    @work(thread=True, exit_on_error=False, description="opening")
    def wait_for_world(self) -> None:
        """Say that the world is open, or why it is not."""
        try:
            live = self._opening.live.result()
        except Exception as error:
            self.post_message(OpeningFailed(error))
        else:
            self.post_message(WorldOpened(live))

    @on(WorldOpened)
    async def show_world(self, message: WorldOpened) -> None:
        """Make the screens and show the first one."""
        try:
            self.session = self._session(message.shop)
        except RenkeiError as error:
            self.post_message(OpeningFailed(error))
            return
        self._add_modes(self.session)
        self._take_charge(self.session)
        await self.switch_mode(self._first_mode(self.session))

    def _session(self, shop: "Live | LinkedShop") -> Session:
        """Open the books for reading. Raises RenkeiError."""
        return Session(shop, scripted=self._opening.stopped is not None)

    def _first_mode(self, session: Session) -> str:
        """The screen in which the person was last, if this shop has it."""
        mode = self.settings.get("screen", str, FIRST_SCREEN)
        return mode if mode in session.modes else FIRST_SCREEN

    def _add_modes(self, session: Session) -> None:
        for mode, make in screens_of(session, self._opening.stopped).items():
            self.add_mode(mode, make)

    def _take_charge(self, session: Session) -> None:
        """Guard the shop or set the clock's speed, and say what is to be said at the start."""
        speed = self._config.speed or self.settings.get("speed", float, 0.0)
        if session.linked is not None:
            from tui.live_guard import stand_guard

            stand_guard(self, session)
        elif 0 < speed <= SPEED_MAX:
            session.live.set_speed(speed)
        self.call_after_refresh(self._go_on, session)
        if self.settings.complaint:
            self.notify(self.settings.complaint, severity="warning", markup=False)
        if notice := self._opening.notice:
            self.notify(notice, severity="error", timeout=NOTICE_S, markup=False)

    def _go_on(self, session: Session) -> None:
        """Begin what would only have kept the first screen from being shown."""
        collecting.go_on()
        if session.linked is not None:
            session.linked.start()

    @on(ClockPaced)
    def remember_speed(self, message: ClockPaced) -> None:
        """The next start runs at this speed."""
        self.settings.put("speed", message.speed)

    @on(ClockMoved)
    def look_after_world(self, message: ClockMoved) -> None:
        """Tell once of each failure of what works beside us, and of what a person has to mend."""
        advice = message.state.advice if isinstance(message.state, ShopClock) else ""
        if advice and advice != self._advised:
            self.notify(advice, severity="warning", timeout=NOTICE_S, markup=False)
        self._advised = advice
        failure = self.session.failure if self.session is not None else None
        if failure is not None and failure is not self._told_of and is_bug(failure):
            self._told_of = failure
            self.tell_bug(failure)

    @on(OpeningFailed)
    def give_up(self, message: OpeningFailed) -> None:
        """Leave; the sentence is said on the plain terminal."""
        if is_bug(message.error):
            self._handle_exception(message.error)
            return
        self.failure = sentence_of(message.error)
        self.exit(FAILED, return_code=FAILED)

    @property
    def modes(self) -> dict[str, str]:
        """The screens that there are, in the order of their number keys, each with its name."""
        return self.session.modes if self.session is not None else SCREENS

    def is_withheld(self, action: str) -> bool:
        """Whether the shop in front is read only and `action` is that of a key that writes."""
        front = self.screen_stack[-1] if self.screen_stack else None
        return isinstance(front, FrameScreen) and front.is_withheld(action)

    def close_session(self) -> None:
        """Let go of the books."""
        if self.session is not None:
            self.session.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the screen in front is grey; before the world is open all are."""
        if action == "show_mode":
            if self.session is None or parameters[0] not in self.modes:
                return False
            there = parameters == (self.current_mode,) and len(self.screen_stack) == 1
            return None if there else True
        return super().check_action(action, parameters)

    async def action_show_mode(self, mode: str) -> None:
        """Go to another screen, or from what lies above this one back to it."""
        if mode == self.current_mode:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
        await self.switch_mode(mode)
        self.settings.put("screen", mode)

    def action_show_keys(self) -> None:
        """All keys of the screen in front."""
        from tui.screens.keys_help import KeysHelp

        active = self.screen.active_bindings
        displays = {name: self.get_key_display(each.binding) for name, each in active.items()}
        self.push_screen(KeysHelp(active, displays))

    def action_jump(self) -> None:
        """Put a sign on everything that can be jumped to; a second time takes them off."""
        from tui.dialogs.jump import JumpScreen, targets_of

        below = self.screen
        if isinstance(below, JumpScreen):
            below.dismiss(None)
            return

        async def go(to: Widget | str | None) -> None:
            if isinstance(to, str):
                await self.run_action(f"show_mode('{to}')")
            elif to is not None:
                below.set_focus(to)

        self.push_screen(JumpScreen(list(targets_of(below))), go)

    def action_toggle_help(self) -> None:
        """Help of what is focused, beside the screen."""
        from tui.help_panel import WordsHelpPanel

        panels = self.screen.query(WordsHelpPanel)
        if panels:
            panels.remove()
        else:
            self.screen.mount(WordsHelpPanel())

    def action_command_palette(self) -> None:
        """Search all that can be done here."""
        if self.session is not None and not CommandPalette.is_open(self):
            from tui.palette import Palette

            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What can be done here and now."""
        yield from commands(self, screen)

    async def action_quit(self) -> None:
        """Leave, after a question where something runs; asked for a second time, leave at once."""
        from tui.dialogs.quit import QuitForm
        from tui.under_way import under_way

        running = list(under_way(self, self.session))
        if not running or isinstance(self.screen, QuitForm):
            self.exit()
            return

        def leave(sure: bool | None) -> None:
            if sure:
                self.exit()

        self.push_screen(QuitForm(running), leave)

    def action_speak(self, language: str) -> None:
        """Leave, to be opened again in another language on the same world."""
        self.settings.put("language", language)
        self.reopen_in = language
        self.exit()

    def action_help_quit(self) -> None:
        """ctrl+c: say how to leave."""
        self.notify(in_keys(_("終了は {app.quit} です。")), markup=False)
