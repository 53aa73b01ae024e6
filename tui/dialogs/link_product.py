"""連携: find a product in Amazon's catalogue, choose it, and say under which SKU (R07 to R10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Select

from core.domain.labels import Policy
from core.domain.refusals import Refusal
from core.errors import Held, Throttled
from tui.dialogs.form import Form, label
from tui.dialogs.switches import (
    BOTH_ON,
    Switches,
    chosen_switches,
    meaning,
    switch_fields,
)
from tui.formats import clock_time
from tui.headless.failures import failure
from tui.ink import Ink, inked
from tui.widgets.columns import Column
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from core.amazon.catalog import CatalogItem
    from core.views.product_rows import ProductRow
    from tui.session import Session

POLL_S = 0.25

ITEM_COLUMNS: "tuple[Column[CatalogItem], ...]" = (
    Column("asin", "ASIN", 10, lambda item: Ink(item.asin, "amazon")),
    Column("title", N_("商品名"), 20, lambda item: Ink(item.title), grow=1),
    Column("brand", N_("ブランド"), 10, lambda item: Ink(item.brand or "-", "quiet")),
    Column("jan", "JAN", 13, lambda item: Ink(item.jan or "-", "quiet")),
)


class LinkWish(NamedTuple):
    """What a product is to be linked to, and how."""

    sku: str
    asin: str
    switches: Switches
    force: bool


@dataclass
class CatalogueSearched(Message):
    """Amazon's catalogue was searched."""

    text: str
    items: "tuple[CatalogItem, ...]"


@dataclass
class CatalogueWaited(Message):
    """A search may not go to Amazon before `until`."""

    text: str
    operation: str
    until: datetime


@dataclass
class CatalogueFailed(Message):
    """A search came to nothing; the sentence says why."""

    sentence: str


