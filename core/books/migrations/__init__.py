"""The tables of the books, as migrations: one module each, never edited once it has shipped.

Instants are text in `core.domain.instants.stamp`'s form, money is whole yen, labels stand as they
are shown. Rows of `orders` keep rowid in the order of arrival.
"""

from core.books.migrations import m001_first, m002_link, m003_buyers, m004_products, m005_reports
from core.books.migrations.sequence import MIGRATIONS

APPLIED_IN_ORDER = (m001_first, m002_link, m003_buyers, m004_products, m005_reports)

__all__ = ["APPLIED_IN_ORDER", "MIGRATIONS"]
