"""`renkei products`: the product list, and below it import and export by CSV."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.domain.labels import PushState
from tui.cli_options import OneOf, Whole, language_option
from tui.headless.command import HeadlessGroup, hand_down
from tui.headless.export_products import export_products
from tui.headless.import_products import import_products
from tui.headless.options import books_option, list_options
from tui.headless.push_products import push_products
from tui.words import N_

if TYPE_CHECKING:
    from core.views.product_rows import ProductFilter, ProductRow
    from tui.headless.shop import Shop

ORDERS = ("code", "stock", "difference", "price")
"""Values of `ProductOrder`, said here since a command is declared without loading its rows."""


@click.group(
    "products",
    cls=HeadlessGroup,
    invoke_without_command=True,
    help=N_("商品と、Amazonへ最後に送信した在庫と価格を表示します。"),
)
@click.option("--linked/--not-linked", default=None, help=N_("連携する商品だけ、しない商品だけ"))
@click.option(
    "--push-state",
    type=OneOf([state.value for state in PushState]),
    metavar="LABEL",
    help=N_("この送信状態だけ"),
)
@click.option("--fba/--no-fba", default=None, help=N_("FBAの商品だけ、FBAを除く"))
@click.option("--unsent", is_flag=True, help=N_("未送信の変更がある商品だけ"))
@click.option(
    "--search", default="", metavar="TEXT", help=N_("商品コード、商品名、SKU、ASIN、JANの一部")
)
@click.option(
    "--sort",
    type=OneOf(ORDERS),
    default="code",
    help=N_("並び: 商品コード、在庫の少ない順、差の大きい順、価格の安い順"),
)
@click.option("--page", type=Whole(1, 1_000_000), default=1, help=N_("何ページ目か"))
@click.option("--limit", type=Whole(1, 1000), default=50, help=N_("1ページの件数（既定 50）"))
@click.option("--all", "everything", is_flag=True, help=N_("全件"))
@list_options
@books_option
@language_option
@click.pass_context
def products(
    context: click.Context,
    linked: bool | None,
    push_state: str | None,
    fba: bool | None,
    unsent: bool,
    search: str,
    sort: str,
    page: int,
    limit: int,
    everything: bool,
    as_json: bool,
    as_csv: bool,
    books: Path | None,
) -> None:
    """List products, unless a command follows."""
    if context.invoked_subcommand is not None:
        hand_down(context, products, {"books": books, "as_json": as_json, "csv": as_csv})
        return
    from core.views.product_rows import ProductFilter, ProductOrder, ProductRow
    from tui.headless.listing import print_list
    from tui.headless.product_columns import COLUMNS
    from tui.headless.shop import open_shop

    wanted = ProductFilter(
        linked=linked,
        push_state=PushState(push_state) if push_state else None,
        fba=fba,
        unsent=unsent,
        text=search,
        order=ProductOrder(sort),
    )
    with open_shop(books, None) as shop:
        rows = _rows(shop, wanted, None if everything else (page, limit))
        print_list(rows, ProductRow, COLUMNS, as_json=as_json, as_csv=as_csv)


products.add_command(import_products)
products.add_command(export_products)
products.add_command(push_products)


def _rows(
    shop: "Shop", wanted: "ProductFilter", place: tuple[int, int] | None
) -> "Iterator[ProductRow]":
    """One page, or all of them."""
    number, limit = place or (0, 500)
    after, each = None, 0
    while True:
        each += 1
        found = shop.views.product_page(wanted, after=after, limit=limit)
        if number in (0, each):
            yield from found.rows
        after = found.after
        if after is None or each == number:
            return
