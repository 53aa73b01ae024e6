"""The key that saves what was done in a world as a scenario; every screen has it."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from tui.failed import unwritable
from tui.file_places import place_of
from tui.ink import inked
from tui.keys import key
from tui.messages import CommandRefused, ScenarioSaved
from tui.screens.clock_keys import ClockKeys
from tui.words import _

if TYPE_CHECKING:
    from scenarios.world import World
    from tui.dialogs.save_scenario import Saving


TOLD_LONG_S = 15
"""A command is read and typed elsewhere."""


class RecordKeys(ClockKeys):
    """A screen that can write down what was done in the world of its clock."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "S",
            "save_scenario",
            "シナリオとして保存",
            "この世界でしたことを、同じ結果になるシナリオのファイルに保存する",
            id="clock.save",
            show=False,
        ),
    ]

    def why_not(self, action: str) -> str:
        """Why there is nothing to save."""
        if action == "save_scenario" and self.has_clock and not self.clock_of.recorded:
            return _("この世界は記録していません。デモショップの世界は保存できます。")
        return super().why_not(action)

    def action_save_scenario(self) -> None:
        """Ask for title and file, and write."""
        from tui.dialogs.save_scenario import SaveScenarioForm

        def save(saving: "Saving | None") -> None:
            if saving is not None:
                self.save_scenario(saving)

        self.app.push_screen(SaveScenarioForm(self.clock_of.state().now, Path.cwd()), save)

    @work(group="record", exclusive=True, exit_on_error=False, description="record")
    async def save_scenario(self, saving: "Saving") -> None:
        """Write the scenario of this world into its file."""

        from scenarios.script import save, script, unsaid

        async def written(world: "World") -> str:
            return script(world, saving.case_id, saving.title)

        text = await asyncio.wrap_future(self.clock_of.submit(written))
        try:
            await asyncio.to_thread(save, text, saving.path, overwrite=saving.overwrite)
        except OSError as error:
            self.post_message(CommandRefused(unwritable(saving.path, error)))
        else:
            self.post_message(ScenarioSaved(saving.path, unsaid(text)))

    @on(ScenarioSaved)
    def tell_how_to_run(self, message: ScenarioSaved) -> None:
        """Say how to play it again."""
        import shlex

        command = f"renkei run {shlex.quote(str(message.path))}"
        told = _("保存しました。もう一度: {command}").format(command=command)
        if self.app.is_web:
            told = f"{told}\n{place_of(message.path, self.app)}"
        if message.unsaid:
            left_out = _(
                "シナリオの言葉にない操作が{n}件あり、#の行に残しました。同じ結果にはなりません。"
            )
            told = f"{told}\n{left_out.format(n=message.unsaid)}"
        self.notify(inked(told).plain, timeout=TOLD_LONG_S, markup=False)
