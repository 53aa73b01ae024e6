"""Options, the two switches of a product, and which listings may differ from what was sent."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="004 products with options, and what Amazon has of them")
def products(db: "Database") -> None:
    """R09, R10, R12, R17, and shipments that go by feed.

    `links.touched` is set by the database itself whenever a figure moves that an offer is made of,
    whoever moves it. So the hourly difference reads the few touched rows by their index.
    """
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "ALTER TABLE products ADD COLUMN parent TEXT REFERENCES products (code)",
    "ALTER TABLE products ADD COLUMN jan TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE products ADD COLUMN reserve INTEGER",
    "ALTER TABLE products ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX products_options ON products (parent) WHERE parent IS NOT NULL",
    "ALTER TABLE links ADD COLUMN data_link TEXT NOT NULL DEFAULT '連携する'",
    "ALTER TABLE links ADD COLUMN posting TEXT NOT NULL DEFAULT '登録する'",
    "ALTER TABLE links ADD COLUMN touched INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE links ADD COLUMN at_amazon TEXT",
    "ALTER TABLE links ADD COLUMN asin_known INTEGER",
    "ALTER TABLE links ADD COLUMN deleted_at TEXT",
    "ALTER TABLE links ADD COLUMN batch TEXT",
    "ALTER TABLE links ADD COLUMN message_id INTEGER",
    "UPDATE links SET at_amazon = 'present' WHERE looked_at IS NOT NULL AND paused = ''",
    """CREATE INDEX links_changed ON links (sku)
        WHERE touched = 1 AND data_link = '連携する' AND paused = ''""",
    "CREATE INDEX links_awaited ON links (batch, sku) WHERE batch IS NOT NULL",
    """CREATE TRIGGER product_touches_link AFTER UPDATE OF stock, price_yen, reserve ON products
        WHEN new.stock <> old.stock OR new.price_yen <> old.price_yen
            OR new.reserve IS NOT old.reserve
        BEGIN UPDATE links SET touched = 1 WHERE code = new.code; END""",
    """CREATE TRIGGER new_setting_touches_links AFTER INSERT ON settings
        WHEN new.key IN ('policy', 'reserve')
        BEGIN UPDATE links SET touched = 1; END""",
    """CREATE TRIGGER setting_touches_links AFTER UPDATE ON settings
        WHEN new.key IN ('policy', 'reserve') AND new.value <> old.value
        BEGIN UPDATE links SET touched = 1; END""",
    "ALTER TABLE pushes ADD COLUMN shipped_at TEXT",
    "ALTER TABLE pushes ADD COLUMN by_feed INTEGER NOT NULL DEFAULT 0",
)
