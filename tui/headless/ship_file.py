"""配送完了 of all orders in a CSV file (R39)."""

from pathlib import Path

import click

from core.csv import apply_shipments, read_shipments
from tui.headless.exits import Exit
from tui.headless.files import read_whole
from tui.headless.listing import print_json
from tui.headless.progress import busy
from tui.headless.row_errors import tell_errors
from tui.headless.shop import open_shop
from tui.words import _


def ship_file(
    file: Path,
    *,
    books: Path | None,
    clock: str | None,
    skip_bad_rows: bool,
    dry_run: bool,
    as_json: bool,
) -> Exit:
    """Put the shipments of `file` in line and say what came of it."""
    sheet = read_shipments(read_whole(file))
    with open_shop(books, clock) as shop, busy(_("取り込んでいます")):
        plan = apply_shipments(shop.desk, sheet, skip_bad_rows=skip_bad_rows, dry_run=dry_run)
    if as_json:
        print_json(plan)
    else:
        tell_errors(plan.errors)
        counts = _("配送完了 {shipped}件、変更なし {unchanged}件、誤り {wrong}か所").format(
            shipped=plan.shipped, unchanged=plan.unchanged, wrong=len(plan.errors)
        )
        click.echo(f"{counts}{_ending(plan.applied, dry_run=dry_run)}")
    return Exit.NOT_ALL if plan.errors else Exit.DONE


def _ending(applied: bool, *, dry_run: bool) -> str:
    if dry_run:
        return _("（--dry-run のため何もしていません）")
    return "" if applied else _("（誤りがあるため、何もしていません）")
