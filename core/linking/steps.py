"""Each step in the life of the link, written as one: start, renewal, end (R02, R04, R05).

Nothing here talks to Amazon. The desk gives these as commands, the engine ends what is over.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.books.books import Books
from core.books.journal import Entry
from core.domain.findings import Finding
from core.domain.instants import jst, stamp
from core.domain.labels import Contract, LinkState
from core.domain.refusals import Refusal
from core.domain.shop_link import Stop
from core.errors import Refused

SUBJECT = "link"
"""What the findings of the authorisation stand on."""


def check_contract(books: Books) -> None:
    """R02: a trial shop is refused. Raises Refused."""
    match books.settings.contract:
        case Contract.FULL:
            return
        case Contract.TRIAL:
            raise Refused(Refusal.TRIAL_SHOP)


def start(
    books: Books,
    now: datetime,
    jobs: Iterable[str],
    *,
    ready_after: timedelta,
    authorised_at: datetime | None,
    seller_id: str,
) -> None:
    """連携を開始する: 連携準備中 for `ready_after`, then each of `jobs` for the first time (R04).

    A link that runs already stays as it is. Raises Refused for a trial shop, for another seller's
    books, and where the consent has ended.
    """
    with books.atomic(now):
        check_contract(books)
        link = books.link.get()
        check_seller(link.seller_id, seller_id)
        match link.state(now):
            case LinkState.PREPARING | LinkState.LINKED:
                return
            case LinkState.AUTHORISATION_ENDED:
                raise Refused(Refusal.MUST_AUTHORISE)
            case LinkState.NOT_LINKED:
                pass
        ready_at = now + ready_after
        latest_at = max(ready_at, now + books.settings.preparing[1]) if ready_after else ready_at
        books.journal.write(
            Entry.COMMAND,
            command="連携開始",
            ready_after_s=ready_after.total_seconds(),
            authorised_at=None if authorised_at is None else stamp(authorised_at),
        )
        books.link.start(now, ready_at, latest_at, authorised_at, seller_id)
        for name in jobs:
            books.jobs.restart(name, ready_at)
            books.findings.clear(Finding.NOT_AUTHORISED, name)
        books.jobs.rest_until(ready_at)


def renew(books: Books, now: datetime, authorised_at: datetime | None) -> None:
    """再承認: the jobs go on from where they stopped, what is overdue at once (R05).

    Raises Refused for a shop that is not linked.
    """
    with books.atomic(now):
        check_contract(books)
        if books.link.get().state(now) is LinkState.NOT_LINKED:
            raise Refused(Refusal.NOT_LINKED)
        books.journal.write(Entry.COMMAND, command="再承認")
        books.link.renew(authorised_at)
        for finding in (Finding.AUTH_ENDS_SOON, Finding.AUTH_ENDED):
            books.findings.clear(finding, SUBJECT)


def end(books: Books, now: datetime) -> None:
    """連携を解除する: nothing is asked or sent any more, the books stay. Raises Refused."""
    with books.atomic(now):
        if books.link.get().state(now) is LinkState.NOT_LINKED:
            raise Refused(Refusal.NOT_LINKED)
        books.journal.write(Entry.COMMAND, command="連携解除")
        books.link.halt(Stop.UNLINKED, now)
        for finding in (Finding.AUTH_ENDS_SOON, Finding.AUTH_ENDED):
            books.findings.clear(finding, SUBJECT)


def close_if_over(books: Books, now: datetime) -> None:
    """Stop a link whose consent has run out; nothing happens to any other."""
    link = books.link.get()
    if link.over(now):
        assert link.ends_at is not None
        with books.atomic(now):
            lose_authorisation(books, Stop.EXPIRED, link.ends_at, now)


def lose_authorisation(books: Books, stop: Stop, at: datetime, now: datetime) -> None:
    """承認切れ: the jobs stop where they are, inside an open step; says so once (R05)."""
    if not books.link.get().runs:
        return
    books.link.halt(stop, at)
    books.findings.clear(Finding.AUTH_ENDS_SOON, SUBJECT)
    books.findings.raise_(
        Finding.AUTH_ENDED, SUBJECT, now, note=f"{stop.words} {jst(at):%Y-%m-%d %H:%M}"
    )


def check_seller(known: str, given: str) -> None:
    """Books belong to one seller for good: two sellers' orders must not mix. Raises Refused."""
    if known and given and known != given:
        raise Refused(Refusal.OTHER_SELLER, given)