class LinkForm(Form[LinkWish]):
    """Search, results, SKU and both switches, all at once."""

    HELP = N_(
        "ASIN・JAN・キーワードでAmazonの商品を探して連携します。"
        "探せないときは先にセラーセントラルで商品を登録します（R07、R08）。"
    )

    submit_text = N_("連携する")

    def __init__(self, session: "Session", row: "ProductRow") -> None:
        super().__init__()
        self._session = session
        self._row = row
        self._forcible = session.views.policy() is Policy.DOCUMENTED
        self._waits: CatalogueWaited | None = None

    def heading(self) -> str:
        """Which product."""
        return f"{_('Amazonと連携')}  {self._row.code} {self._row.title}"

    def fields(self) -> ComposeResult:
        """Search line, what came of it, results, then the product's own data."""
        row = self._row
        with Horizontal(classes="field-row"):
            yield label(_("検索"))
            yield Input(
                row.asin or row.jan,
                placeholder=_("ASIN・JAN・キーワード"),
                id="link-search",
                compact=True,
            )
        yield Drawn(id="link-found")
        yield PagedTable(
            ITEM_COLUMNS, lambda item: item.asin, empty=N_("Enterで検索します。"), id="link-items"
        )
        with Horizontal(classes="field-row"):
            yield label("Amazon出品者SKU")
            yield Input(row.sku, placeholder=row.code, id="link-sku", compact=True)
        yield from switch_fields(BOTH_ON)
        if self._forcible:
            with Horizontal(classes="field-row"):
                yield label(_("FBA対象なら"))
                options = [(Text(_("送信しない")), False), (Text(_("強制して送信する")), True)]
                yield Select(options, value=False, allow_blank=False, id="force", compact=True)

    def on_mount(self) -> None:
        """Look whether a wait is over as long as the dialog lives."""
        self.query_one("#link-search", Input).action_select_all()
        self.set_interval(POLL_S, self.go_on_after_wait)

    @property
    def items(self) -> "PagedTable[CatalogItem]":
        """What was found."""
        return self.query_one("#link-items", PagedTable)

    @on(Input.Submitted, "#link-search")
    def search(self, message: Input.Submitted) -> None:
        """Ask Amazon; a search that waits while the clock stands lets the clock go there."""
        message.prevent_default()
        waits, clock = self._waits, self._session.clock()
        if waits is not None and waits.text == message.value and not clock.running:
            self._session.live.go_to(waits.until)
        elif message.value.strip():
            self._say(_("Amazonを検索しています…"))
            self.ask_amazon(message.value)

    def go_on_after_wait(self) -> None:
        """Search again once Amazon lets us."""
        waits = self._waits
        if waits is not None and self._session.clock().now >= waits.until:
            self._waits = None
            self.ask_amazon(waits.text)

    @work(group="find", exclusive=True, exit_on_error=False, description="ASIN")
    async def ask_amazon(self, text: str) -> None:
        """Search, then say what came of it."""
        try:
            found = await self._session.find(text)
        except (Throttled, Held) as wait:
            self.post_message(CatalogueWaited(text, wait.operation, wait.retry_at))
        except Exception as error:
            self.post_message(CatalogueFailed(failure(error)[0]))
        else:
            self.post_message(CatalogueSearched(text, found))

    @on(CatalogueSearched)
    def show_found(self, message: CatalogueSearched) -> None:
        """Show the list; the first one is pointed at."""
        self._waits = None
        self.items.show(FixedRows(message.items), from_top=True)
        if message.items:
            self._say(_("{n}件。一覧から選んでください。").format(n=len(message.items)))
            self.items.focus()
        else:
            self._say(_("見つかりません。") + _(Refusal.NO_SUCH_ASIN.value))

    @on(CatalogueWaited)
    def show_wait(self, message: CatalogueWaited) -> None:
        """Name the wait and its end."""
        self._waits = message
        words = _("{until}まで、{operation} の呼び出し枠を待っています。").format(
            operation=message.operation, until=clock_time(message.until)
        )
        if not self._session.clock().running:
            words += _("時計が止まっています。Enterでその時刻へ進みます。")
        self._say(words)

    @on(CatalogueFailed)
    def show_failure(self, message: CatalogueFailed) -> None:
        """Say why."""
        self._waits = None
        self._say(message.sentence)

    def _say(self, sentence: str) -> None:
        self.query_one("#link-found", Drawn).show(prose(inked(Ink(sentence, "note"))))

    @on(RowPointed, "#link-items")
    def check_again(self) -> None:
        """Another ASIN may be taken."""
        self.check()

    @on(RowChosen, "#link-items")
    def go_to_sku(self) -> None:
        """The ASIN is chosen; the SKU is next."""
        self.query_one("#link-sku", Input).focus()

    def _wish(self) -> LinkWish:
        item = self.items.pointed
        force = self._forcible and self.query_one("#force", Select).value is True
        return LinkWish(
            self.query_one("#link-sku", Input).value.strip(),
            "" if item is None else item.asin,
            chosen_switches(self),
            force,
        )

    def problem(self) -> str:
        """What is missing, or the rule that stands against it (R09)."""
        wish = self._wish()
        if not wish.asin:
            return _("ASINを検索して、一覧から選んでください。")
        refusal = self._session.views.against_link(self._row.code, wish.sku, wish.asin)
        return _(refusal.value) if refusal else ""

    def hint(self) -> str:
        """What comes of it, of an FBA SKU (R14), and of the SKU that it had."""
        wish = self._wish()
        if wish.force:
            return _(Refusal.FBA_LISTING.value)
        if self._row.sku not in ("", wish.sku):
            words = _("{sku} の連携はなくなり、Amazonの出品はそのまま残ります。")
            return words.format(sku=self._row.sku)
        return f"{wish.asin} ← {wish.sku}  {meaning(wish.switches)}"

    def answer(self) -> LinkWish:
        """The wish."""
        return self._wish()
