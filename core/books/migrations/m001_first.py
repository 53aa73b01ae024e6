"""The tables of the first release: the shop, its orders, and how far Amazon has them."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="001 the shop, its orders, and how far Amazon has them")
def first(db: "Database") -> None:
    """The books of the first release."""
    for statement in _FIRST:
        db.execute(statement)


_FIRST = (
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE products (
        code TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        stock INTEGER NOT NULL,
        price_yen INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE links (
        sku TEXT PRIMARY KEY,
        code TEXT NOT NULL UNIQUE REFERENCES products (code),
        asin TEXT NOT NULL UNIQUE,
        forced INTEGER NOT NULL DEFAULT 0,
        looked_at TEXT,
        paused TEXT NOT NULL DEFAULT '',
        pushed_quantity INTEGER,
        pushed_price_yen INTEGER,
        push_state TEXT,
        push_note TEXT NOT NULL DEFAULT '',
        pushed_at TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE orders (
        arrival INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL UNIQUE,
        purchased_at TEXT NOT NULL,
        payment_status TEXT NOT NULL,
        handling TEXT NOT NULL,
        payment_kind TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        amazon_status TEXT NOT NULL,
        amazon_updated_at TEXT NOT NULL,
        digest TEXT NOT NULL,
        before_link INTEGER NOT NULL,
        held_skus TEXT NOT NULL,
        marks TEXT NOT NULL,
        total_yen INTEGER,
        units INTEGER NOT NULL,
        title TEXT NOT NULL,
        ship_by TEXT,
        first_seen_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX orders_newest ON orders (purchased_at, order_id)",
    "CREATE INDEX orders_by_axes ON orders (payment_status, handling, purchased_at, order_id)",
    """CREATE TABLE order_lines (
        order_id TEXT NOT NULL REFERENCES orders (order_id),
        item_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        asin TEXT NOT NULL,
        title TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit_price_yen INTEGER,
        PRIMARY KEY (order_id, item_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE packages (
        order_id TEXT NOT NULL REFERENCES orders (order_id),
        reference TEXT NOT NULL,
        carrier TEXT NOT NULL,
        tracking TEXT NOT NULL,
        shipped_at TEXT,
        PRIMARY KEY (order_id, reference)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE ledger (
        ledger_id INTEGER PRIMARY KEY,
        order_id TEXT,
        sku TEXT NOT NULL,
        code TEXT NOT NULL,
        reason TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        stock_after INTEGER NOT NULL,
        at TEXT NOT NULL,
        UNIQUE (order_id, sku, reason)
    ) STRICT""",
    "CREATE INDEX ledger_by_sku ON ledger (sku, ledger_id)",
    """CREATE TABLE pushes (
        push_id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL REFERENCES orders (order_id),
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        carrier TEXT NOT NULL DEFAULT '',
        tracking TEXT NOT NULL DEFAULT '',
        reason TEXT,
        created_at TEXT NOT NULL,
        sent_at TEXT,
        settled_at TEXT,
        feed_id TEXT,
        error TEXT NOT NULL DEFAULT '',
        command_seq INTEGER NOT NULL
    ) STRICT""",
    """CREATE UNIQUE INDEX pushes_one_live ON pushes (order_id, kind)
        WHERE state IN ('送信待ち', '送信中', '受理', '結果不明')""",
    "CREATE INDEX pushes_by_state ON pushes (state, push_id)",
    "CREATE INDEX pushes_by_order ON pushes (order_id, push_id)",
    """CREATE TABLE jobs (
        name TEXT PRIMARY KEY,
        origin TEXT NOT NULL,
        due_at TEXT NOT NULL,
        last_run_at TEXT,
        last_result TEXT NOT NULL DEFAULT '',
        waits_for TEXT NOT NULL DEFAULT '',
        progress TEXT NOT NULL DEFAULT '',
        tries INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE follows (
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        due_at TEXT NOT NULL,
        since TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        data TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (kind, subject)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX follows_due ON follows (due_at, kind, subject)",
    """CREATE TABLE quotas (
        operation TEXT PRIMARY KEY,
        rate_per_s REAL NOT NULL,
        burst INTEGER NOT NULL,
        tokens REAL NOT NULL,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cursors (
        name TEXT PRIMARY KEY,
        watermark TEXT NOT NULL,
        next_token TEXT,
        asked_after TEXT,
        token_at TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE findings (
        code TEXT NOT NULL,
        subject TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (subject, code)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE set_aside (
        order_id TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        first_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        tries INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        order_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        cause INTEGER,
        amazon_at TEXT,
        data TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX journal_by_order ON journal (order_id, seq) WHERE order_id <> ''",
)
