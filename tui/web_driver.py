"""Textual's driver for the browser, which ends the dashboard when nobody is there any more."""

from textual import messages
from textual.drivers.web_driver import WebDriver


class EndingWebDriver(WebDriver):
    """Leaves in order where the server that holds the other end has gone, killed ones included."""

    def run_input_thread(self) -> None:
        """Pass on what comes in; its end is the end of the dashboard."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())

    def write(self, data: str) -> None:
        """Send to the browser; what nobody takes is dropped."""
        try:
            super().write(data)
        except BrokenPipeError:
            self.exit_event.set()

    def write_meta(self, data: dict[str, object]) -> None:
        """Say something about the session; what nobody takes is dropped."""
        try:
            super().write_meta(data)
        except BrokenPipeError:
            self.exit_event.set()
