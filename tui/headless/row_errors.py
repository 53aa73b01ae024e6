"""What is wrong in a CSV file: line, column and reason, on stderr."""

from collections.abc import Sequence

import click

from core.domain.sheets import CellError
from tui.headless.cells import shown
from tui.words import _

SHOWN_MAX = 100


def tell_errors(errors: Sequence[CellError]) -> None:
    """One line a wrong cell, the first hundred of them."""
    for error in errors[:SHOWN_MAX]:
        place = _("{line}行目").format(line=error.line)
        column = f" {shown(error.column)}" if error.column else ""
        click.echo(f"{place}{column}: {_(error.reason)}", err=True)
    if len(errors) > SHOWN_MAX:
        words = _("ほかに{n}か所の誤りがあります。")
        click.echo(words.format(n=len(errors) - SHOWN_MAX), err=True)
