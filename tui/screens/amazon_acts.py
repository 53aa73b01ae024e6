"""What is done at Amazon's side: in the world's thread, noted there, told in one sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from textual import work

from tui.dialogs.form import Form
from tui.messages import AmazonSideActed, CommandRefused
from tui.screens.frame import FrameScreen

if TYPE_CHECKING:
    from scenarios.world import World

    Act = Callable[[World], Awaitable[object]]

Answer = TypeVar("Answer")


class AmazonActs(FrameScreen):
    """A screen of Amazon's side, in Amazon's colours."""

    def ask(self, form: Form[Answer], act: "Callable[[Answer], Act]", sentence: str) -> None:
        """Show `form` and do what its answer means; `sentence` tells of it."""

        def use(answer: Answer | None) -> None:
            if answer is not None:
                self.act(act(answer), sentence)

        self.app.push_screen(form, use)

    @work(group="amazon-act", exit_on_error=False, description="Amazon")
    async def act(self, act: "Act", sentence: str) -> None:
        """Do it, then say so; the moment before it can be returned to by that sentence."""
        from scenarios.control_line import AmazonSideRefused
        from scenarios.said import say

        told = say("{told}", told=sentence)
        try:
            done = await asyncio.wrap_future(self.session.live.submit(act, before=told))
        except AmazonSideRefused as refused:
            self.post_message(CommandRefused(refused.message))
        else:
            self.post_message(AmazonSideActed(sentence, str(getattr(done, "order_id", ""))))
