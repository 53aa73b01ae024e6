"""Products from a CSV file: what would change, what is wrong, and the writing (R11)."""

from pathlib import Path

import click

from core.csv import apply_products, plan_products, read_products
from core.domain.sheets import ImportPlan
from tui.headless.cells import shown
from tui.headless.exits import Exit
from tui.headless.files import read_whole
from tui.headless.listing import print_json
from tui.headless.progress import busy
from tui.headless.row_errors import tell_errors
from tui.headless.shop import default_path, open_shop
from tui.words import _


def take_products(
    file: Path,
    *,
    books: Path | None,
    clock: str | None,
    skip_bad_rows: bool,
    confirmed: bool,
    dry_run: bool,
    as_json: bool,
) -> Exit:
    """Import `file` and say what came of it; the books are made where there are none."""
    sheet = read_products(read_whole(file))
    fresh = dry_run and not (books or default_path()).exists()
    opened = open_shop(books, clock, make=not fresh, in_memory=fresh)
    with opened as shop, busy(_("取り込んでいます")):
        if dry_run:
            plan = plan_products(shop.books, sheet, confirmed=confirmed)
        else:
            plan = apply_products(
                shop.books,
                sheet,
                shop.clock(),
                skip_bad_rows=skip_bad_rows,
                confirmed=confirmed,
            )
    if as_json:
        print_json(plan)
    else:
        _tell(plan, dry_run=dry_run)
    return Exit.NOT_ALL if plan.errors else Exit.DONE


def _tell(plan: ImportPlan, *, dry_run: bool) -> None:
    tell_errors(plan.errors)
    if dry_run:
        for change in plan.changes:
            if change.before == change.after:
                continue
            what = f"{change.column} {change.before or '-'} → {change.after or '-'}"
            click.echo(f"{shown(change.code)}: {shown(what)}")
    counts = _(
        "追加 {added}件、変更 {changed}件、変更なし {unchanged}件、出品の削除 {deletions}件、"
        "誤り {wrong}か所"
    ).format(
        added=plan.added,
        changed=plan.changed,
        unchanged=plan.unchanged,
        deletions=plan.deletions,
        wrong=len(plan.errors),
    )
    if dry_run:
        click.echo(counts + _("（--dry-run のため何もしていません）"))
    elif not plan.applied:
        click.echo(counts + _("（誤りがあるため、何もしていません）"))
    else:
        click.echo(counts)
