"""The command line `renkei`: the dashboard, and a command for each thing that needs no screen.

Every failure that a person can mend is one sentence on stderr and exit code 2; an expectation or a
goal that was not met is exit code 1. What a command needs is imported when it runs, so that
`renkei --version` answers at once.
"""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from tui import collecting
from tui.cli_options import LANGUAGE, SEED, language_option, policy_option
from tui.cli_page import Group, wrong_argument
from tui.cli_table import COMMANDS
from tui.config import language_of, own_config
from tui.words import LANGUAGES, N_, _, speak

INTERRUPTED = 130


class Renkei(Group):
    """All commands; each is loaded when it is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        return COMMANDS[cmd_name].load() if cmd_name in COMMANDS else None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted(COMMANDS)

    def sentences(self) -> dict[str, str]:
        """What each does, in a few words."""
        return {name: entry.sentence for name, entry in COMMANDS.items()}


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"renkei {version('renkei')}")
        context.exit()


@click.group(
    "renkei",
    cls=Renkei,
    invoke_without_command=True,
    options_metavar="[OPTION]…",
    subcommand_metavar="[COMMAND]",
    context_settings={"help_option_names": ["--help", "-h"]},
    help=N_(
        "makeshop と Amazon の連携を、時計を動かしながら確かめます。"
        "コマンドなしでダッシュボードが開きます。"
    ),
)
@policy_option
@click.option("--seed", type=SEED, help=N_("同じ数なら同じ注文と購入者になります（既定 1）"))
@click.option(
    "--books",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help=N_("データベースのファイル（既定は終了時に消える一時ファイル）"),
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help=N_("設定ファイル renkei.toml（内容は renkei config）"),
)
@language_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=N_("版を表示して終わります"),
)
@click.pass_context
def renkei(
    context: click.Context,
    policy: str | None,
    seed: int | None,
    books: Path | None,
    config: Path | None,
) -> int | None:
    """Open the dashboard, unless a command follows."""
    if context.invoked_subcommand is None:
        from tui.cli_dashboard import open_dashboard

        language = context.meta.get(LANGUAGE)
        return open_dashboard(
            language=language, policy=policy, seed=seed, books=books, config=config
        )
    _hand_down(context, {"policy": policy, "seed": seed, "books": books, "config": config})
    return None


def _hand_down(context: click.Context, given: dict[str, object]) -> None:
    """Options before the command count for the command; one that it lacks is refused, not lost."""
    name = context.invoked_subcommand or ""
    taken = {parameter.name for parameter in COMMANDS[name].load().params}
    for option, value in given.items():
        if value is not None and option not in taken:
            raise click.UsageError(
                _("--{option} は {name} では使えません。").format(option=option, name=name), context
            )
    context.default_map = {name: {k: v for k, v in given.items() if v is not None}}


def _language_asked(arguments: Sequence[str]) -> str | None:
    """The language on the command line, wherever it stands: it also decides how errors are told."""
    for here, following in pairwise([*arguments, ""]):
        name, _equals, value = here.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    return None


def _language_around() -> str | None:
    """The language of the environment: `--help` speaks before click has looked there."""
    language = os.environ.get("RENKEI_LANG")
    return language if language in LANGUAGES else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `renkei` with `arguments` (default: the process's own) and return its exit code."""
    collecting.seldom()
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter would complain of it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _run(arguments: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak(_language_asked(words) or _language_around() or language_of(own_config()) or "ja")
    try:
        code = renkei.main(words, prog_name="renkei", standalone_mode=False)
    except click.UsageError as error:
        return _complain(wrong_argument(error), 2)
    except click.ClickException as error:
        return _complain(error.format_message(), 2)
    except click.Abort:
        return INTERRUPTED
    except Exception as error:
        from tui.cli_refusals import sentence

        told = sentence(error)
        if told is None:
            from tui.crash import EXIT, keep_report

            return _complain(keep_report(error, {}, words[:1]), EXIT)
        return _complain(told, 2)
    return code if isinstance(code, int) else 0


def _complain(text: str, code: int) -> int:
    click.echo("renkei: " + " ".join(text.split()), err=True)
    return code
