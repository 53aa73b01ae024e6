"""商品CSV in and out, beside the list of products (R11)."""

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import BindingType

from core.csv import (
    ImportPlan,
    export_products,
    plan_products,
    read_products,
)
from core.domain.instants import jst
from tui.dialogs.csv_file import CsvRead, CsvTaken, Rehearsal
from tui.dialogs.export_products import ExportProductsForm, ProductExport
from tui.dialogs.product_file import ProductFileForm
from tui.headless.files import write_whole
from tui.keys import key
from tui.messages import CommandRefused, FileWritten, ProductsImported
from tui.screens.csv_files import CsvFiles, read_csv
from tui.screens.marked_products import MarkedProducts
from tui.words import _

if TYPE_CHECKING:
    from core import Books, Desk

PRODUCT_FILE_KEYS: list[BindingType] = [
    key(
        "i",
        "import_file",
        "CSV取込",
        "商品CSVを取り込む",
        id="products.import",
        show=False,
        writes=True,
    ),
    key("x", "export_file", "書き出し", "商品をCSVに書き出す", id="products.export", show=False),
]
"""Declared where they belong in the footer of the screen."""

LAST_FILE = "products.file"
"""Under this name the settings keep the place of the last 商品CSV."""


class ProductFiles(CsvFiles, MarkedProducts):
    """A list of products that files go into and come out of."""

    def action_import_file(self) -> None:
        """Ask for a file of products."""
        self._ask_for_file(self.settings.get(LAST_FILE, str, ""))

    def _ask_for_file(self, last: str) -> None:
        def take_in(given: CsvTaken | None) -> None:
            if given is not None:
                self.settings.put(LAST_FILE, str(given.path))
                self.tell(_("{file} を取り込んでいます…").format(file=given.path.name))
                self.import_products(given)

        self.app.push_screen(ProductFileForm(self._rehearse, last), take_in)

    async def _rehearse(self, asked: Rehearsal) -> CsvRead[ImportPlan]:
        def count(rows: int) -> None:
            asked.rows = rows

        def look(books: "Books") -> CsvRead[ImportPlan]:
            def plan(data: bytes) -> ImportPlan:
                sheet = read_products(data)
                return plan_products(books, sheet, confirmed=asked.confirmed, told=count)

            return read_csv(asked.path, plan)

        return await self.session.look_aside(look)

    @work(group="desk", exit_on_error=False, description="商品CSV")
    async def import_products(self, given: CsvTaken) -> None:
        """Write the products, in one step."""

        def do(desk: "Desk") -> ProductsImported:
            plan = desk.import_products(
                read_products(given.data),
                skip_bad_rows=given.skip_bad_rows,
                confirmed=given.confirmed,
            )
            return ProductsImported(given.path, plan)

        imported = await self.session.at_desk(do)
        if imported.plan.applied and imported.plan.added + imported.plan.changed:
            await self._record(given)
        self.post_message(imported)

    async def _record(self, given: CsvTaken) -> None:
        """A world that is recorded keeps the file, of which its journal has the figures alone."""
        if self.session.linked is not None or not self.session.live.recorded:
            return
        from scenarios.imports import note_products

        await asyncio.wrap_future(
            self.session.live.submit(
                lambda world: note_products(
                    world,
                    given.data,
                    skip_bad_rows=given.skip_bad_rows,
                    confirmed=given.confirmed,
                )
            )
        )

    @on(ProductsImported)
    def show_imported(self, message: ProductsImported) -> None:
        """Say what came of it; a file that is refused after all is shown again."""
        plan = message.plan
        self.renew()
        if not plan.applied:
            words = _("取り込みの直前に商品が変わったため、中止しました。")
            self.post_message(CommandRefused(words))
            self._ask_for_file(str(message.path))
            return
        words = _("{file}: 追加 {added}件、変更 {changed}件。誤り {wrong}か所。")
        told = words.format(
            file=message.path.name,
            added=f"{plan.added:,}",
            changed=f"{plan.changed:,}",
            wrong=len(plan.errors),
        )
        if plan.added + plan.changed and not plan.written:
            told += _("件数が多いため、元に戻せません。")
        self.tell(told)

    def action_export_file(self) -> None:
        """Ask where to."""

        def write(wanted: ProductExport | None) -> None:
            if wanted is not None:
                self.write_out(lambda books: _written(books, wanted))

        name = f"products-{jst(self.session.clock().now):%Y%m%d}.csv"
        self.app.push_screen(ExportProductsForm(name), write)


def _written(books: "Books", wanted: ProductExport) -> FileWritten:
    write_whole(wanted.path, export_products(books, wanted.encoding))
    (products,) = books.connection.execute(
        "SELECT count(*) FROM products WHERE NOT removed"
    ).fetchone()
    return FileWritten(wanted.path, int(products))
