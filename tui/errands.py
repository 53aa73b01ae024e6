"""What each command of the Desk sends to Amazon, and when, in the words of the question."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from core.domain.sheets import ImportPlan, Restored
from core.domain.shipping import Outcome, RowResult
from tui.permission import Deed
from tui.words import N_, _

SHOWN_MOST = 6
"""How many subjects a question lists by name."""

_NOTICES = N_("約20分以内にAmazonへ送ります。送信待ちの間は取り下げられます。")
_LISTINGS = N_("次の在庫・価格送信（1時間に1回）でAmazonへ送ります。")
_DELETES = N_(
    "次の在庫・価格送信でAmazonへ送ります。登録しない・削除は、Amazonの出品を削除します。"
)
_NOTHING = N_("Amazonへは何も送りません。")
_UNKNOWN = N_("Amazonへ送られることがあります。")


class Errand(NamedTuple):
    """A command in words: what it does, and what of it leaves for Amazon and when."""

    what: str
    leaves: str


ERRANDS: dict[str, Errand | None] = {
    "ship": Errand("配送完了", _NOTICES),
    "ship_many": Errand("配送完了", _NOTICES),
    "cancel": Errand("注文キャンセル", _NOTICES),
    "cancel_many": Errand("注文キャンセル", _NOTICES),
    "take_back": Errand(N_("取り下げ"), N_("送信待ちのものは、Amazonへ送られなくなります。")),
    "push_now": Errand(N_("今すぐ送信"), N_("待っている在庫・価格を、すぐにAmazonへ送ります。")),
    "set_stock": Errand(N_("在庫数の変更"), _LISTINGS),
    "set_price": Errand(N_("価格の変更"), _LISTINGS),
    "set_reserve": Errand(N_("安全在庫の変更"), _LISTINGS),
    "link": Errand("連携する", _LISTINGS),
    "unlink": Errand("連携しない", N_("これからは在庫・価格をAmazonへ送りません。")),
    "set_switches": Errand(N_("掲載設定の変更"), _DELETES),
    "clear_link": Errand(N_("連携情報の消去"), N_("これからは在庫・価格をAmazonへ送りません。")),
    "remove_product": Errand(N_("商品の削除"), _DELETES),
    "import_products": Errand(N_("商品CSVの取込"), _DELETES),
    "restore_products": Errand(N_("商品CSVの取り消し"), _LISTINGS),
    "add_product": Errand(N_("商品の追加"), _NOTHING),
    "set_jan": Errand(N_("JANコードの変更"), _NOTHING),
    "set_parent": Errand(N_("親商品の変更"), _NOTHING),
    "set_policy": Errand(N_("方針の変更"), N_("これからの送信のしかたが変わります。")),
    "set_contract": Errand(N_("契約の変更"), _NOTHING),
    "set_preparing": Errand(N_("連携準備の時間の変更"), _NOTHING),
    "set_personal_data": Errand(
        N_("個人情報の取込の変更"), N_("これからAmazonに求める情報が変わります。")
    ),
    "start_link": Errand(N_("連携の開始"), N_("注文の取込と送信を始めます。")),
    "renew_link": Errand(N_("再承認"), N_("止まっていた注文の取込と送信を始めます。")),
    "stop_link": Errand(N_("連携の解除"), N_("これからはAmazonと通信しません。")),
    "purge": Errand(N_("個人情報の削除"), N_("取り消せません。Amazonへは何も送りません。")),
    "note_buyer_shown": None,
    "note_buyers_searched": None,
}
"""By the name of the Desk's method; None writes no more than that somebody has looked."""


def told(deeds: Sequence[Deed]) -> tuple[Errand, ...]:
    """What would happen, in the language in use: calls of one command are told together."""
    subjects: dict[Errand, list[str]] = {}
    for deed in deeds:
        errand = ERRANDS.get(deed.command, Errand(deed.command, _UNKNOWN))
        if errand is not None:
            subjects.setdefault(errand, []).extend(_subjects(deed))
    return tuple(
        Errand(f"{_(errand.what)} {_listed(names)}".rstrip(), _(errand.leaves))
        for errand, names in subjects.items()
    )


def _subjects(deed: Deed) -> list[str]:
    match deed.result:
        case ImportPlan(added=added, changed=changed, deletions=deletions):
            words = _("追加 {added}件、変更 {changed}件、出品の削除 {deletions}件")
            return [words.format(added=added, changed=changed, deletions=deletions)]
        case Restored(done=codes):
            return list(codes)
        case tuple(results) if results and all(isinstance(one, RowResult) for one in results):
            return [one.order_id for one in results if one.outcome is Outcome.DONE]
        case _:
            words = " ".join(filter(None, map(_word, deed.given)))
            return [words] if words else []


def _word(value: object) -> str:
    match value:
        case bool() | None:
            return ""
        case Enum():
            return str(value.value)
        case str() | int():
            return str(value)
        case _:
            return ""


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:SHOWN_MOST])
    if len(names) <= 1:
        return shown
    count = _("{n}件").format(n=len(names))
    more = "…" if len(names) > SHOWN_MOST else ""
    return f"{count}（{shown}{more}）"
