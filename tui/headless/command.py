"""A command that ends in one sentence and an exit code, whatever happens inside."""

import os
import sys
from collections.abc import Callable

import click

from tui.cli_page import Command, Group
from tui.headless.exits import EXITS, Exit
from tui.words import N_, _

FORM = "[OPTION]…"


def ended(run: Callable[[], object]) -> object:
    """What `run` gives; for a failure its exit code, once the sentence is on stderr.

    Arguments that are wrong stay click's business, and so does Ctrl-C.
    """
    _take_any_text()
    try:
        return run()
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:
        from tui.headless.failures import failure

        words, code = failure(error)
        click.echo("renkei: " + " ".join(words.split()), err=True)
        return code


def _take_any_text() -> None:
    """A terminal of another encoding shows an escape for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _fitted(page: str) -> str:
    from tui.headless.help_text import fitted

    return fitted(page)


class HeadlessCommand(Command):
    """A command without a screen; its help page ends with the exit codes."""

    def __init__(self, *args: object, **rest: object) -> None:
        rest.setdefault("options_metavar", FORM)
        rest.setdefault("epilog", EXITS)
        super().__init__(*args, **rest)  # type: ignore[arg-type]

    def get_help(self, ctx: click.Context) -> str:
        """The page, for 80 columns."""
        return _fitted(super().get_help(ctx))

    def invoke(self, ctx: click.Context) -> object:
        """Run it to its one end."""
        return ended(lambda: super(HeadlessCommand, self).invoke(ctx))


class HeadlessGroup(Group):
    """A command that lists, with commands below it; options before one of them count for it."""

    def __init__(self, *args: object, **rest: object) -> None:
        rest.setdefault("options_metavar", FORM)
        rest.setdefault("subcommand_metavar", "[COMMAND]")
        rest.setdefault("epilog", EXITS)
        super().__init__(*args, **rest)  # type: ignore[arg-type]

    def get_help(self, ctx: click.Context) -> str:
        """The page, for 80 columns."""
        return _fitted(super().get_help(ctx))

    def invoke(self, ctx: click.Context) -> object:
        """Run it to its one end."""
        return ended(lambda: super(HeadlessGroup, self).invoke(ctx))


def hand_down(context: click.Context, group: click.Group, given: dict[str, object]) -> None:
    """Options before a command of `group` count for it; one that it lacks is refused, not lost."""
    name = context.invoked_subcommand or ""
    taken = {parameter.name for parameter in group.commands[name].params}
    for option, value in given.items():
        if value and option not in taken:
            raise click.UsageError(
                _("--{option} は {name} では使えません。").format(
                    option=option.replace("_", "-"), name=name
                ),
                context,
            )
    context.default_map = {name: {k: v for k, v in given.items() if v}}


DRY = N_("何をするかだけを表示します")
