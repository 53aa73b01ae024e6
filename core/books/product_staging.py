"""The SQL of an import of products: staged rows, what they make of the books, what is wrong.

Staged and merged rows live in temporary tables, so that a dry run locks nobody out and a hundred
thousand rows need no memory.
"""

from core.domain.refusals import Refusal
from core.domain.sentence import Sentence
from core.domain.sheets import PRODUCT_LABELS

DROP = ("DROP TABLE IF EXISTS temp.staged_products", "DROP TABLE IF EXISTS temp.merged_products")

STAGED = """
CREATE TEMP TABLE staged_products (line INTEGER PRIMARY KEY, code TEXT NOT NULL, parent TEXT,
    title TEXT, jan TEXT, stock INTEGER, price_yen INTEGER, reserve INTEGER, data_link TEXT,
    posting TEXT, asin TEXT, sku TEXT)
"""
STAGE = f"INSERT INTO temp.staged_products VALUES ({', '.join('?' * 12)})"

MERGED = (
    """
CREATE TEMP TABLE merged_products (line INTEGER PRIMARY KEY, bad INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL, is_new INTEGER, parent TEXT, title TEXT, jan TEXT, stock INTEGER,
    price_yen INTEGER, reserve INTEGER, data_link TEXT, posting TEXT, asin TEXT, sku TEXT,
    moves INTEGER, describes INTEGER, enters INTEGER, switches INTEGER, deletes INTEGER)
""",
    """
INSERT INTO temp.merged_products
SELECT s.line, 0, s.code, p.code IS NULL, coalesce(s.parent, p.parent), coalesce(s.title, p.title),
    coalesce(s.jan, p.jan, ''), coalesce(s.stock, p.stock), coalesce(s.price_yen, p.price_yen),
    coalesce(s.reserve, p.reserve), coalesce(s.data_link, l.data_link, '連携しない'),
    coalesce(s.posting, l.posting, '登録する'), coalesce(s.asin, l.asin), coalesce(s.sku, l.sku),
    p.code IS NOT NULL AND coalesce(s.stock <> p.stock, 0),
    p.code IS NOT NULL AND (p.removed OR coalesce(s.title <> p.title, 0)
        OR coalesce(s.price_yen <> p.price_yen, 0) OR coalesce(s.jan <> p.jan, 0)
        OR s.reserve IS NOT NULL AND s.reserve IS NOT p.reserve
        OR s.parent IS NOT NULL AND s.parent IS NOT p.parent),
    (s.sku IS NOT NULL AND s.sku IS NOT l.sku) OR (s.asin IS NOT NULL AND s.asin IS NOT l.asin),
    0, 0
FROM temp.staged_products AS s
LEFT JOIN products AS p USING (code) LEFT JOIN links AS l USING (code) ORDER BY s.line
""",
    """
UPDATE temp.merged_products AS m SET
    switches = NOT m.enters AND (m.data_link <> l.data_link OR m.posting <> l.posting),
    deletes = m.data_link = '連携する' AND m.posting = '登録しない' AND l.deleted_at IS NULL
        AND (m.enters OR m.data_link <> l.data_link OR m.posting <> l.posting)
FROM links AS l WHERE l.code = m.code
""",
    """
UPDATE temp.merged_products SET deletes = 1 WHERE enters AND data_link = '連携する'
    AND posting = '登録しない'
    AND NOT EXISTS (SELECT 1 FROM links WHERE links.code = merged_products.code)
""",
    "CREATE INDEX temp.merged_by_code ON merged_products (code)",
    "CREATE INDEX temp.merged_by_parent ON merged_products (parent) WHERE parent IS NOT NULL",
)

_L = PRODUCT_LABELS
ROW_CHECKS: tuple[tuple[str, str, str], ...] = (
    (_L["title"], Sentence("新しい商品には商品名が必要です。"), "is_new AND title IS NULL"),
    (_L["stock"], Sentence("新しい商品には在庫数が必要です。"), "is_new AND stock IS NULL"),
    (_L["price_yen"], Sentence("新しい商品には価格が必要です。"), "is_new AND price_yen IS NULL"),
    (_L["stock"], Refusal.NEGATIVE_STOCK, "stock < 0 AND (is_new OR moves)"),
    (_L["asin"], Refusal.NO_ASIN, "asin IS NULL AND (sku IS NOT NULL OR data_link = '連携する')"),
    (_L["sku"], Refusal.NO_ASIN, "sku IS NULL AND (asin IS NOT NULL OR data_link = '連携する')"),
)
"""(column, reason, condition) of what is wrong with a row by itself."""

UNCONFIRMED = (_L["posting"], Refusal.DELETES_LISTING, "deletes")

REPEATED = """
SELECT line, first FROM
    (SELECT line, min(line) OVER (PARTITION BY code) AS first FROM temp.merged_products)
WHERE line > first ORDER BY line
"""

