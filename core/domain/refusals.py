"""Why something cannot be done: the sentence a person reads, in the house's language."""

from enum import StrEnum


class Refusal(StrEnum):
    """A reason that is shown beside a grey key or after a refused command; `rule` names the law."""

    NO_SUCH_ORDER = "この注文番号の注文はありません。"
    FBA = "FBA（Amazon配送）の注文です。配送もキャンセルもセラーセントラルで行ってください。"
    UNPAID = "要確認（Amazonでは保留）の注文はまだ出荷できません。支払いの確定をお待ちください。"
    ALREADY_SHIPPED = "すでに配送完了の注文です。"
    PARTLY_SHIPPED = (
        "一部がセラーセントラルで出荷済みの注文です。残りもセラーセントラルで出荷してください。"
    )
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
    NO_SUCH_ASIN = (
        "このASINはAmazonカタログにありません。先にAmazonセラーセントラルでカタログ登録"
        "（新規商品登録）をおこない、ASINを検索して連携してください。"
    )
    FBA_LISTING = (
        "FBA対象のSKUです。"
        "連携すると自社配送商品として掲載・注文されるおそれがあるため、連携できません。"
    )
    SKU_TAKEN = "このSKUは別の商品に連携済みです。"
    ASIN_TAKEN = "このASINは別の商品に連携済みです。"
    NO_SKU = "SKUを入力してください。"
    BAD_ASIN = "ASINは10文字の半角英数字です。"
    NEGATIVE_STOCK = "在庫数は0以上の整数で入力してください。"
    STOCK_CHANGED = "在庫数がその後に変わったため、変更しません。"
    BAD_PRICE = "価格は1円以上の整数で入力してください。"
    INDIVIDUAL_PLAN = "出品プランが小口出品です。大口出品プランに変更してから連携してください。"
    NOT_IN_JAPAN = (
        "この出品者アカウントはAmazon.co.jpに出品していません。"
        "セラーセントラルで出品の状態を確認してください。"
    )
    TRIAL_SHOP = "無料体験中のショップは連携できません。makeshopの本契約が必要です。"
    FOREIGN_ANSWER = "この承認の操作への返答ではありません。もう一度はじめから承認してください。"
    DECLINED = "Amazonで承認されませんでした。連携は開始していません。"
    ANSWER_UNREADABLE = "承認の返答を読み取れません。もう一度はじめから承認してください。"
    ANSWER_USED = "この承認の返答は使用済みです。もう一度はじめから承認してください。"
    NO_ANSWER = "時間内に承認の返答がありませんでした。もう一度はじめから承認してください。"
    CODE_REFUSED = (
        "承認コードが使用済みか、期限（5分）切れです。もう一度はじめから承認してください。"
    )
    TOKEN_REFUSED = "リフレッシュトークンをAmazonが受け付けません。承認の状態を確認してください。"  # noqa: S105
    APP_REFUSED = "アプリの認証情報（クライアントIDとシークレット）をAmazonが受け付けません。"
    OTHER_SELLER = (
        "この帳簿は別の出品者アカウントのものです。その出品者アカウントで承認してください。"
    )
    BAD_PREPARING = "連携準備の時間は0以上、遅くとも7日以内で入力してください。"
    NOT_LINKED = "連携していません。"
    LINK_PREPARING = "連携準備中です。連携中になるまで送信しません。"
    MUST_AUTHORISE = "Amazonの承認が切れています。もう一度承認してください。"
    NOT_LIVE = "本物のAmazonへは接続しません。接続するには --live を付けてください。"
    ENGINE_ELSEWHERE = (
        "この帳簿では、別のrenkeiが同期を動かしています。そちらを終了してから実行してください。"
    )
    READ_ONLY = "読み取り専用のため、Amazonへは送信しません。"
    BUYER_SEALED = "個人情報の鍵がない、または異なるため、表示できません。"
    OPTION_ASIN = "同じASINを親商品とオプションに登録することはできません。"
    BAD_SKU = "Amazon出品者SKUは40文字以内で入力してください。"
    NO_ASIN = "連携する商品にはASINとAmazon出品者SKUが必要です。"
    DELETES_LISTING = (
        "登録しないにすると、Amazonの出品が削除されます。"
        "よろしければ、確認のうえもう一度実行してください。"
    )
    NO_SUCH_PARENT = "親商品の商品コードがありません。"
    PARENT_IS_OPTION = "オプションの下にオプションは登録できません。"
    BAD_CODE = "独自商品コードは50文字以内で入力してください。"
    BAD_JAN = "JANコードは8桁または13桁の数字で、末尾のチェック数字が合う必要があります。"
    NOTHING_TO_SEND = "Amazonへ送信する変更はありません。"
    PUSH_WAITS = "在庫・価格送信はAmazonの都合で待っています。待ちが終わると自動で送信します。"
    NO_TITLE = "商品名を入力してください。"
    SHIPPED_ON_FUTURE = "出荷日が未来の日付です。"
    SHIPPED_ON_TOO_EARLY = "出荷日が注文日より前の日付です。"
    LISTED_TWICE = "同じ注文番号がほかにもあります。"
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
    Refusal.PARTLY_SHIPPED: "R33",
    Refusal.LINK_FAILED: "R33",
    Refusal.PUSH_UNDER_WAY: "R33",
    Refusal.NOTHING_TO_TAKE_BACK: "R32",
    Refusal.ALREADY_SENT: "R32",
    Refusal.NO_CARRIER: "R31",
    Refusal.NO_TRACKING: "R31",
    Refusal.BAD_TRACKING: "R31",
    Refusal.NO_SUCH_ASIN: "R08",
    Refusal.FBA_LISTING: "R14",
    Refusal.SKU_TAKEN: "R09",
    Refusal.ASIN_TAKEN: "R09",
    Refusal.NO_SKU: "R09",
    Refusal.BAD_ASIN: "R09",
    Refusal.NEGATIVE_STOCK: "R15",
    Refusal.STOCK_CHANGED: "R42",
    Refusal.OPTION_ASIN: "R09",
    Refusal.BAD_SKU: "R09",
    Refusal.NO_ASIN: "R09",
    Refusal.DELETES_LISTING: "R10",
    Refusal.NO_SUCH_PARENT: "R09",
    Refusal.PARENT_IS_OPTION: "R09",
    Refusal.LISTED_TWICE: "R39",
    Refusal.INDIVIDUAL_PLAN: "R01",
    Refusal.NOT_IN_JAPAN: "R01",
    Refusal.TRIAL_SHOP: "R02",
    Refusal.FOREIGN_ANSWER: "R03",
    Refusal.DECLINED: "R03",
    Refusal.ANSWER_UNREADABLE: "R03",
    Refusal.ANSWER_USED: "R03",
    Refusal.NO_ANSWER: "R03",
    Refusal.CODE_REFUSED: "R03",
    Refusal.TOKEN_REFUSED: "R05",
    Refusal.OTHER_SELLER: "R03",
    Refusal.LINK_PREPARING: "R04",
    Refusal.PUSH_WAITS: "R41",
    Refusal.MUST_AUTHORISE: "R05",
    Refusal.BUYER_SEALED: "R40",
}
