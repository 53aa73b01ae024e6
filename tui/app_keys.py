"""The keys that work everywhere: a number for each screen, help, commands, leaving."""

from collections.abc import Iterator

from textual.binding import Binding

from tui.keys import key
from tui.widgets.masthead import SCREENS


def app_keys() -> Iterator[Binding]:
    """All of them."""
    for number, (mode, name) in enumerate(SCREENS.items(), start=1):
        yield key(
            str(number),
            f"show_mode('{mode}')",
            name,
            "この画面へ移る",
            id=f"screen.{mode}",
            show=False,
        )
    yield from (
        key("question_mark", "show_keys", "キー", "この画面のキーを表示する", id="app.keys"),
        key(
            "f1",
            "toggle_help",
            "ヘルプ",
            "ヘルプを表示する、または閉じる",
            id="app.help",
            priority=True,
        ),
        key(
            "ctrl+p", "command_palette", "コマンド", "コマンドを探す", id="app.palette", show=False
        ),
        key("semicolon", "jump", "移動", "文字を押して表や欄へ移る", id="app.jump", show=False),
        key(
            "f2",
            "jump",
            "移動",
            "文字を押して表や欄へ移る（入力中も）",
            id="app.jump_always",
            show=False,
            priority=True,
        ),
        key("q", "quit", "終了", "renkeiを終了する", id="app.quit"),
        key(
            "ctrl+q",
            "quit",
            "終了",
            "renkeiを終了する",
            id="app.quit_always",
            show=False,
            priority=True,
        ),
    )
