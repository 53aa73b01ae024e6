"""`renkei orders`: the order list."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.domain.labels import FulfilledBy, Handling, PaymentKind, PaymentStatus, PushState
from tui.cli_options import OneOf, Whole, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, list_options
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.rows import OrderFilter, OrderRow
    from tui.headless.shop import Shop


def _label(values: type[PaymentStatus] | type[Handling] | type[PaymentKind]) -> OneOf:
    return OneOf([value.value for value in values])


@click.command(
    "orders",
    cls=HeadlessCommand,
    help=N_("注文を新しい順に表示します。"),
)
@click.option(
    "--payment-status",
    type=_label(PaymentStatus),
    metavar="LABEL",
    help=N_("この決済ステータスだけ"),
)
@click.option("--handling", type=_label(Handling), metavar="LABEL", help=N_("この処理可否だけ"))
@click.option(
    "--payment-kind", type=_label(PaymentKind), metavar="LABEL", help=N_("この決済方法だけ")
)
@click.option(
    "--fulfilled-by",
    type=OneOf([by.value for by in FulfilledBy]),
    help=N_("自社配送かFBAか"),
)
@click.option(
    "--push-state",
    type=OneOf([state.value for state in PushState]),
    metavar="LABEL",
    help=N_("この送信状態だけ"),
)
@click.option("--findings", is_flag=True, help=N_("診断のある注文だけ"))
@click.option("--since", metavar="DAY", help=N_("この日からの注文（例 2026-11-23）"))
@click.option("--until", metavar="DAY", help=N_("この日までの注文"))
@click.option("--oldest-first", is_flag=True, help=N_("古い順"))
@click.option("--search", default="", metavar="TEXT", help=N_("注文番号、商品名、SKUの一部"))
@click.option("--buyer", default="", metavar="TEXT", help=N_("購入者の名前や住所の一部で探します"))
@click.option("--page", type=Whole(1, 1_000_000), default=1, help=N_("何ページ目か"))
@click.option("--limit", type=Whole(1, 1000), default=50, help=N_("1ページの件数（既定 50）"))
@click.option("--all", "everything", is_flag=True, help=N_("全件"))
@list_options
@books_option
@language_option
def orders(
    payment_status: str | None,
    handling: str | None,
    payment_kind: str | None,
    fulfilled_by: str | None,
    push_state: str | None,
    findings: bool,
    since: str | None,
    until: str | None,
    oldest_first: bool,
    search: str,
    buyer: str,
    page: int,
    limit: int,
    everything: bool,
    as_json: bool,
    as_csv: bool,
    books: Path | None,
) -> None:
    """List orders."""
    from core.views.rows import OrderFilter, OrderRow
    from tui.headless.listing import print_list
    from tui.headless.order_columns import COLUMNS

    wanted = OrderFilter(
        payment_status=PaymentStatus(payment_status) if payment_status else None,
        handling=Handling(handling) if handling else None,
        payment_kind=PaymentKind(payment_kind) if payment_kind else None,
        fulfilled_by=FulfilledBy(fulfilled_by) if fulfilled_by else None,
        push_state=PushState(push_state) if push_state else None,
        with_findings=findings,
        since=_midnight("--since", since),
        before=_midnight("--until", until, days_later=1),
        oldest_first=oldest_first,
        text=search,
    )
    if buyer and (wanted != OrderFilter() or everything or page > 1):
        raise click.UsageError(_("--buyer はほかの条件と同時に使えません。"))
    with _opened(books, with_buyers=bool(buyer)) as shop:
        if buyer:
            rows = _of_buyer(shop, buyer, limit)
        else:
            rows = _rows(shop, wanted, None if everything else (page, limit))
        print_list(rows, OrderRow, COLUMNS, as_json=as_json, as_csv=as_csv)


def _midnight(option: str, text: str | None, days_later: int = 0) -> datetime | None:
    """When a day begins in Japan, or one after it."""
    from tui.days import DayUnreadable, day_of, midnight

    try:
        day = day_of(text or "", datetime.now(UTC))
    except DayUnreadable as error:
        raise click.UsageError(f"{option}: {_(error.sentence)}") from None
    return midnight(day) + timedelta(days=days_later) if day else None


def _opened(books: Path | None, *, with_buyers: bool) -> "AbstractContextManager[Shop]":
    from tui.headless.shop import cipher_for, open_shop

    return open_shop(books, None, cipher=cipher_for(books) if with_buyers else None)


def _rows(
    shop: "Shop", wanted: "OrderFilter", place: tuple[int, int] | None
) -> "Iterator[OrderRow]":
    """One page, or all of them with a bar."""
    from tui.headless.progress import counted

    if place is None:
        yield from counted(_every(shop, wanted), shop.views.counts().orders, _("注文"))
        return
    number, limit = place
    after = None
    for each in range(1, number + 1):
        found = shop.views.orders(wanted, after=after, limit=limit)
        if each == number:
            yield from found.rows
        after = found.after
        if after is None:
            return


def _every(shop: "Shop", wanted: "OrderFilter") -> "Iterator[OrderRow]":
    after = None
    while True:
        found = shop.views.orders(wanted, after=after, limit=500)
        yield from found.rows
        after = found.after
        if after is None:
            return


def _of_buyer(shop: "Shop", text: str, limit: int) -> "Iterator[OrderRow]":
    """Orders of buyers who match; nothing of the buyers themselves is shown (R40)."""
    hits = shop.views.search_buyers(text, shop.clock(), limit)
    for hit in hits.rows:
        yield shop.views.order(hit.order_id).row
    if not hits.complete:
        words = _("新しい購入者{n}人の中を探しました。")
        click.echo(words.format(n=hits.searched), err=True)
