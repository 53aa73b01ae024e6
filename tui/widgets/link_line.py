"""How the shop stands with Amazon, in one line: link, authorisation, personal data, connection."""

from datetime import datetime, timedelta

from textual.content import Content

from core.domain.labels import LinkState
from core.views.link import LinkRow
from tui.formats import ago, ahead, short_moment
from tui.ink import Ink, Tone, inked, lines
from tui.words import _

WARN_DAYS = 30
"""R05: from here on an authorisation that ends is a warning."""

_SIGNS: dict[LinkState, tuple[str, Tone]] = {
    LinkState.NOT_LINKED: ("-", "quiet"),
    LinkState.PREPARING: ("…", "warn"),
    LinkState.LINKED: ("✓", "good"),
    LinkState.AUTHORISATION_ENDED: ("✗", "bad"),
}


def link_line(link: LinkRow, now: datetime) -> Content:
    """State and days left; where it does not run, why and what to do below."""
    sign, tone = _SIGNS[link.state]
    pieces: list[str | Ink] = [Ink(f"{sign} {link.state.value}", tone)]
    if link.state is LinkState.PREPARING and link.ready_at and link.latest_at:
        until = _("{at}ごろまで、遅くとも{latest}").format(
            at=short_moment(link.ready_at), latest=short_moment(link.latest_at)
        )
        pieces.append(Ink(f" {until}", "warn"))
    pieces += [Ink(f"   {_('承認')} ", "quiet"), _authorisation(link)]
    pieces += [Ink(f"   {_('接続')} ", "quiet"), _connection(link, now)]
    pieces += [Ink(f"   {_('個人情報')} ", "quiet"), _purge(link, now)]
    told = [inked(*pieces)]
    if link.stopped_by:
        told.append(inked(Ink(_(link.stopped_by), "bad")))
    if link.advice:
        told.append(inked(Ink(f"→ {_(link.advice)}", "note")))
    return lines(*told)


def _authorisation(link: LinkRow) -> Ink:
    if link.days_left is None:
        return Ink(_("期限不明"), "quiet")
    words = _("残り{n}日").format(n=link.days_left)
    return Ink(f"! {words}", "warn") if link.days_left <= WARN_DAYS else Ink(words)


def _connection(link: LinkRow, now: datetime) -> Ink:
    if link.held_until is not None:
        words = _("応答なし、{due}に再試行").format(due=ahead(link.held_until, now))
        return Ink(f"✗ {words}", "bad")
    if link.answered_at is None:
        return Ink("-", "quiet")
    return Ink("✓ " + _("応答 {ago}").format(ago=ago(link.answered_at, now)))


def _purge(link: LinkRow, now: datetime) -> Ink:
    if link.next_purge_at is None:
        return Ink("-", "quiet")
    days = (link.next_purge_at - now) / timedelta(days=1)
    if days >= 1:
        return Ink(_("{n}日後に削除").format(n=int(days)))
    return Ink(_("{due}に削除").format(due=ahead(link.next_purge_at, now)))
