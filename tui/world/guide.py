"""What can be said to a world, as a page of help."""

from collections.abc import Iterator

from scenarios.language.definition import VERBS
from tui.headless.cells import filled, folded
from tui.words import N_, _

WIDTH, NAME = 80, 24

_COMMANDS = (
    ("step [N]", N_("次の出来事（N個）まで進める")),
    ("go TIME", N_("その時刻まで進める: 18:00、+2h、11/29 09:00")),
    ("play [×N] [PT2H]", N_("時計をN倍で動かす。期間があれば、その間だけ")),
    ("pause", N_("時計を止める")),
    ("back [N | #N | TIME]", N_("N個前の時点、番号の時点、過ぎた時刻へ戻る")),
    ("moments", N_("戻れる時点の一覧")),
    ("next [N | all]", N_("開いたシナリオの次の手順を実行する")),
    ("orders, order A", N_("注文の一覧、1件（名前か番号）")),
    ("stock, outbox, findings", N_("商品と在庫、Amazonへの送信、診断")),
    ("jobs, agenda", N_("処理の予定、Amazonの予定")),
    ("calls [N], journal [N]", N_("呼び出しと記録の最後のN行")),
    ("save FILE [TITLE]", N_("したことをシナリオとして保存する。save! は上書き")),
    ("help, quit", N_("この説明、終わる")),
)


def guide() -> list[str]:
    """Commands, then the verbs of the language."""
    return [*_commands(), "", _("手順はシナリオと同じ言葉で書きます:"), *_verbs()]


def _commands() -> Iterator[str]:
    for name, sentence in _COMMANDS:
        yield f"{filled(name, NAME)}{_(sentence)}"


def _verbs() -> Iterator[str]:
    yield "  buyer_orders: {order: A, items: {TEA-UJI-100: 2}}"
    yield "  expect: {within: PT5M, orders: {A: {決済ステータス: 注文完了}}}"
    for line in folded(", ".join(VERBS), WIDTH - 2):
        yield f"  {line}"
