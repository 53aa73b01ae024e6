"""What a person should know: one entry a kind, with the rule behind it and what to do."""

from enum import Enum
from typing import NamedTuple

from core.domain.labels import AmazonStatus


class Kind(NamedTuple):
    """`weight` 1 note, 2 soon, 3 act now. `text` and `advice` are shown; `rule` is the law."""

    rule: str
    weight: int
    text: str
    advice: str


class Finding(Enum):
    """Kinds of findings; `name` is the code that stands in the books."""

    LINE_NOT_LINKED = Kind(
        "R24",
        2,
        "連携していないSKUの注文です。在庫は引き落とされていません。",
        "商品にこのSKUを連携するか、在庫を手動で直してください。",
    )
    STOCK_NOT_RETURNED = Kind(
        "R23",
        2,
        "注文キャンセルになりましたが、在庫は戻っていません。",
        "商品の在庫数を手動で戻してください。",
    )
    LINK_FAILED_BUT_SHIPPED = Kind(
        "R36",
        1,
        "連携失敗ですが、Amazon側では出荷済みです。",
        "このままで問題ございません。",
    )
    LINK_FAILED_CANCELLED = Kind(
        "R36",
        2,
        "連携失敗ですが、Amazon側では注文がキャンセルされています。",
        "商品を発送していないか確認してください。発送済みならセラーセントラルで確認してください。",
    )
    LINK_FAILED_NOT_SHIPPED = Kind(
        "R36",
        3,
        "連携失敗で、Amazon側にまだ出荷がありません。",
        "セラーセントラルで出荷通知を送信してください。",
    )
    LINK_FAILED_UNPAID = Kind(
        "R36",
        2,
        "連携失敗で、Amazonではまだ支払い待ち（保留）の注文です。",
        (
            "支払いが確定するまで発送しないでください。"
            "確定したら、セラーセントラルで出荷通知を送信するか、キャンセルしてください。"
        ),
    )
    UNFULFILLABLE = Kind(
        "R24",
        2,
        "Amazonが出荷できないとしている注文です。",
        "セラーセントラルで内容を確認してください。",
    )
    CANCEL_ASKED = Kind(
        "R29",
        3,
        "購入者がキャンセルを依頼しています。",
        (
            "出荷前なら注文キャンセルを、"
            "出荷済みなら購入者への連絡をセラーセントラルで行ってください。"
        ),
    )
    TRACKING_DIFFERS = Kind(
        "R35",
        2,
        "Amazon側で先に登録された出荷を採用しました。追跡番号が入力と異なります。",
        "どちらの追跡番号が正しいか確認し、必要ならセラーセントラルで直してください。",
    )
    NOTICE_DROPPED = Kind(
        "R33",
        2,
        "出荷通知の送信前にAmazon側でキャンセルされました。出荷通知は取り下げました。",
        "商品を発送していないか確認してください。",
    )
    NOTICE_PARTLY = Kind(
        "R35",
        2,
        "出荷通知の送信前に、セラーセントラルで一部が出荷されました。出荷通知は取り下げました。",
        "残りの出荷は、セラーセントラルで通知してください。",
    )
    NOTICE_WAITS = Kind(
        "R38",
        3,
        "Amazonがこの注文の明細をまだ返さないため、配送完了・注文キャンセルを送信できません。",
        "そのままお待ちください。急ぐときはセラーセントラルで処理してください。",
    )
    UNCONFIRMED = Kind(
        "R38",
        3,
        "Amazonが受理してから1時間たっても反映を確認できません。",
        "セラーセントラルで状態を確認してください。",
    )
    STOCK_NEGATIVE = Kind(
        "R15",
        2,
        "在庫数がマイナスです。Amazonへは0で送信します。",
        "実際の在庫数を確認して直してください。",
    )
    FBA_PAUSED = Kind(
        "R14",
        3,
        "FBA対象のSKUです。在庫・価格の送信を止めています。",
        "商品の連携を外してください。FBAの在庫はセラーセントラルで管理します。",
    )
    LISTING_MISSING = Kind(
        "R08",
        2,
        "このSKUの出品がAmazonにありません。在庫・価格を送信できません。",
        "セラーセントラルで出品を登録してから連携してください。",
    )
    ASIN_DIFFERS = Kind(
        "R09",
        3,
        "このSKUはAmazonでは別のASINの出品です。別の商品の在庫・価格を送信しているおそれがあります。",
        "ASINとAmazon出品者SKUの組み合わせを確認してください。",
    )
    LISTING_REFUSED = Kind(
        "R16",
        2,
        "在庫・価格の送信をAmazonが受け付けませんでした。",
        "Amazonの理由を確認して商品の設定を直してください。",
    )
    LISTING_UNCONFIRMED = Kind(
        "R16",
        2,
        "送信した在庫・価格がAmazonに反映されたことを確認できません。",
        "セラーセントラルで在庫数と価格を確認してください。",
    )
    DATASETS_REFUSED = Kind(
        "R41",
        2,
        "Amazonが注文情報の一部を返しません。受け取れる範囲で取込を続けています。",
        "そのままお待ちください。1時間ごとに自動で元の取込を試します。",
    )
    SET_ASIDE = Kind(
        "R43",
        3,
        "読み取れない注文を保留しています。ほかの注文の取込は続いています。",
        "理由を確認してください。次の取込でも自動でやり直します。",
    )
    SHIP_BY_SOON = Kind(
        "R45",
        2,
        "出荷期限まで24時間をきりましたが、出荷通知がまだです。",
        "発送して、配送完了を送信してください。",
    )
    SHIP_BY_PASSED = Kind(
        "R45",
        3,
        "出荷期限を過ぎましたが、出荷通知がまだです。",
        "発送して配送完了を送信するか、発送できない場合は注文キャンセルをしてください。",
    )
    AMAZON_CANCELS_SOON = Kind(
        "R45",
        3,
        "出荷通知がないまま支払いから30日たつと、Amazonが自動でキャンセルします。",
        "すぐに配送完了を送信してください。発送済みならセラーセントラルでも出荷通知を送信できます。",
    )
    AUTH_ENDS_SOON = Kind(
        "R05",
        2,
        "Amazonの承認がまもなく切れます（承認は365日で切れます）。",
        "期限までにもう一度承認してください。",
    )
    AUTH_ENDED = Kind(
        "R05",
        3,
        "Amazonの承認が切れたため、連携を止めています。これまでの情報は失われていません。",
        "もう一度承認してください。止まっていた間の注文は、承認のあと自動で取り込みます。",
    )
    NOT_AUTHORISED = Kind(
        "R05",
        3,
        "Amazonの認証が通りません。この処理は止まっています。",
        "invalid_clientなら、renkei link でアプリの認証情報を入れ直してください。"
        "それ以外なら、アプリのロールと承認を確かめてください。",
    )


OF_A_LINK = (
    Finding.FBA_PAUSED,
    Finding.ASIN_DIFFERS,
    Finding.LISTING_MISSING,
    Finding.LISTING_REFUSED,
    Finding.LISTING_UNCONFIRMED,
    Finding.STOCK_NEGATIVE,
)
"""What stands on a SKU because it is linked, and goes with the link."""


def link_failed_finding(amazon_status: AmazonStatus) -> Finding:
    """R36: 連携失敗 is harmless if Amazon has the shipment, and final if it has a cancel.

    R37 names one cause of a refused cancel, that the order is shipped. One that Amazon refuses
    because the order is unpaid is 連携失敗 as well (推定), but must not be shipped yet (R33).
    """
    match amazon_status:
        case AmazonStatus.SHIPPED:
            return Finding.LINK_FAILED_BUT_SHIPPED
        case AmazonStatus.CANCELLED:
            return Finding.LINK_FAILED_CANCELLED
        case AmazonStatus.PENDING | AmazonStatus.PENDING_AVAILABILITY:
            return Finding.LINK_FAILED_UNPAID
        case _:
            return Finding.LINK_FAILED_NOT_SHIPPED
