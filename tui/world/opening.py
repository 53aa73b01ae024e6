"""Where a world at a prompt begins: the demo shop, nothing, or a scenario that is still to play."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.domain.labels import Policy
from core.errors import Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.demo import demo_setup, open_demo
from scenarios.gather import gather
from scenarios.language.loader import Loaded
from scenarios.live import LiveWorld
from scenarios.runner import setup_of
from scenarios.said import say
from scenarios.world import WorldSetup
from tui.words import translate


class NotOpened(Exception):
    """There is no such beginning; `lines` say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class OpenedWorld(NamedTuple):
    """A living world; `loaded` is the scenario whose steps are still to be played."""

    live: LiveWorld
    policy: Policy
    loaded: Loaded | None = None


def open_world(path: Path | None, policy: Policy | None, *, empty: bool, seed: int) -> OpenedWorld:
    """Open it. Raises NotOpened."""
    if path is not None:
        return _of_case(path, policy)
    chosen = policy or Policy.DOCUMENTED
    if empty:
        return OpenedWorld(_started(WorldSetup(policy=chosen, seed=seed, recorded=True)), chosen)
    live = _started(demo_setup(None, chosen, seed))
    live.submit(open_demo).result()
    return OpenedWorld(live, chosen)


def _of_case(path: Path, policy: Policy | None) -> OpenedWorld:
    gathered = gather([path])
    if gathered.wrong:
        raise NotOpened(*(line for file in gathered.wrong for line in file.lines(translate)))
    loaded, *others = gathered.cases
    if others:
        told = say(
            "{path} にはシナリオが{n}件あります。1件のファイルを指定してください。",
            path=path,
            n=len(gathered.cases),
        )
        raise NotOpened(told.text(translate))
    chosen = policy or loaded.case.policies[0]
    if chosen not in loaded.case.policies:
        raise NotOpened(
            say("このシナリオは {policy} では実行されません。", policy=chosen).text(translate)
        )
    setup = replace(setup_of(loaded.case, chosen), recorded=True)
    return OpenedWorld(_started(setup), chosen, loaded)


def _started(setup: WorldSetup) -> LiveWorld:
    live = LiveWorld(setup)
    try:
        live.start()
    except (Refused, AmazonSideRefused) as error:
        live.stop()
        told = say("はじめの状態を用意できません: {why}", why=error)
        raise NotOpened(told.text(translate)) from None
    return live
