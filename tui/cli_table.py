"""Every command of `renkei`: what it does in a few words, and where it lives.

The help page reads the words from here; a command's module is loaded when it is called.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click

from tui.words import N_


class Entry(NamedTuple):
    """One command; `name` is what it is called in `module`."""

    sentence: str
    module: str
    name: str

    def load(self) -> click.Command:
        """The command itself."""
        found = getattr(import_module(self.module), self.name)
        assert isinstance(found, click.Command)
        return found


COMMANDS: Mapping[str, Entry] = {
    "bench": Entry(N_("速さの目標を測る"), "tui.cli_bench", "bench"),
    "cancel": Entry(N_("注文をキャンセルする"), "tui.headless.cancel", "cancel"),
    "config": Entry(N_("キー・配色・言葉の設定ファイル"), "tui.headless.config", "config"),
    "doctor": Entry(N_("帳簿、認証、接続、時計などを調べる"), "tui.headless.doctor", "doctor"),
    "findings": Entry(N_("診断の一覧"), "tui.headless.findings", "findings"),
    "journal": Entry(N_("記録の一覧"), "tui.headless.journal", "journal"),
    "link": Entry(N_("Amazonと連携する（承認する）"), "tui.headless.link", "link"),
    "link-csv": Entry(
        N_("商品と連携データをCSVから取り込む"), "tui.headless.import_products", "link_csv"
    ),
    "order": Entry(N_("注文1件の詳細と経緯"), "tui.headless.order", "order"),
    "orders": Entry(N_("注文の一覧"), "tui.headless.orders", "orders"),
    "products": Entry(N_("商品の一覧、CSVの取込と書き出し"), "tui.headless.products", "products"),
    "purge": Entry(N_("購入者の個人情報を削除する"), "tui.headless.purge", "purge"),
    "queue": Entry(N_("注文通知のキュー（SQS）"), "tui.headless.queue", "queue"),
    "run": Entry(N_("シナリオを実行する"), "tui.cli_run", "run"),
    "settings": Entry(N_("ショップの設定"), "tui.headless.settings", "settings"),
    "ship": Entry(N_("配送完了にする"), "tui.headless.ship", "ship"),
    "shop": Entry(N_("連携したショップをダッシュボードで開く"), "tui.cli_shop", "shop"),
    "sim": Entry(N_("擬似Amazon（SP-API）だけを動かす"), "tui.cli_sim", "sim"),
    "status": Entry(N_("連携の状態、処理の予定、件数"), "tui.headless.status", "status"),
    "stock": Entry(N_("商品の在庫数を変える"), "tui.headless.stock", "stock"),
    "sync": Entry(N_("Amazonと同期する"), "tui.headless.sync", "sync"),
    "take-back": Entry(N_("送信待ちを取り下げる"), "tui.headless.take_back", "take_back"),
    "unlink": Entry(N_("連携を解除する"), "tui.headless.unlink", "unlink"),
    "web": Entry(N_("ダッシュボードをブラウザーで開く"), "tui.cli_web", "web"),
    "what-if": Entry(N_("設定を変えたらどうなるかを比べる"), "tui.cli_what_if", "what_if"),
    "world": Entry(
        N_("世界を1行ずつ動かす（時計、操作、確認、巻き戻し、記録）"), "tui.cli_world", "world"
    ),
}
