"""What the arguments of the command line may be, and how a wrong one is refused."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import click

from core.domain.instants import JST
from core.domain.labels import Policy
from tui.cli_page import nearest
from tui.words import LANGUAGES, N_, _, speak

C = TypeVar("C", bound=Callable[..., object])

LANGUAGE = "renkei.language"
"""Where the context keeps the language that was asked for."""

POLICIES = tuple(policy.value for policy in Policy)


class OneOf(click.ParamType[str]):
    """One of a few names; a wrong one is answered with the nearest."""

    name = "name"

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The names themselves."""
        return "|".join(self.names)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The name as it stands, if it is one of ours."""
        text = str(value)
        if text not in self.names:
            self.fail(
                _("「{value}」は使えません。{names} のどれかです。{hint}").format(
                    value=text, names="、".join(self.names), hint=nearest(text, self.names)
                ),
                param,
                ctx,
            )
        return text


class Whole(click.ParamType[int]):
    """A whole number from `low` to `high`."""

    name = "n"

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number, if it is one and lies between the bounds."""
        text = str(value)
        if text.lstrip("-").isascii() and text.lstrip("-").isdigit():
            number = int(text) if len(text) < 20 else self.high + 1
            if self.low <= number <= self.high:
                return number
        raise click.BadParameter(
            _("「{value}」は使えません。{low}〜{high} の整数です。").format(
                value=text[:40], low=self.low, high=self.high
            ),
            ctx,
            param,
        )


class Instant(click.ParamType[datetime]):
    """An instant: ISO-8601 with an offset, or a day or time without one, then meant as JST."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The instant, with its offset."""
        try:
            at = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(
                _(
                    "「{value}」は日時ではありません。例: 2026-11-23 または 2026-11-23T09:00Z"
                ).format(value=value),
                param,
                ctx,
            )
        return at if at.tzinfo else at.replace(tzinfo=JST)


def _choose_language(
    context: click.Context, _parameter: click.Parameter, language: str | None
) -> None:
    if language:
        context.meta[LANGUAGE] = language
        speak(language)


def language_option(command: C) -> C:
    """`--lang`, on the program and on each command; the words change before anything is said."""
    return click.option(
        "--lang",
        type=OneOf(LANGUAGES),
        envvar="RENKEI_LANG",
        is_eager=True,
        expose_value=False,
        callback=_choose_language,
        help=N_("言葉（注文の状態などのラベルは日本語のまま）"),
    )(command)


def policy_option(command: C) -> C:
    """`--policy` of a world."""
    return click.option(
        "--policy",
        type=OneOf(POLICIES),
        help=N_("documented=マニュアルどおり、safe=安全な連携"),
    )(command)


SEED = Whole(0, 2**31 - 1)
"""Seeds that every part takes."""
