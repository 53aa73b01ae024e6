"""`renkei order ID`: everything on one order, with its life in two lanes."""

from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, json_option
from tui.words import N_


@click.command(
    "order",
    cls=HeadlessCommand,
    help=N_("注文の状態、商品、診断と、makeshopとAmazonの経緯を並べて表示します。"),
)
@click.argument("order_id", metavar="ID")
@click.option("--buyer", "with_buyer", is_flag=True, help=N_("購入者の名前と住所も表示します"))
@json_option
@books_option
@language_option
def order(order_id: str, with_buyer: bool, as_json: bool, books: Path | None) -> None:
    """Show one order."""
    import msgspec

    from tui.headless.listing import print_json
    from tui.headless.order_text import order_lines, person_lines, why_lines
    from tui.headless.shop import cipher_for, open_shop

    with open_shop(books, None, cipher=cipher_for(books) if with_buyer else None) as shop:
        detail = shop.views.order(order_id)
        explanation = shop.views.explanation(order_id)
        buyer = shop.views.buyer(order_id, shop.clock()) if with_buyer else None
    if as_json:
        told: dict[str, object] = msgspec.to_builtins(detail)
        told["why"] = [str(sentence) for sentence in explanation.why]
        if with_buyer:
            told["buyer"] = msgspec.to_builtins(buyer.person) if buyer else None
        print_json(told)
        return
    lines = why_lines(explanation) + order_lines(detail)
    if with_buyer:
        lines += person_lines(buyer)
    for line in lines:
        click.echo(line)
