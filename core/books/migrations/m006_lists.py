"""Order lists that stay quick at a million orders: keys for each filter, and a search index."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="006 lists and search")
def lists(db: "Database") -> None:
    """State of the newest notice and number of findings stand on the order itself.

    The database keeps them in step, whoever writes. `indexed` says whether the search index holds
    an order; those it does not are looked through one by one.
    """
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "ALTER TABLE orders ADD COLUMN push_kind TEXT",
    "ALTER TABLE orders ADD COLUMN push_state TEXT",
    "ALTER TABLE orders ADD COLUMN findings INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE orders ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
    """UPDATE orders SET findings = (SELECT count(*) FROM findings WHERE subject = order_id),
        (push_kind, push_state) = (SELECT kind, state FROM pushes
            WHERE pushes.order_id = orders.order_id ORDER BY push_id DESC LIMIT 1)""",
    """CREATE TRIGGER push_shows_on_order AFTER INSERT ON pushes
        BEGIN UPDATE orders SET push_kind = new.kind, push_state = new.state
            WHERE order_id = new.order_id; END""",
    """CREATE TRIGGER push_state_shows_on_order AFTER UPDATE OF state ON pushes
        WHEN new.push_id = (SELECT max(push_id) FROM pushes WHERE order_id = new.order_id)
        BEGIN UPDATE orders SET push_state = new.state WHERE order_id = new.order_id; END""",
    """CREATE TRIGGER finding_shows_on_order AFTER INSERT ON findings
        BEGIN UPDATE orders SET findings =
            (SELECT count(*) FROM findings WHERE subject = new.subject)
            WHERE order_id = new.subject; END""",
    """CREATE TRIGGER finding_leaves_order AFTER DELETE ON findings
        BEGIN UPDATE orders SET findings =
            (SELECT count(*) FROM findings WHERE subject = old.subject)
            WHERE order_id = old.subject; END""",
    "DROP INDEX orders_by_axes",
    "CREATE INDEX orders_payment_status ON orders (payment_status, purchased_at, order_id)",
    "CREATE INDEX orders_handling ON orders (handling, purchased_at, order_id)",
    "CREATE INDEX orders_payment_kind ON orders (payment_kind, purchased_at, order_id)",
    "CREATE INDEX orders_fulfilled_by ON orders (fulfilled_by, purchased_at, order_id)",
    "CREATE INDEX orders_push_state ON orders (push_state, purchased_at, order_id)"
    " WHERE push_state IS NOT NULL",
    "CREATE INDEX orders_findings ON orders (purchased_at, order_id) WHERE findings > 0",
    """CREATE INDEX orders_all_filters ON orders
        (payment_status, handling, payment_kind, fulfilled_by, purchased_at, order_id)""",
    "CREATE INDEX orders_unindexed ON orders (arrival) WHERE indexed = 0",
    "CREATE VIRTUAL TABLE order_search USING fts5 (pairs, triples, content = '')",
)
