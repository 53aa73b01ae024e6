"""Keys that play cases beside the screen, in processes of their own, while keys are answered."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.worker import Worker, get_current_worker

from tui.keys import in_keys, key
from tui.messages import RunEnded, TurnPlayed
from tui.screens.frame import FrameScreen
from tui.shelf import CaseFile, Results, TurnKey, turn_key
from tui.words import _

if TYPE_CHECKING:
    from scenarios.turns import Turn
    from tui.session import Session


class RunKeys(FrameScreen):
    """A list of cases that can be played without looking on; `results` keeps what came of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "r", "run_pointed", "実行する", "選んだシナリオを裏で最後まで実行する", id="run.pointed"
        ),
        key(
            "R",
            "run_shown",
            "すべて実行",
            "表示中のシナリオをすべて裏で実行する",
            id="run.shown",
        ),
        key("x", "stop_run", "中止", "裏の実行を中止する", id="run.stop", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self.results = Results()
        self.waiting: set[TurnKey] = set()
        self._done = 0
        self._failed = 0
        self._runs = 0
        self._run: Worker[None] | None = None

    def files_shown(self) -> Sequence[CaseFile]:
        """What `R` plays."""
        raise NotImplementedError

    def file_pointed(self) -> CaseFile | None:
        """What `r` plays."""
        raise NotImplementedError

    @property
    def run_words(self) -> str:
        """How far the run is, or how it ended; empty before the first."""
        done, failed = self._done, self._failed
        if self.waiting:
            told = in_keys(_("実行中 {done}/{of}、失敗 {failed}件（{run.stop} で中止）"))
            return told.format(done=done, of=done + len(self.waiting), failed=failed)
        if not done:
            return ""
        return _("成功 {passed}件、失敗 {failed}件").format(passed=done - failed, failed=failed)

    def running(self) -> str:
        """Cases that are played beside the screen."""
        return _("シナリオの実行") if self.waiting else ""

    def why_not(self, action: str) -> str:
        """Why there is nothing to run or to stop."""
        running = bool(self.waiting)
        match action:
            case "run_pointed" | "run_shown" if running:
                return in_keys(_("いま実行しています。{run.stop} で中止できます。"))
            case "stop_run" if not running:
                return _("いま実行しているシナリオはありません。")
            case "run_pointed" if (file := self.file_pointed()) is None or file.case is None:
                return _("実行できるシナリオを選んでください。")
            case "run_shown" if not any(file.case for file in self.files_shown()):
                return _("実行できるシナリオがありません。")
        return super().why_not(action)

    def action_run_pointed(self) -> None:
        """Play the case pointed at under each of its policies."""
        file = self.file_pointed()
        if file is not None:
            self._begin_run([file])

    def action_run_shown(self) -> None:
        """Play all that is listed; cases tagged `long` only where one is listed alone."""
        self._begin_run(self.files_shown())

    def _begin_run(self, files: Sequence[CaseFile]) -> None:
        from scenarios.choice import Choice

        turns = Choice().turns(file.loaded for file in files if file.loaded)
        if not turns:
            self.tell(_("実行できるシナリオがありません。"))
            return
        self.waiting, self._done, self._failed = set(map(turn_key, turns)), 0, 0
        self._runs += 1
        self._run = self.run_turns(turns, self._runs)
        self.show_run()

    def action_stop_run(self) -> None:
        """Let the rest be."""
        if self._run is not None:
            self._run.cancel()
        self.post_message(RunEnded(self._runs))

    @work(group="run", exclusive=True, thread=True, exit_on_error=False, description="シナリオ")
    def run_turns(self, turns: "tuple[Turn, ...]", run: int) -> None:
        """Play `turns` elsewhere and tell each result."""
        from scenarios.parallel import play_apart
        from scenarios.turns import Rules

        worker = get_current_worker()
        # One core is left to whoever types.
        processes = min(len(turns), max(1, (os.cpu_count() or 1) - 1))
        try:
            for result in play_apart(turns, Rules(), processes, lambda: worker.is_cancelled):
                self.post_message(TurnPlayed(result))
        finally:
            self.post_message(RunEnded(run))

    @on(TurnPlayed)
    def note_result(self, message: TurnPlayed) -> None:
        """Show one result."""
        turn = turn_key(message.result.turn)
        if turn in self.waiting:
            self.waiting.discard(turn)
            self._done += 1
            self._failed += not message.result.passed
            self.results.keep(message.result)
            self.show_run()

    @on(RunEnded)
    def end_run(self, message: RunEnded) -> None:
        """Nothing is played any more, unless a newer run has begun."""
        if message.run == self._runs:
            self.waiting = set()
            self.show_run()

    def show_run(self) -> None:
        """Show how far the run is."""
        raise NotImplementedError
