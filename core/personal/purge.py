"""Deletes buyers on a person's word, before or on their day (R40)."""

from collections.abc import Sequence
from datetime import datetime

from core.books.books import Books
from core.books.journal import Entry


def purge(books: Books, now: datetime, order_ids: Sequence[str], *, everybody: bool) -> int:
    """Delete the buyers of `order_ids`, or `everybody`, else those whose day has come."""
    with books.atomic(now):
        if everybody:
            deleted = books.buyers.delete_all(now)
        elif order_ids:
            deleted = books.buyers.delete(order_ids, now)
        else:
            deleted = books.buyers.delete_due(now)
        books.journal.write(Entry.COMMAND, command="個人情報の削除", deleted_buyers=deleted)
    books.forget_pages()
    return deleted
