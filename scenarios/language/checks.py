"""What is wrong with a file whose pieces read well: names, times, policies that disagree."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from core.domain.instants import jst
from core.domain.labels import Policy
from scenarios.language.definition import Case, Step
from scenarios.language.expectations import Expect
from scenarios.language.mistakes import Mistake, Place, listed, nearest
from scenarios.language.reader import Mention, ReadStep
from scenarios.language.verbs import Wait
from scenarios.language.vocabulary import fixed
from scenarios.language.world_verbs import BuyersOrder
from scenarios.said import Said, say

_TITLES = {
    "order": say("注文の呼び名"),
    "sku": say("SKU"),
    "product": say("ショップの商品コード"),
    "group": say("注文の組の呼び名"),
    "fault": say("障害の呼び名"),
    "behaviour": say("Amazonのふるまい"),
    "finding": say("お知らせの種類"),
    "operation": say("SP-APIの操作"),
    "target": say("SP-APIの操作"),
}
_IN_ORDER = ("order", "group", "fault")
"""What has to be introduced before it is spoken of; goods may be named anywhere."""

_OF_A_CROWD = re.compile(r"[Pp]-[0-9]{5}")
_OF_A_GROUP = re.compile(r"(.+)-[1-9][0-9]*")


def check_names(
    mentions: Iterable[Mention], *, crowd: bool = False, demo: bool = False
) -> Iterator[Mistake]:
    """Each name stands for one thing, which is there before it is spoken of.

    With a `crowd` the shop has products that are not named one by one (`many`), and in the `demo`
    shop all of them are there already.
    """
    mentions = tuple(mentions)
    seen: dict[tuple[str, str], Place] = {}
    everywhere = {(mention.names, mention.name) for mention in mentions if mention.defines}
    for mention in mentions:
        match mention.names:
            case names if words := fixed(names):
                yield from _known(mention, words, _TITLES[names], closed=True)
            case _ if mention.defines:
                yield from _new(mention, seen)
            case "sku" | "product" if demo or (crowd and _OF_A_CROWD.fullmatch(mention.name)):
                pass
            case "order" if _is_of_a_group(mention.name, seen):
                pass
            case names if names in _IN_ORDER:
                before = tuple(name for kind, name in seen if kind == names)
                yield from _known(mention, before, _TITLES[names])
            case names:
                known = tuple(sorted(name for kind, name in everywhere if kind == names))
                yield from _known(mention, known, _TITLES[names])


def _is_of_a_group(name: str, seen: dict[tuple[str, str], Place]) -> bool:
    """Whether `F-12` is the twelfth order of a group F."""
    found = _OF_A_GROUP.fullmatch(name)
    return found is not None and ("group", found[1]) in seen


def _new(mention: Mention, seen: dict[tuple[str, str], Place]) -> Iterator[Mistake]:
    key = (mention.names, mention.name)
    if key in seen and mention.names != "sku":  # a SKU stands once in the shop, once at Amazon
        told = say("{what}「{name}」はもうあります。", what=_TITLES[key[0]], name=mention.name)
        first = seen[key]
        if first.line:
            told = say(
                "{what}「{name}」は二つ目です（はじめは{line}行目）。",
                what=_TITLES[key[0]],
                name=mention.name,
                line=f"{first.file}:{first.line}" if first.file else first.line,
            )
        yield Mistake(mention.place, told, say("別の名前を付けてください。"))
    seen.setdefault(key, mention.place)


def _known(
    mention: Mention, known: tuple[str, ...], what: Said, *, closed: bool = False
) -> Iterator[Mistake]:
    if mention.name in known:
        return
    if closed:
        could = say("書けるのは {names} です。", names=listed(known))
    elif known:
        could = say("ここまでにあるのは {names} です。", names=listed(known))
    else:
        could = say("ここまでに一つもありません。")
    yield Mistake(
        mention.place,
        say("{what}「{name}」はありません。", what=what, name=mention.name),
        could,
        nearest(mention.name, known),
    )


def check_steps(case: Case, steps: Iterable[ReadStep]) -> Iterator[Mistake]:
    """Each step has one time that does not lie back, and a policy that is played."""
    earliest = case.start
    for number, read in enumerate(steps, start=1):
        step = read.step
        if step is None:
            continue
        if step.at is not None and step.after is not None:
            yield Mistake(
                read.places["after"],
                say("「at」と「after」の両方があります。"),
                say("どちらか一つにしてください。"),
            )
        if isinstance(step.at, datetime) and step.at < earliest:
            yield Mistake(
                read.places["at"],
                say(
                    "手順{number}の時刻は、前の手順（{before}）より前です。",
                    number=number,
                    before=f"{jst(earliest):%Y-%m-%d %H:%M:%S} JST",
                ),
                say("時刻は戻れません。"),
            )
        yield from _check_policy(case, step.under, read)
        yield from _check_windows(step, read)
        if isinstance(step.do, Expect) and not _looks_at_anything(step.do):
            yield Mistake(
                read.place,
                say("確かめることがありません。"),
                say("orders, stock, amazon などを書いてください。"),
            )
        earliest = _earliest_end(step, earliest)


def _check_windows(step: Step, read: ReadStep) -> Iterator[Mistake]:
    expect = step.do
    if not isinstance(expect, Expect) or expect.never is None:
        return
    if expect.within is not None or expect.stays is not None:
        yield Mistake(
            read.place,
            say("「never」は「within」や「stays」と一緒には書けません。"),
            say("手順を分けてください。"),
        )


def _check_policy(case: Case, under: Policy | None, read: ReadStep) -> Iterator[Mistake]:
    if under is not None and under not in case.policies:
        yield Mistake(
            read.places["under"],
            say("このシナリオは {policy} では実行されません。", policy=under),
            say("実行されるのは {policies} です。", policies=listed(case.policies)),
        )


def _looks_at_anything(expect: Expect) -> bool:
    amazon = expect.amazon is not None and bool(
        expect.amazon.orders or expect.amazon.every or expect.amazon.listings
    )
    return amazon or any(
        (
            expect.link,
            expect.orders,
            expect.every,
            expect.stock,
            expect.products,
            expect.ledger,
            expect.findings,
            expect.jobs,
            expect.calls,
            expect.failed_calls,
        )
    )


def _earliest_end(step: Step, before: datetime) -> datetime:
    """When the step is over at the earliest; a step of one policy may be left out."""
    if step.under is not None:
        return before
    start = before
    if isinstance(step.at, datetime):
        start = max(before, step.at)
    if step.after is not None:
        start = before + step.after
    return start + _length(step)


def _length(step: Step) -> timedelta:
    match step.do:
        case Wait(duration=duration):
            return duration
        case Expect(stays=timedelta() as lasting) | Expect(never=timedelta() as lasting):
            return lasting
        case BuyersOrder(over=over):
            return over
        case _:
            return timedelta(0)
