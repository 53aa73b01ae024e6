"""商品CSV: pick a file, see what it would change and what is wrong in it, then do it (R10, R11)."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Select

from core.csv import ImportPlan
from tui.dialogs.csv_file import CsvFileForm
from tui.dialogs.form import label
from tui.ink import Ink, inked
from tui.words import N_, _

EXAMPLES = 20


class ProductFileForm(CsvFileForm[ImportPlan]):
    """Products with their Amazon data; what deletes listings has to be agreed to."""

    HELP = N_(
        "商品のCSVを取り込みます。出品の削除になる行は、同意してから取り込みます（R10、R11）。"
    )

    title_text = N_("商品CSVの取り込み")
    about = N_("CSVファイル（独自商品コードと、変更する列）")
    nothing = N_("変更になる行がありません。")

    def more_fields(self) -> ComposeResult:
        """登録しない deletes at Amazon."""
        with Horizontal(classes="field-row"):
            yield label(_("出品の削除"))
            options = [(Text(_("認めない（誤りとする）")), False), (Text(_("認める")), True)]
            yield Select(options, value=False, allow_blank=False, id="confirmed", compact=True)

    @property
    def confirmed(self) -> bool:
        """Whether listings may be deleted (R10)."""
        return self.query_one("#confirmed", Select).value is True

    def good_rows(self, plan: ImportPlan) -> int:
        """Products that would be new or other."""
        return plan.added + plan.changed

    def counts(self, plan: ImportPlan) -> str:
        """All that the file would do."""
        return _(
            "追加 {added}件、変更 {changed}件、変更なし {unchanged}件、出品の削除 {deletions}件、"
            "誤り {wrong}か所"
        ).format(
            added=plan.added,
            changed=plan.changed,
            unchanged=plan.unchanged,
            deletions=plan.deletions,
            wrong=len(plan.errors),
        )

    def will_do(self, plan: ImportPlan) -> str:
        """What Enter does."""
        return _("Enterで{n}件を取り込みます。").format(n=f"{self.good_rows(plan):,}")

    def examples(self, plan: ImportPlan) -> list[Content]:
        """The first changes."""
        return [
            inked(
                Ink(f"{change.code} ", "strong"),
                Ink(f"{change.column} ", "quiet"),
                f"{change.before or '-'} → {change.after or '-'}",
            )
            for change in plan.changes[:EXAMPLES]
            if change.before != change.after
        ]
