"""click in the reader's language: the help page, and one line for each wrong argument.

click writes its own words in English and wraps text by character, which halves a Japanese line; a
page is therefore laid out here, from the same commands and options. Texts are looked up when they
are shown, because `--lang` is itself one of the arguments.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

import click

from tui.words import _


def _heading(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """A section of the page: names in one column, their sentences in the other."""
    if not rows:
        return []
    width = max(len(name) for name, _sentence in rows)
    return ["", title, *(f"  {name:<{width}}  {sentence}" for name, sentence in rows)]


def _option_names(option: click.Option, context: click.Context) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.make_metavar(context)}"


def _option_help(option: click.Option) -> str:
    return _("この説明を表示して終わります") if "--help" in option.opts else _(option.help or "")


def help_page(command: click.Command, context: click.Context) -> str:
    """The whole `--help` text of `command`."""
    options = [
        (_option_names(parameter, context), _option_help(parameter))
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and not parameter.hidden
    ]
    commands = []
    if isinstance(command, Group):
        commands = [(name, _(sentence)) for name, sentence in sorted(command.sentences().items())]
    pieces = " ".join(command.collect_usage_pieces(context))
    usage = _("使い方: {command}").format(command=f"{context.command_path} {pieces}")
    lines = [usage, "", _(command.help or "")]
    lines += _heading(_("コマンド"), commands)
    lines += _heading(_("オプション"), options)
    if command.epilog:
        lines += ["", _(command.epilog)]
    return "\n".join(lines)


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint at the known name closest to `word`, or nothing."""
    close = get_close_matches(word, known, n=1)
    return _("（もしかして: {name}）").format(name=close[0]) if close else ""


def wrong_argument(error: click.UsageError) -> str:
    """What is wrong with the arguments, in one sentence of the reader's language."""
    where = error.ctx.command_path if error.ctx else "renkei"
    match error:
        case click.NoSuchOption():
            known = [name for parameter in _parameters(error.ctx) for name in parameter.opts]
            hint = nearest(error.option_name, known)
            return _("{where} に {name} というオプションはありません。{hint}").format(
                where=where, name=error.option_name, hint=hint
            )
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return _("{where} には {name} が必要です。").format(where=where, name=name)
        case click.BadOptionUsage():
            return _("{name} には値が1つ必要です。").format(name=error.option_name)
        case click.BadParameter():
            name = error.param.opts[-1] if error.param else ""
            return f"{name}: {error.message}"
        case _:
            return error.message


def _parameters(context: click.Context | None) -> list[click.Parameter]:
    return context.command.get_params(context) if context else []


class Command(click.Command):
    """A command whose help page and refusals speak the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """The page in place of click's own."""
        return help_page(self, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over in words of ours."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left:
            raise click.UsageError(_("余分な引数です: {words}").format(words=" ".join(left)), ctx)
        return left


class Group(click.Group):
    """A group of commands that names the nearest one for a wrong name."""

    def get_help(self, ctx: click.Context) -> str:
        """The page in place of click's own."""
        return help_page(self, ctx)

    def sentences(self) -> dict[str, str]:
        """What each command does, in a few words."""
        return {name: command.short_help or "" for name, command in self.commands.items()}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse its name."""
        if self.get_command(ctx, args[0]) is None:
            self._refuse(ctx, args[0])
        return super().resolve_command(ctx, args)

    def _refuse(self, ctx: click.Context, name: str) -> NoReturn:
        hint = nearest(name, sorted(self.sentences()))
        raise click.UsageError(
            _("{name} というコマンドはありません。{hint}").format(name=name, hint=hint), ctx
        )
