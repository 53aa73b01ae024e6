"""What a person at the shop does: each command is checked by the rules and becomes rows.

Nothing here talks to Amazon, so commands may come from any process at any time; the engine finds
the rows when they are due. Every command is one step: all of it is written or none.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.books.books import Books
from core.books.journal import Entry
from core.commands.orders import OrderCommands
from core.commands.products import ProductCommands
from core.domain.jobs import PERIODIC
from core.domain.labels import Contract, Policy
from core.domain.refusals import Refusal
from core.domain.sheets import ImportPlan, ProductChange, ProductLine, Restored
from core.errors import Refused
from core.linking import steps
from core.personal.purge import purge

if TYPE_CHECKING:
    from core.csv.sheet import Sheet


class Desk(OrderCommands, ProductCommands):
    """The shop's commands. `clock` gives the present instant; all methods raise Refused."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def set_policy(self, policy: Policy) -> None:
        """Choose between the manual's ways and the safe ones."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="方針", policy=policy)
            self._books.settings.policy = policy
            if policy is Policy.DOCUMENTED:
                self._books.products.release_forced()

    def start_link(
        self,
        ready_after: timedelta = timedelta(0),
        *,
        authorised_at: datetime | None = None,
        seller_id: str = "",
    ) -> None:
        """連携を開始する: 連携準備中 for `ready_after`, then the jobs run (R02, R04, R19)."""
        steps.start(
            self._books,
            self._clock(),
            PERIODIC,
            ready_after=ready_after,
            authorised_at=authorised_at,
            seller_id=seller_id,
        )

    def renew_link(self, authorised_at: datetime | None = None) -> None:
        """再承認: the seller has consented anew, and everything missed arrives (R05)."""
        steps.renew(self._books, self._clock(), authorised_at)

    def stop_link(self) -> None:
        """連携を解除する: nothing is asked or sent any more, the books stay."""
        steps.end(self._books, self._clock())

    def set_contract(self, contract: Contract) -> None:
        """Say which contract the shop has with makeshop (R02)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="契約", contract=contract)
            self._books.settings.contract = contract

    def set_preparing(self, usual: timedelta, latest: timedelta) -> None:
        """Say how long a new link is 連携準備中, as a rule and at the latest (R04)."""
        if not timedelta(0) <= usual <= latest <= timedelta(days=7):
            raise Refused(Refusal.BAD_PREPARING)
        with self._books.atomic(self._clock()):
            self._books.journal.write(
                Entry.COMMAND,
                command="連携準備の時間",
                usual_s=usual.total_seconds(),
                latest_s=latest.total_seconds(),
            )
            self._books.settings.preparing = (usual, latest)

    def set_personal_data(self, *, wanted: bool) -> None:
        """Say whether buyers' names and addresses are asked for; who is there stays (R40)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="個人情報の取得", wanted=wanted)
            self._books.settings.personal_data = wanted

    def import_products(
        self,
        sheet: "Sheet[ProductLine]",
        *,
        skip_bad_rows: bool = False,
        confirmed: bool = False,
        dry_run: bool = False,
    ) -> ImportPlan:
        """システム連携する商品の登録 from a file; a bad row stops it all, or is skipped (R11).

        `confirmed` agrees to the deletions at Amazon that the file asks for (R10).
        """
        from core.csv.products import apply_products, plan_products

        if dry_run:
            return plan_products(self._books, sheet, confirmed=confirmed)
        return apply_products(
            self._books, sheet, self._clock(), skip_bad_rows=skip_bad_rows, confirmed=confirmed
        )

    def restore_products(self, changes: "Sequence[ProductChange]") -> Restored:
        """Take an import back, row by row; what has changed meanwhile stays (R42)."""
        from core.commands.restoring import restore_products

        return restore_products(self._books, changes, self._clock())

    def note_buyer_shown(self, order_id: str) -> None:
        """Keep in the journal that a person had the buyer of an order decrypted (R40)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, order_id=order_id, command="個人情報の表示")

    def note_buyers_searched(self, searched: int, found: int) -> None:
        """Keep in the journal that buyers were searched, not for what (R40)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(
                Entry.COMMAND, command="購入者の検索", searched=searched, found=found
            )

    def purge(self, order_ids: Sequence[str] = (), *, everybody: bool = False) -> int:
        """Delete the buyers of `order_ids`, or `everybody`, else those whose day has come (R40).

        Gives their number. It cannot be taken back, and they do not come back from Amazon.
        """
        return purge(self._books, self._clock(), order_ids, everybody=everybody)
