"""`renkei run`: load, choose, play, report; the exit code says how it went."""

import asyncio
from collections.abc import Iterable
from contextlib import aclosing
from enum import IntEnum
from pathlib import Path
from shlex import quote
from typing import NamedTuple, TextIO

from core.domain.labels import Policy
from core.errors import OurBug, Refused
from scenarios.gather import gather
from scenarios.keyword import WrongKeyword, matching
from scenarios.language.loader import Loaded
from scenarios.report import TextReport
from scenarios.runner import Outcome, play, setup_of
from scenarios.said import Translate, say
from scenarios.world import World


class Exit(IntEnum):
    """Exit codes of a run."""

    PASSED = 0
    FAILED = 1
    WRONG = 2


class Turn(NamedTuple):
    """One case under one policy."""

    loaded: Loaded
    policy: Policy


def run_paths(
    paths: Iterable[Path],
    *,
    keyword: str | None = None,
    http: bool = False,
    policy: Policy | str | None = None,
    out: TextIO,
    translate: Translate = str,
) -> int:
    """Play every case under `paths` that `keyword` and `policy` leave, and write to `out`.

    Returns 0 where all passed, 1 where an expectation failed, 2 where a file or an argument is
    wrong; then nothing was played.
    """
    report = TextReport(out, translate)
    gathered = gather(paths)
    if gathered.wrong:
        for file in gathered.wrong:
            report.lines(file.lines(translate))
        return Exit.WRONG
    try:
        turns = _choose(gathered.cases, keyword, None if policy is None else Policy(policy))
    except WrongKeyword as error:
        report.sentence(error.said)
        return Exit.WRONG
    if not turns:
        report.sentence(say("条件に合うシナリオがありません。"))
        return Exit.WRONG
    return asyncio.run(_play_all(turns, http, report))


def _choose(
    cases: Iterable[Loaded], expression: str | None, only: Policy | None
) -> tuple[Turn, ...]:
    matches = matching(expression) if expression else None
    return tuple(
        Turn(loaded, policy)
        for loaded in cases
        if matches is None or matches(loaded.case)
        for policy in loaded.case.policies
        if only in (None, policy)
    )


async def _play_all(turns: tuple[Turn, ...], http: bool, report: TextReport) -> int:
    failures: list[str] = []
    for turn in turns:
        report.case_begins(*turn)
        if not await _play_one(turn, http, report):
            failures.append(_again(turn, http))
    report.end(len(turns) - len(failures), failures)
    return Exit.FAILED if failures else Exit.PASSED


async def _play_one(turn: Turn, http: bool, report: TextReport) -> bool:
    from scenarios.amazon_side import AmazonSideRefused

    loaded, policy = turn
    try:
        world = await World.open(setup_of(loaded.case, policy, http=http))
    except (Refused, AmazonSideRefused) as error:
        report.broke(say("はじめの状態を用意できません: {why}", why=error))
        report.case_ends(len(loaded.case.steps))
        return False
    failed, last = False, 0
    try:
        async with aclosing(play(loaded.case, policy, world)) as results:
            async for result in results:
                report.step(loaded, result)
                failed, last = result.outcome is Outcome.FAILED, result.number
    except (OurBug, AmazonSideRefused) as error:
        failed = True
        report.broke(
            say("renkei自身の誤りです: {kind}: {why}", kind=type(error).__name__, why=error)
        )
    finally:
        await world.close()
    report.case_ends(len(loaded.case.steps) - last if failed else 0)
    return not failed


def _again(turn: Turn, http: bool) -> str:
    socket = " --http" if http else ""
    return f"renkei run {quote(turn.loaded.path)} --policy {turn.policy}{socket}"
