"""`renkei findings`: what a person should know, the heaviest first."""

from pathlib import Path

import click

from tui.cli_options import Whole, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, list_options
from tui.words import N_, _


@click.command(
    "findings",
    cls=HeadlessCommand,
    help=N_("人が知るべきことを、重いものから表示します（3 すぐ、2 近いうちに、1 参考）。"),
)
@click.option("--weight", type=Whole(1, 3), default=1, help=N_("この重さ以上だけ"))
@click.option("--subject", metavar="ID", help=N_("この注文番号やSKUだけ"))
@list_options
@books_option
@language_option
def findings(
    weight: int, subject: str | None, as_json: bool, as_csv: bool, books: Path | None
) -> None:
    """List findings."""
    from core.views.rows import FindingRow
    from tui.formats import short_moment
    from tui.headless.listing import Column, print_list
    from tui.headless.shop import open_shop

    columns = (
        Column[FindingRow]("!", lambda row: str(row.weight)),
        Column[FindingRow](N_("対象"), lambda row: row.subject),
        Column[FindingRow](N_("日時"), lambda row: short_moment(row.at)),
        Column[FindingRow](N_("規則"), lambda row: row.rule),
        Column[FindingRow](N_("診断"), lambda row: f"{_(row.text)} {row.note} {_(row.advice)}"),
    )
    with open_shop(books, None) as shop:
        rows = (row for row in shop.views.findings(subject) if row.weight >= weight)
        print_list(rows, FindingRow, columns, as_json=as_json, as_csv=as_csv)
