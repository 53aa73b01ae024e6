"""配送CSV: pick a file, see what it would do and what is wrong in it, then do it (R11, R39)."""

from core.csv import ShipmentPlan
from tui.dialogs.csv_file import CsvFileForm
from tui.words import N_, _


class ShipFileForm(CsvFileForm[ShipmentPlan]):
    """Shipments of a file, put in line together."""

    HELP = N_(
        "出荷のCSV（注文番号、配送業者、追跡番号、出荷日）を取り込みます（R39）。"
        "ひな形は、注文の一覧で {orders.export} を押し、内容に「配送CSVのひな形」を選ぶと作れます。"
        "追跡番号が 4.01E+11 のようになったときは、表計算で列を文字列にして入れ直してください。"
    )

    title_text = N_("配送CSVの取り込み")
    about = N_("CSVファイル（注文番号、配送業者、追跡番号、出荷日）")
    nothing = N_("配送完了にできる行がありません。")

    def good_rows(self, plan: ShipmentPlan) -> int:
        """Orders that would be 配送完了."""
        return plan.shipped

    def counts(self, plan: ShipmentPlan) -> str:
        """All that the file would do."""
        return _("配送完了 {shipped}件、変更なし {unchanged}件、誤り {wrong}か所").format(
            shipped=plan.shipped, unchanged=plan.unchanged, wrong=len(plan.errors)
        )

    def will_do(self, plan: ShipmentPlan) -> str:
        """What Enter does."""
        return _("Enterで{n}件を送信待ちに入れます。").format(n=plan.shipped)
