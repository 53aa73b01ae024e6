"""The SQL of the difference between what the shop wants Amazon to have and what it last got.

It reads the rows that the database itself has marked as touched, by their index (R12, R13).
"""

QUANTITY = "max(0, stock - CASE WHEN :safe THEN coalesce(reserve, :reserve) ELSE 0 END)"
"""What Amazon is to have of a row of `products`: domain's `wanted_offer`, in SQL."""

OPEN = "push_state IN ('送信中', '結果不明')"
DIFFERS = f"""
CASE posting WHEN '登録する' THEN
    pushed_quantity IS NOT {QUANTITY} OR pushed_price_yen IS NOT price_yen
    OR coalesce({OPEN}, 0)
ELSE deleted_at IS NULL OR coalesce({OPEN}, 0) END
"""
TOUCHED = "touched = 1 AND data_link = '連携する' AND paused = ''"
OVERRIDDEN = """
EXISTS (SELECT 1 FROM products AS option JOIN links AS own ON own.code = option.code
    WHERE option.parent = products.code AND own.data_link = '連携する')
"""
CHANGED = f"""
FROM links INDEXED BY links_changed CROSS JOIN products ON products.code = links.code
WHERE {TOUCHED} AND ({DIFFERS}) AND NOT {OVERRIDDEN}
"""
"""Where the SKUs stand of which Amazon has something else than the shop wants."""

NEEDS_LOOK = f"""
(coalesce(at_amazon = 'unsure', 0) OR (looked_at IS NULL OR looked_at < :fresh) AND
    (:safe OR posting = '登録しない' OR at_amazon IS NOT 'present' OR coalesce({OPEN}, 0)))
"""
REGISTERS = """
(posting = '登録する' AND at_amazon = 'absent' AND (pushed_at IS NULL OR deleted_at IS NOT NULL))
"""
COLUMNS = f"""
SELECT links.sku, links.asin, links.code, stock, {QUANTITY}, price_yen, posting, forced,
    at_amazon, pushed_at IS NOT NULL AND deleted_at IS NULL, coalesce({OPEN}, 0)
"""
SENT = """
SELECT links.sku, links.asin, links.code, pushed_quantity, pushed_price_yen, pushed_at, forced,
    deleted_at IS NOT NULL FROM links
"""
