"""The key that plays the case at hand under two settings and compares what became of the shop."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.worker import get_current_worker

from tui.dialogs.what_if import WhatIfFigures, WhatIfForm
from tui.keys import key
from tui.messages import WhatIfAnswered
from tui.screens.frame import FrameScreen
from tui.words import _

if TYPE_CHECKING:
    from scenarios.turns import Turn
    from scenarios.what_if import Changes


WAITING_S = 600
"""How long it is said that two worlds are lived: until the figures are there."""


class WhatIfKeys(FrameScreen):
    """A screen with a case at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "w",
            "what_if",
            "もしも",
            "方針・安全在庫・処理の間隔を変えた世界と、数字で比べる",
            id="case.what_if",
        ),
    ]

    def turn_at_hand(self) -> "Turn | None":
        """The case, and the policy of the first world."""
        raise NotImplementedError

    def why_not(self, action: str) -> str:
        """Why nothing can be compared."""
        if action == "what_if" and self.turn_at_hand() is None:
            return _("シナリオを選んでください。")
        return super().why_not(action)

    def action_what_if(self) -> None:
        """Ask for the other settings."""
        turn = self.turn_at_hand()
        if turn is None:
            return

        def compare(changes: "Changes | None") -> None:
            if changes is not None:
                self.tell(_("二つの世界を動かしています。"), for_s=WAITING_S)
                self.compare_worlds(turn, changes)

        self.app.push_screen(WhatIfForm(turn.loaded.case.id, turn.policy), compare)

    @work(group="what-if", exclusive=True, thread=True, exit_on_error=False, description="what-if")
    def compare_worlds(self, turn: "Turn", changes: "Changes") -> None:
        """Live both worlds in a process of their own."""
        from scenarios.parallel import apart
        from scenarios.what_if import compared

        worker = get_current_worker()
        job = (turn.loaded.case, turn.policy, changes)
        for both in apart(compared, [job], 1, lambda: worker.is_cancelled):
            self.post_message(WhatIfAnswered(turn, changes, both))

    @on(WhatIfAnswered)
    def show_figures(self, message: WhatIfAnswered) -> None:
        """Show both."""
        from scenarios.what_if_command import label_of

        self.app.clear_notifications()
        head = (message.turn.policy.value, label_of(message.changes, _))
        self.app.push_screen(WhatIfFigures(message.turn.loaded.case.id, head, message.figures))
