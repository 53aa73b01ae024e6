"""商品データ連携 and 商品掲載 of a product (R10); deleting its listing is asked about apart."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Select

from core.domain.labels import DataLink, Posting
from core.domain.refusals import Refusal
from tui.dialogs.form import Form, label
from tui.words import N_, _


class Switches(NamedTuple):
    """Both switches as they are wanted."""

    data_link: DataLink
    posting: Posting


BOTH_ON = Switches(DataLink.ON, Posting.ON)

_MEANS: dict[Switches, str] = {
    BOTH_ON: N_("Amazonに掲載し、在庫と価格を送ります。"),
    Switches(DataLink.ON, Posting.OFF): N_("Amazonの出品を次の送信で削除します。"),
    Switches(DataLink.OFF, Posting.ON): N_("何も送りません。Amazonの出品はそのまま残ります。"),
    Switches(DataLink.OFF, Posting.OFF): N_("何も送りません。Amazonの出品はそのまま残ります。"),
}


def switch_fields(now: Switches) -> ComposeResult:
    """One row for each switch."""
    for name, id, kind, value in (
        ("商品データ連携", "data-link", DataLink, now.data_link),
        ("商品掲載", "posting", Posting, now.posting),
    ):
        with Horizontal(classes="field-row"):
            yield label(name)
            options = [(Text(choice.value), choice.value) for choice in kind]
            yield Select(options, value=value.value, allow_blank=False, id=id, compact=True)


def chosen_switches(form: Widget) -> Switches:
    """What the rows of `switch_fields` say."""
    return Switches(
        DataLink(str(form.query_one("#data-link", Select).value)),
        Posting(str(form.query_one("#posting", Select).value)),
    )


def meaning(switches: Switches) -> str:
    """What comes of it, in words."""
    return _(_MEANS[switches])


class SwitchesForm(Form[Switches]):
    """Both switches."""

    HELP = N_(
        "商品データ連携と商品掲載の切り替えです。登録しないにすると、"
        "Amazonの出品を削除します（R10）。"
    )

    submit_text = N_("変更する")

    def __init__(self, title: str, now: Switches) -> None:
        super().__init__()
        self._title = title
        self._now = now

    def heading(self) -> str:
        """Of what."""
        return self._title

    def fields(self) -> Iterator[Widget]:
        """Two lists."""
        yield from switch_fields(self._now)

    def problem(self) -> str:
        """Every combination is allowed."""
        return ""

    def hint(self) -> str:
        """What comes of it."""
        return meaning(chosen_switches(self))

    def answer(self) -> Switches:
        """The switches."""
        return chosen_switches(self)


class _SureForm(Form[bool]):
    """Asks whether something is meant for the products that `what` names."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def fields(self) -> ComposeResult:
        """Which products."""
        yield label(self._what)

    def problem(self) -> str:
        """Nothing is missing."""
        return ""

    def answer(self) -> bool:
        """It is wanted."""
        return True


class UnlinkForm(_SureForm):
    """連携しない is asked about, since from then on stock and price at Amazon stand still."""

    HELP = N_(
        "連携しないにすると、在庫・価格を送らなくなります。よければEnter、やめるならEscです。"
    )

    title_text = N_("連携しないにしますか？")
    submit_text = N_("連携しない")

    def on_mount(self) -> None:
        """Enter is a yes: the listing stays, and linking again is one step."""
        self.query_one("#form-submit").focus()

    def hint(self) -> str:
        """What it does."""
        return meaning(Switches(DataLink.OFF, Posting.ON))


class DeleteListingForm(_SureForm):
    """登録しない deletes a listing at Amazon: that is asked first."""

    HELP = N_("Amazonの出品を削除します。よければEnter、やめるならEscです。")

    title_text = N_("Amazonの出品を削除しますか？")
    submit_text = N_("削除する")

    def on_mount(self) -> None:
        """Enter alone deletes nothing."""
        self.query_one("#form-leave").focus()

    def hint(self) -> str:
        """What it does."""
        return _(Refusal.DELETES_LISTING.value)
