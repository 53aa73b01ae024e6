"""Why something cannot be done: the sentence a person reads, in the house's language."""

from enum import StrEnum


class Refusal(StrEnum):
    """A reason that is shown beside a grey key or after a refused command; `rule` names the law."""

    NO_SUCH_ORDER = "この注文番号の注文はありません。"
    FBA = "FBA（Amazon配送）の注文です。配送もキャンセルもセラーセントラルで行ってください。"
    UNPAID = "要確認（Amazonでは保留）の注文はまだ出荷できません。支払いの確定をお待ちください。"
    ALREADY_SHIPPED = "すでに配送完了の注文です。"
    ALREADY_CANCELLED = "キャンセル済みの注文です。"
    LINK_FAILED = (
        "連携失敗の注文は変更できません。"
        "Amazon側で出荷処理をおこなっていただければ問題ございません。"
    )
    PUSH_UNDER_WAY = "この注文の送信がまだ終わっていません。"
    NOTHING_TO_TAKE_BACK = "取り下げられる送信待ちがありません。"
    ALREADY_SENT = "すでにAmazonへ送信したため、取り下げられません。"
    NO_CARRIER = "配送業者を選んでください。"
    NO_TRACKING = "追跡番号を入力してください。"
    BAD_TRACKING = "追跡番号は半角英数字とハイフンで、40文字以内で入力してください。"
    NO_SUCH_PRODUCT = "この商品コードの商品はありません。"
    NO_SUCH_LISTING = "このSKUの出品がAmazonにありません。先にセラーセントラルで登録してください。"
    FBA_LISTING = (
        "FBA対象のSKUです。"
        "連携すると自社配送商品として掲載・注文されるおそれがあるため、連携できません。"
    )
    SKU_TAKEN = "このSKUは別の商品に連携済みです。"
    ASIN_TAKEN = "このASINは別の商品に連携済みです。"
    BAD_ASIN = "ASINは10文字の半角英数字です。"
    NEGATIVE_STOCK = "在庫数は0以上の整数で入力してください。"
    BAD_PRICE = "価格は1円以上の整数で入力してください。"
    UNFULFILLABLE = "Amazonが出荷できないとしている注文です。セラーセントラルで確認してください。"

    @property
    def rule(self) -> str:
        """The rule of rules.md that stands behind it, empty where it is a plain input check."""
        return _RULES.get(self, "")


_RULES = {
    Refusal.FBA: "R25",
    Refusal.UNPAID: "R33",
    Refusal.ALREADY_SHIPPED: "R33",
    Refusal.ALREADY_CANCELLED: "R33",
    Refusal.LINK_FAILED: "R33",
    Refusal.PUSH_UNDER_WAY: "R33",
    Refusal.NOTHING_TO_TAKE_BACK: "R32",
    Refusal.ALREADY_SENT: "R32",
    Refusal.NO_CARRIER: "R31",
    Refusal.NO_TRACKING: "R31",
    Refusal.BAD_TRACKING: "R31",
    Refusal.NO_SUCH_LISTING: "R08",
    Refusal.FBA_LISTING: "R14",
    Refusal.SKU_TAKEN: "R09",
    Refusal.ASIN_TAKEN: "R09",
    Refusal.BAD_ASIN: "R09",
    Refusal.NEGATIVE_STOCK: "R15",
}
