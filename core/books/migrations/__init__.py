"""The tables of the books, as migrations: one module each, never edited once it has shipped.

Instants are text in `core.domain.instants.stamp`'s form, money is whole yen, labels stand as they
are shown. `orders.arrival` is the order of arrival, which the search index goes by.
"""

from core.books.migrations import (
    m001_first,
    m002_link,
    m003_buyers,
    m004_products,
    m005_reports,
    m006_lists,
    m007_calls,
    m008_shown,
)
from core.books.migrations.sequence import MIGRATIONS

APPLIED_IN_ORDER = (
    m001_first,
    m002_link,
    m003_buyers,
    m004_products,
    m005_reports,
    m006_lists,
    m007_calls,
    m008_shown,
)

__all__ = ["APPLIED_IN_ORDER", "MIGRATIONS"]
