"""The keys that play a case forward, take it back, and change the policy under which it plays."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import BindingType

from tui.keys import in_keys, key
from tui.messages import CasePicked, CommandRefused, PlayEnded, StepPlayed, StepsTakenBack
from tui.player import Player
from tui.screens.what_if_keys import WhatIfKeys
from tui.words import _

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import Worker

    from scenarios.turns import Turn

STEP_EVERY_S = 0.8
"""Pace of playing on by itself: slow enough to read along."""

FORTH = ("step_clock", "toggle_clock", "play_on")
BACK = ("rewind_clock", "back_to_step")


class PlayKeys(WhatIfKeys):
    """A screen on which a case is played; workers post what came of each step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "full_stop", "step_clock", "次の手順", "次の手順を実行する", id="play.step", display="."
        ),
        key(
            "space", "toggle_clock", "自動", "自動で進める・止める", id="play.auto", display="Space"
        ),
        key("e", "play_on", "最後まで", "終わりか、期待と違うところまで進める", id="play.on"),
        key(
            "less_than_sign",
            "rewind_clock",
            "1手順戻る",
            "最後の手順の前へ、ショップもAmazonも巻き戻す",
            id="play.back",
            display="<",
        ),
        key(
            "p",
            "policy",
            "方針",
            "もう一方の方針で同じ手順まで実行し、結果を並べる",
            id="play.policy",
        ),
        key("b", "back_to_step", "ここへ戻る", "選んだ手順の前へ巻き戻す", id="play.back_to"),
    ]

    def __init__(self, player: Player) -> None:
        super().__init__(player.session)
        self.player = player
        self._auto: Timer | None = None
        self._work: Worker[None] | None = None

    def step_pointed(self) -> int:
        """The number of the step pointed at."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether a step is being played or a world is being built."""
        return self._work is not None and self._work.is_running

    def turn_at_hand(self) -> "Turn | None":
        """The case under the policy it is played under."""
        return self.player.turn

    def running(self) -> str:
        """A case that plays on by itself."""
        return _("シナリオの実行") if self.busy or self._auto is not None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that make no sense now are grey; the pace belongs to the free clock."""
        if action == "pace_clock":
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why the case cannot go on or back."""
        if action == "toggle_clock" and self._auto is not None:
            return ""
        if action in (*FORTH, *BACK, "policy") and self.busy:
            return _("いま実行しています。")
        if action in FORTH and self.player.over:
            return in_keys(
                _(
                    "このシナリオは終わりました。{play.back} で戻るか、"
                    "{play.policy} で方針を替えられます。"
                )
            )
        if action == "rewind_clock" and not self.player.played:
            return _("まだ手順を実行していません。")
        if action == "back_to_step" and not self.player.has_played(self.step_pointed()):
            return _("まだ実行していない手順です。")
        if action == "back_to_step" and self.step_pointed() < self.player.earliest:
            return _("{n}より前の手順の時点は残っていません。").format(n=self.player.earliest)
        if action == "policy" and len(self.player.case.policies) < 2:
            return _("このシナリオは今の方針だけで書かれています。")
        return super().why_not(action)

    def action_step_clock(self) -> None:
        """Play the next step."""
        if not self.busy and not self.player.over:
            self.play_to(self.player.coming)

    def action_play_on(self) -> None:
        """Play to the end or to the first failure."""
        self.play_to(len(self.player.case.steps) + 1)

    def play_to(self, number: int) -> None:
        """Play every step up to this one."""
        self._work = self.play_steps(self.player, number)

    def action_toggle_clock(self) -> None:
        """Play on by itself, or stop."""
        if self._auto is None:
            self.action_step_clock()
            self._auto = self.set_interval(STEP_EVERY_S, self.action_step_clock)
        else:
            self.stop_auto()

    @on(events.ScreenSuspend)
    def stop_auto(self) -> None:
        """Stand still, also where nobody reads along."""
        if self._auto is not None:
            self._auto.stop()
            self._auto = None
            self.refresh_bindings()

    @work(group="play", exit_on_error=False, description="シナリオ")
    async def play_steps(self, player: Player, last: int) -> None:
        """Play the steps up to `last` and tell each; a failure ends the play."""
        while player.coming <= last and (played := await player.next()) is not None:
            self.post_message(StepPlayed(player, played))
            if played.failed:
                return
        if player.coming > len(player.case.steps) and not player.over:
            await player.next()
        if player.ended:
            self.post_message(PlayEnded(player))

    def action_rewind_clock(self) -> None:
        """Go back to before the step that was played last."""
        self._go_back(self.player.played[-1].result.number)

    def action_back_to_step(self) -> None:
        """Go back to before the step pointed at."""
        self._go_back(self.step_pointed())

    def _go_back(self, number: int) -> None:
        self.stop_auto()
        self._work = self.take_back(self.player, number)

    @work(group="play", exit_on_error=False, description="rewind")
    async def take_back(self, player: Player, number: int) -> None:
        """Have both sides be as before step `number`."""
        try:
            await player.back(number)
        except LookupError:
            self.post_message(CommandRefused(_("これより前には戻れません。")))
        else:
            player.session.forget_done()
            self.post_message(StepsTakenBack(player, number))

    def action_policy(self) -> None:
        """Play the same case under the other policy, up to the same step."""
        self.stop_auto()
        self._work = self.play_other(self.player)

    @work(group="play", exit_on_error=False, description="シナリオ")
    async def play_other(self, player: Player) -> None:
        """Build the world of the other policy and bring it as far as this one."""
        last = player.played[-1].result.number if player.played else 0
        policy = next(one for one in player.case.policies if one is not player.policy)
        other = await Player.open(player.turn._replace(policy=policy))
        try:
            while not other.over and (player.ended or other.coming <= last):
                await other.next()
        except BaseException:
            await other.close()
            raise
        self.post_message(CasePicked(other))
