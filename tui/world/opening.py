"""Where a world at a prompt begins: the demo shop, nothing, or a scenario that is still to play."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.domain.cleaning import clean
from core.domain.labels import Policy
from core.errors import Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.demo import demo_setup, open_demo
from scenarios.gather import gather
from scenarios.keyword import WrongKeyword, matching
from scenarios.language.loader import Loaded, load_beginning
from scenarios.language.mistakes import WrongFile, listed
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


def open_world(
    path: Path | None,
    policy: Policy | None,
    *,
    empty: bool,
    seed: int,
    keyword: str | None = None,
) -> OpenedWorld:
    """Open it; `keyword` says which of several scenarios of a file. Raises NotOpened."""
    if path is not None:
        return _of_shop(path, policy) or _of_case(path, policy, keyword)
    chosen = policy or Policy.DOCUMENTED
    if empty:
        return OpenedWorld(_started(WorldSetup(policy=chosen, seed=seed, recorded=True)), chosen)
    live = _started(demo_setup(None, chosen, seed))
    live.submit(open_demo).result()
    return OpenedWorld(live, chosen)


def _of_shop(path: Path, policy: Policy | None) -> OpenedWorld | None:
    """The world of a file that cases include."""
    if not path.is_file():
        return None
    try:
        case = load_beginning(path, clean(str(path), 400))
    except WrongFile as wrong:
        raise NotOpened(*wrong.lines(translate)) from None
    if case is None:
        return None
    chosen = policy or Policy.DOCUMENTED
    return OpenedWorld(_started(replace(setup_of(case, chosen), recorded=True)), chosen)


def _of_case(path: Path, policy: Policy | None, keyword: str | None) -> OpenedWorld:
    gathered = gather([path])
    if gathered.wrong:
        raise NotOpened(*(line for file in gathered.wrong for line in file.lines(translate)))
    loaded = _one_of(gathered.cases, path, keyword)
    chosen = policy or loaded.case.policies[0]
    if chosen not in loaded.case.policies:
        raise NotOpened(
            say("このシナリオは {policy} では実行されません。", policy=chosen).text(translate)
        )
    setup = replace(setup_of(loaded.case, chosen), recorded=True)
    return OpenedWorld(_started(setup), chosen, loaded)


def _one_of(cases: tuple[Loaded, ...], path: Path, keyword: str | None) -> Loaded:
    try:
        matches = matching(keyword) if keyword else None
    except WrongKeyword as wrong:
        raise NotOpened(wrong.said.text(translate)) from None
    found = [
        one
        for one in cases
        if matches is None or any(matches(one.case, policy) for policy in one.case.policies)
    ]
    if len(found) == 1:
        return found[0]
    told = say(
        "{path} には合うシナリオが{n}件あります。-k で1件にしてください（{names}）。",
        path=path,
        n=len(found),
        names=listed(one.case.id for one in found or cases),
    )
    raise NotOpened(told.text(translate))


def _started(setup: WorldSetup) -> LiveWorld:
    live = LiveWorld(setup)
    try:
        live.start()
    except (Refused, AmazonSideRefused) as error:
        live.stop()
        told = say("はじめの状態を用意できません: {why}", why=error)
        raise NotOpened(told.text(translate)) from None
    return live
