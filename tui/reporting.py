"""An application that keeps what a report of its mistakes needs, and leaves in order."""

from collections import deque
from collections.abc import Mapping

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver

from tui.crash import EXIT, keep_report

ACTIONS_KEPT = 30
"""How many of the last actions a report names."""

BUG_TOLD_S = 20


class ReportingApp(App[object]):
    """Leaves after an unexpected error with `crash` set and nothing printed."""

    def __init__(self) -> None:
        super().__init__()
        self.crash: Exception | None = None
        self.actions_done: deque[str] = deque(maxlen=ACTIONS_KEPT)
        self._facts: dict[str, str] = {}

    def get_driver_class(self) -> type[Driver]:
        """Textual's own, but that of a terminal leaves with the terminal."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from tui.terminal_driver import EndingTerminalDriver

        return EndingTerminalDriver

    def _handle_exception(self, error: Exception) -> None:
        """Leave after a mistake of ours, the terminal as it was.

        Textual would print a traceback with variables, and those are people's data.
        """
        self._return_code = EXIT
        if self.crash is None:
            # Later there will be no screens left to name.
            self.crash, self._facts = error, self.facts()
        # Tests that drive the app are told through these.
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def tell_bug(self, error: BaseException) -> None:
        """Write a report of a mistake that the dashboard survives, and say where it is."""
        told = keep_report(error, self.facts(), self.actions_done)
        self.notify(told, severity="error", timeout=BUG_TOLD_S, markup=False)

    def facts(self) -> dict[str, str]:
        """Where the person is, in names of ours; after a crash where he was."""
        return self._facts or {
            "size": f"{self.size.width}x{self.size.height}",
            "theme": self.theme,
            "screens": " ".join(type(screen).__name__ for screen in self.screen_stack),
            "focused": type(self.focused).__name__ if self.screen_stack else "-",
        }

    def is_withheld(self, action: str) -> bool:
        """Whether `action` must not be done here, whatever asks for it."""
        return False

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """As Textual does, but for what is withheld.

        The name is kept for a report, the arguments are not.
        """
        if isinstance(action, str) and self.is_withheld(action):
            return False
        name = action if isinstance(action, str) else action[1]
        self.actions_done.append(name.partition("(")[0])
        return await super().run_action(action, default_namespace, namespaces)
