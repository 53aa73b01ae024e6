"""What must stand in the books, said a second time: in words of the screen, not of the engine."""

from core_model import ModelAmazon
from core_payloads import Json

from core.domain.instants import instant
from core.domain.labels import PushKind, PushState
from core.views.rows import OrderDetail

LIVE = {PushState.WAITING, PushState.SENDING, PushState.ACCEPTED, PushState.UNKNOWN}


def age(amazon: ModelAmazon, version: Json) -> tuple[object, int]:
    """Which of two versions is newer: by its time, within one second by its number."""
    versions = amazon.orders[str(version["orderId"])].versions
    number = next(n for n, each in enumerate(versions) if each is version)
    return instant(str(version["lastUpdatedTime"])), number


def status_of(version: Json) -> str:
    fulfillment = version["fulfillment"]
    assert isinstance(fulfillment, dict)
    return str(fulfillment["fulfillmentStatus"])


def allowed(detail: OrderDetail, command: str) -> bool:
    """When a command may be given, said once more in words of the screen."""
    waits = any(push.state is PushState.WAITING for push in detail.pushes)
    if command == "take back":
        return waits
    row = detail.row
    free = row.fulfilled_by.value == "MERCHANT" and not waits and row.handling.value == "未処理"
    if command == "ship":
        whole = row.amazon_status != "PARTIALLY_SHIPPED"
        return free and whole and row.payment_status.value == "注文完了"
    return free and row.payment_status.value in ("注文完了", "要確認")


def payments(detail: OrderDetail, status: str) -> set[str]:
    """What 決済ステータス may be where Amazon last showed `status`."""
    sent = any(
        push.kind is PushKind.CANCEL and push.state in (PushState.ACCEPTED, PushState.UNKNOWN)
        for push in detail.pushes
    )
    match status:
        case "CANCELLED":
            return {"注文キャンセル"}
        case "PENDING":
            return {"要確認", "注文キャンセル"} if sent else {"要確認"}
        case _:
            return {"注文完了", "注文キャンセル"} if sent else {"注文完了"}


def handlings(detail: OrderDetail, status: str) -> set[str]:
    """What 処理可否 may be: Amazon's cancel, else the shop's own notice, else Amazon's word.

    A refused notice counts as long as the order is open at Amazon.
    """
    by_amazon = {"CANCELLED": "キャンセル", "SHIPPED": "配送完了"}.get(status, "未処理")
    if status == "CANCELLED":
        return {by_amazon}
    ours = {PushKind.SHIP: "配送完了", PushKind.CANCEL: "キャンセル"}
    held = {ours[push.kind] for push in detail.pushes if push.state in (*LIVE, PushState.CONFIRMED)}
    refused = {ours[push.kind] for push in detail.pushes if push.state is PushState.REFUSED}
    return held or (refused if status != "SHIPPED" and refused else {by_amazon})
