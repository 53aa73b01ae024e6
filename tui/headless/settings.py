"""`renkei settings`: what the shop has chosen, and choosing anew."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.domain.labels import Contract, Policy
from tui.cli_options import OneOf, Whole, language_option, policy_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, dry_run_option, json_option
from tui.words import N_, _

if TYPE_CHECKING:
    from tui.headless.shop import Shop


@click.command(
    "settings",
    cls=HeadlessCommand,
    help=N_("ショップの設定を表示します。オプションがあれば、先に変えます。"),
)
@policy_option
@click.option("--reserve", type=Whole(0, 9_999_999), help=N_("安全在庫（方針 safe のとき）"))
@click.option(
    "--contract", type=OneOf([each.value for each in Contract]), help=N_("makeshopとの契約")
)
@click.option(
    "--personal-data/--no-personal-data",
    default=None,
    help=N_("購入者の名前と住所を取り込むかどうか"),
)
@dry_run_option
@json_option
@clock_option
@books_option
@language_option
def settings(
    policy: str | None,
    reserve: int | None,
    contract: str | None,
    personal_data: bool | None,
    dry_run: bool,
    as_json: bool,
    clock: str | None,
    books: Path | None,
) -> None:
    """Show the settings, the given ones changed."""
    from tui.headless.listing import print_json
    from tui.headless.shop import open_shop

    with open_shop(books, clock) as shop:
        with shop.books.rehearsed() if dry_run else nullcontext():
            if policy:
                shop.desk.set_policy(Policy(policy))
            if reserve is not None:
                shop.desk.set_reserve(reserve)
            if contract:
                shop.desk.set_contract(Contract(contract))
            if personal_data is not None:
                shop.desk.set_personal_data(wanted=personal_data)
        values = _values(shop)
    if as_json:
        print_json(values)
        return
    words = {
        "policy": _("方針"),
        "reserve": _("安全在庫"),
        "contract": _("契約"),
        "personal_data": _("個人情報の取込"),
    }
    for name, value in values.items():
        told = (_("する") if value else _("しない")) if isinstance(value, bool) else value
        click.echo(f"{words[name]} {told}")
    if dry_run:
        click.echo(_("できます（--dry-run のため何もしていません）。"))


def _values(shop: "Shop") -> dict[str, object]:
    chosen = shop.books.settings
    return {
        "policy": chosen.policy.value,
        "reserve": chosen.reserve,
        "contract": chosen.contract.value,
        "personal_data": chosen.personal_data,
    }
