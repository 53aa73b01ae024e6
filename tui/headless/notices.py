"""What came of a 配送完了 or 注文キャンセル, one line an order."""

from collections.abc import Sequence

import click

from core.domain.shipping import Outcome, RowResult
from tui.formats import short_moment
from tui.headless.cells import shown
from tui.headless.exits import Exit
from tui.headless.shop import Shop
from tui.words import _


def tell_notices(shop: Shop, results: Sequence[RowResult], *, dry_run: bool, as_json: bool) -> Exit:
    """Say what came of each; refusals go to stderr, and make the exit code 1."""
    if as_json:
        from tui.headless.listing import print_json

        print_json(results)
    else:
        for result in results:
            words = f"{shown(result.order_id)}: {_words(shop, result, dry_run=dry_run)}"
            click.echo(words, err=result.outcome is Outcome.REFUSED)
    refused = any(result.outcome is Outcome.REFUSED for result in results)
    return Exit.NOT_ALL if refused else Exit.DONE


def _words(shop: Shop, result: RowResult, *, dry_run: bool) -> str:
    match result.outcome:
        case Outcome.REFUSED:
            return _(result.reason.value) if result.reason else Outcome.REFUSED.value
        case Outcome.UNCHANGED:
            return _("変更なし（同じ内容がすでにあります）。")
        case Outcome.DONE if dry_run:
            return _("できます（--dry-run のため何もしていません）。")
        case Outcome.DONE:
            row = shop.views.pushes(result.order_id)[-1]
            due = short_moment(row.due_at) if row.due_at else "-"
            told = f"{row.kind.value} {row.state.value}"
            return _("{told}、次の送信 {due}").format(told=told, due=due)
