"""配送CSV in, and the orders out: files beside the list (R39)."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import BindingType

from core import Views
from core.csv import ShipmentPlan, apply_shipments, blank_shipments, read_shipments
from core.domain.carriers import CARRIERS
from core.domain.instants import jst
from core.views.rows import OrderFilter, OrderRow
from tui.bulk import MARKED_AT_MOST, able
from tui.dialogs.csv_file import CsvRead, CsvTaken, Rehearsal
from tui.dialogs.export_orders import Content, Export, ExportForm
from tui.dialogs.ship_file import ShipFileForm
from tui.headless.files import write_whole
from tui.headless.listing import csv_pieces
from tui.keys import key
from tui.messages import CommandRefused, FileWritten, ShipmentsImported
from tui.screens.csv_files import CsvFiles, read_csv
from tui.screens.marked_orders import MarkedOrders
from tui.words import _

if TYPE_CHECKING:
    from core import Desk

FILE_KEYS: list[BindingType] = [
    key(
        "i",
        "import_file",
        "配送CSV",
        "配送CSVを取り込む",
        id="orders.import",
        writes=True,
        show=False,
    ),
    key(
        "x",
        "export_file",
        "書き出し",
        "選択中または表示中の注文をCSVに書き出す",
        id="orders.export",
        show=False,
    ),
]
"""Declared where they belong in the footer of the screen."""

PAGE = 500

LAST_FILE = "orders.ship_file"
"""Under this name the settings keep the place of the last 配送CSV."""


class OrderFiles(CsvFiles, MarkedOrders):
    """A list of orders that files go into and come out of."""

    @property
    def wanted(self) -> OrderFilter:
        """Which orders the list shows."""
        raise NotImplementedError

    def action_import_file(self) -> None:
        """Ask for a file of shipments."""
        self._ask_for_file(self.settings.get(LAST_FILE, str, ""))

    def _ask_for_file(self, last: str) -> None:
        def take_in(given: CsvTaken | None) -> None:
            if given is not None:
                self.settings.put(LAST_FILE, str(given.path))
                self.import_shipments(given)

        self.app.push_screen(ShipFileForm(self._rehearse, last), take_in)

    async def _rehearse(self, asked: Rehearsal) -> CsvRead[ShipmentPlan]:
        def look(desk: "Desk") -> CsvRead[ShipmentPlan]:
            return read_csv(
                asked.path, lambda data: apply_shipments(desk, read_shipments(data), dry_run=True)
            )

        return await self.session.at_desk(look)

    @work(group="desk", exit_on_error=False, description="配送CSV")
    async def import_shipments(self, given: CsvTaken) -> None:
        """Put the shipments in line, in one step."""

        def do(desk: "Desk") -> ShipmentsImported:
            sheet = read_shipments(given.data)
            plan = apply_shipments(desk, sheet, skip_bad_rows=given.skip_bad_rows)
            return ShipmentsImported(given.path, plan)

        self.post_message(await self.session.at_desk(do))

    @on(ShipmentsImported)
    def show_imported(self, message: ShipmentsImported) -> None:
        """Say what came of it; a file that is refused after all is shown again."""
        plan = message.plan
        self.renew()
        if not plan.applied:
            words = _("取り込みの直前に注文が変わったため、中止しました。")
            self.post_message(CommandRefused(words))
            self._ask_for_file(str(message.path))
            return
        self.tell(
            _("{file}: 配送完了 {n}件を送信待ちに入れました。誤り {wrong}か所。").format(
                file=message.path.name, n=plan.shipped, wrong=len(plan.errors)
            )
        )

    def action_export_file(self) -> None:
        """Ask what goes where; how many they are is counted meanwhile."""
        wanted = OrderFilter(order_ids=self.marked) if self.marked else self.wanted

        async def count() -> str:
            number = await self.session.read_aside(lambda views: views.orders_total(wanted))
            return _("{n}件").format(n=f"{number:,}")

        def write(export: Export | None) -> None:
            if export is not None:
                carrier = self.offered_carrier or CARRIERS[0].label
                self.write_out(lambda books: _written(Views(books), export, wanted, carrier))

        day = f"{jst(self.session.clock().now):%Y%m%d}"
        subject = _("選択した注文") if self.marked else _("表示中の注文")
        self.app.push_screen(ExportForm(subject, day, count), write)


def _written(views: Views, export: Export, wanted: OrderFilter, carrier: str) -> FileWritten:
    match export.content:
        case Content.ORDERS:
            write_whole(export.path, csv_pieces(_every(views, wanted), OrderRow))
            return FileWritten(export.path, views.orders_total(wanted))
        case Content.BLANK_SHIPMENTS:
            shown = [row.order_id for row in islice(_every(views, wanted), MARKED_AT_MOST)]
            ready = able(views.possible(shown), lambda order: order.ship)
            rows = blank_shipments([each.order_id for each in ready], carrier)
            write_whole(export.path, [rows])
            return FileWritten(export.path, len(ready))


def _every(views: "Views", wanted: OrderFilter) -> Iterator[OrderRow]:
    after = None
    while True:
        page = views.orders(wanted, after=after, limit=PAGE)
        yield from page.rows
        after = page.after
        if after is None:
            return