FAMILY_CHECKS: tuple[tuple[str, str, str], ...] = (
    (
        _L["parent"],
        Refusal.NO_SUCH_PARENT,
        """parent IS NOT NULL AND (parent = code
        OR NOT EXISTS (SELECT 1 FROM products WHERE products.code = m.parent)
        AND NOT EXISTS
            (SELECT 1 FROM temp.merged_products AS o WHERE o.code = m.parent AND NOT o.bad))""",
    ),
    (
        _L["parent"],
        Refusal.PARENT_IS_OPTION,
        """parent IS NOT NULL AND parent <> code AND (
        EXISTS (SELECT 1 FROM temp.merged_products AS o
            WHERE o.code = m.parent AND NOT o.bad AND o.parent IS NOT NULL)
        OR EXISTS (SELECT 1 FROM products AS p WHERE p.code = m.parent AND p.parent IS NOT NULL)
        OR EXISTS (SELECT 1 FROM temp.merged_products AS o WHERE o.parent = m.code AND NOT o.bad)
        OR EXISTS (SELECT 1 FROM products AS p WHERE p.parent = m.code))""",
    ),
)
"""The same for a row among the others; `m` is the row."""


def taken(column: str) -> str:
    """(line, holder) of rows whose `sku` or `asin` another row has once all is written."""
    return f"""
    WITH final AS (
        SELECT code, {column} AS value, iif(enters, line, 0) AS rank FROM temp.merged_products
        WHERE NOT bad AND sku IS NOT NULL AND asin IS NOT NULL
        UNION ALL
        SELECT code, {column}, 0 FROM links WHERE NOT EXISTS
            (SELECT 1 FROM temp.merged_products AS m WHERE m.code = links.code AND NOT m.bad)
    ), ranked AS (
        SELECT code, rank, first_value(code) OVER (PARTITION BY value ORDER BY rank) AS holder
        FROM final
    )
    SELECT rank, holder FROM ranked WHERE code <> holder AND rank > 0 ORDER BY rank
    """


COUNTS = """
SELECT coalesce(sum(is_new), 0),
    coalesce(sum(NOT is_new AND (moves OR describes OR enters OR switches)), 0),
    coalesce(sum(NOT is_new AND NOT (moves OR describes OR enters OR switches)), 0),
    coalesce(sum(deletes), 0)
FROM temp.merged_products WHERE NOT bad
"""

_SHOWN = ("title", "price_yen", "stock", "reserve", "parent", "jan")
_SHOWN_OF_LINK = ("data_link", "posting", "asin", "sku")
SHOWN = (*_SHOWN, *_SHOWN_OF_LINK)
CHANGES = f"""
SELECT m.line, m.code, p.removed, {", ".join(f"p.{name}, m.{name}" for name in _SHOWN)},
    {", ".join(f"l.{name}, m.{name}" for name in _SHOWN_OF_LINK)}
FROM temp.merged_products AS m
LEFT JOIN products AS p USING (code) LEFT JOIN links AS l USING (code)
WHERE NOT m.bad AND (is_new OR moves OR describes OR enters OR switches) ORDER BY m.line LIMIT ?
"""

ADD = """
INSERT INTO products (code, title, stock, price_yen, parent, jan, reserve)
SELECT code, title, stock, price_yen, parent, jan, reserve FROM temp.merged_products
WHERE NOT bad AND is_new ORDER BY line
"""
DESCRIBE = """
UPDATE products SET title = m.title, price_yen = m.price_yen, parent = m.parent, jan = m.jan,
    reserve = m.reserve, removed = 0
FROM temp.merged_products AS m WHERE m.code = products.code AND NOT m.bad AND m.describes
"""
LINKS = (
    """
DELETE FROM links WHERE code IN (SELECT code FROM temp.merged_products WHERE NOT bad AND enters)
""",
    """
INSERT INTO links (sku, code, asin, data_link, posting)
SELECT sku, code, asin, data_link, posting FROM temp.merged_products
WHERE NOT bad AND enters ORDER BY line
""",
    """
UPDATE links SET data_link = m.data_link, posting = m.posting, touched = 1,
    looked_at = iif(paused = '', looked_at, NULL),
    at_amazon = iif(paused = '', at_amazon, NULL), paused = ''
FROM temp.merged_products AS m WHERE m.code = links.code AND NOT m.bad AND m.switches
""",
)
STANDING = """
SELECT findings.code, subject FROM findings JOIN links ON links.sku = subject
JOIN temp.merged_products AS m ON m.code = links.code
WHERE NOT m.bad AND (m.enters OR m.switches AND m.data_link = '連携しない')
"""
"""(finding, SKU) of what goes because the link it stood on goes."""

MOVES = """
SELECT m.code, coalesce(links.sku, ''), products.stock, m.stock FROM temp.merged_products AS m
JOIN products USING (code) LEFT JOIN links USING (code) WHERE NOT bad AND moves ORDER BY line
"""
