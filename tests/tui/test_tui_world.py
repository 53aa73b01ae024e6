"""`renkei world`: told what to do line by line, in a pipe."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from core.domain.labels import Policy
from scenarios.world import World
from tui.cli import main
from tui.world.entries import Entry
from tui.world.opening import open_world
from tui.world.prompt import CannotFollow, Prompt

CASE = """\
id: a-day
title: 一日
start: 2026-11-23 09:00
shop:
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280, link: {sku: TEA, asin: B0RENKEI01}}
steps:
  - buyer_orders: {order: A, items: {TEA: 2}}
  - expect: {within: PT10M, stock: {tea: 8}}
  - shop_ships: {order: A, tracking: "4012"}
  - expect: {within: PT25M, orders: {A: {送信状態: 確認済み}}}
"""


class Said:
    """Runs `renkei world` with lines from a pipe."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.case = folder / "a-day.yaml"
        self.case.write_text(CASE, encoding="utf-8")
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *lines: str, options: tuple[str, ...] | None = None) -> tuple[int, str, str]:
        """Exit code, output, errors."""
        self.monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["world", *((str(self.case),) if options is None else options)])
        told = self.capsys.readouterr()
        return code, told.out, told.err


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    return Said(tmp_path, monkeypatch, capsys)


def test_a_scenario_is_played_to_its_end(said: Said) -> None:
    code, out, err = said("next all", "next")
    assert (code, err) == (0, "")
    assert out.count("✓") == 2
    assert out.count("シナリオはここまでです。") == 2


def test_the_shop_that_scenarios_share_is_a_world_too(said: Said, tmp_path: Path) -> None:
    shop = tmp_path / "_shop.yaml"
    shop.write_text(CASE[CASE.index("start:") : CASE.index("steps:")], encoding="utf-8")
    order = "buyer_orders: {order: A, items: {TEA: 2}}"
    saved = f"save {tmp_path / 'mine.yaml'}"
    assert said(order, "go +10m", saved, options=(str(shop),))[0] == 0
    assert "B0RENKEI01" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    shop.write_text("shop: {}\n", encoding="utf-8")
    assert "「start」がありません。" in said(options=(str(shop),))[2]


def test_one_of_several_scenarios_of_a_file_is_named(said: Said) -> None:
    rows = "examples:\n  - {name: 二つ, n: 2}\n  - {name: 三つ, n: 3}\n"
    text = CASE.replace("{TEA: 2}", '{TEA: "${n}"}') + rows
    said.case.write_text(text, encoding="utf-8")
    path = str(said.case)
    assert "a-day[二つ], a-day[三つ]" in said("next", options=(path,))[2]
    assert "TEA×3" in said("next", options=(path, "-k", "三つ"))[1]


def test_going_back_another_way_is_taken_and_the_scenario_goes_on(said: Said) -> None:
    code, out, err = said(
        "next 2",
        "seller_central_cancels: A",
        "expect: {within: PT10M, orders: {A: {決済ステータス: 注文キャンセル}}}",
        "back 2",
        "next all",
    )
    assert (code, err) == (0, ""), out
    assert "送信状態 = 確認済み" in out


def test_a_name_is_free_again_after_going_back(said: Said) -> None:
    order = "buyer_orders: {order: A, items: {TEA: 1}}"
    assert said("next", "back", order, "go +10m", "order A")[0] == 0
    assert "注文の呼び名「A」はもうあります。" in said("next", order)[2]


def test_the_first_expectation_that_fails_ends_a_pipe(said: Said) -> None:
    code, out, err = said("expect: {stock: {tea: 9}}", "step")
    assert (code, err) == (1, "")
    assert "期待: 9" in out
    assert "実際: 10" in out
    assert "入力:1" in out
    assert "makeshop" not in out, "nothing follows"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("stp", "2行目: 「stp」というコマンドはありません。「step」ではありませんか。"),
        ("buyer_pays: B", "入力:2:13: 注文の呼び名「B」はありません。ここまでに一つもありません。"),
        ("go 昨日", "2行目: 時刻は 18:00、11/29 18:00"),
        ("back 18:00", "2行目: そこまで戻れる時点がありません。"),
        ("back #99", "2行目: #99 という時点はありません。"),
        ("order Z", "2行目: "),
        ("save /nowhere/a.yaml", "2行目: /nowhere/a.yaml に書き込めません"),
        ("- at: 2026-11-22 09:00\n  wait: PT1H", "入力:2:7: 手順1の時刻は、前の手順"),
        ("- under: safe\n  wait: PT1H", "このシナリオは safe では実行されません。"),
    ],
)
def test_a_wrong_line_is_told_by_its_number(said: Said, line: str, told: str) -> None:
    code, _, err = said("# はじめ", line)
    assert code == 2
    assert told in err
    assert "Traceback" not in err


def test_what_was_done_is_saved_and_comes_to_the_same(said: Said, tmp_path: Path) -> None:
    again = f"save {tmp_path}/mine.yaml 手で試した"
    code, out, _ = said("next all", "shop_sells: {product: tea, quantity: 3}", again)
    assert code == 0
    assert "renkei run" in out
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert text.startswith("id: mine\ntitle: 手で試した\n")
    assert "buyer_orders: {order: A, items: {TEA: 2}}" in text
    assert main(["run", str(tmp_path / "mine.yaml")]) == 0
    code, _, err = said(again)
    assert code == 2
    assert "上書きするときは save!" in err
    assert said(again.replace("save", "save!", 1))[0] == 0


def test_what_cannot_be_said_is_told_when_it_is_saved(said: Said, tmp_path: Path) -> None:
    async def set_up(world: World) -> None:
        world.desk.set_preparing(timedelta(hours=1), timedelta(hours=2))

    opened = open_world(said.case, Policy.SAFE, empty=False, seed=1)
    prompt = Prompt(opened.live, opened.policy, opened.loaded)
    try:
        opened.live.submit(set_up).result()
        told = prompt.say(Entry(1, f"save {tmp_path}/mine.yaml")).lines
    finally:
        prompt.close()
        opened.live.stop()
    assert "シナリオの言葉にない操作が1件" in told[1]


@pytest.mark.parametrize("chapter", ["scenarios.md", "scenarios.ja.md"])
def test_the_day_of_the_chapter_is_lived_as_written(
    said: Said, chapter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[2] / "docs" / chapter).read_text(encoding="utf-8")
    day = text.partition("renkei world <<'DAY'\n")[2].partition("DAY\n")[0]
    monkeypatch.chdir(tmp_path)
    assert said(*day.splitlines(), options=())[0] == 0
    assert main(["run", "what-i-tried.yaml"]) == 0


def test_every_part_of_the_demo_world_is_shown(said: Said) -> None:
    shows = ("orders", "order twice", "stock", "outbox", "findings", "jobs", "agenda", "calls 3")
    code, out, err = said(*shows, "journal 2", "moments", "help", options=())
    assert (code, err) == (0, "")
    for part in ("twice", "連携失敗", "tea-uji-100", "送信待ち", "注文取込", "searchOrders", "R36"):
        assert part in out


def test_an_empty_world_has_nothing_to_show(said: Said) -> None:
    code, out, _ = said("orders", "stock", "outbox", "agenda", options=("--empty",))
    assert (code, out) == (0, "ありません。\n" * 4)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--empty", "happy-path"), "--empty と --seed は使えません"),
        (("no-such-case",), "この名前のファイルはありません"),
        (("happy-path", "--policy", "saf"), "documented、safe のどれか"),
    ],
)
def test_a_beginning_that_cannot_be_is_refused(
    said: Said, options: tuple[str, ...], told: str
) -> None:
    code, _, err = said(options=options)
    assert code == 2
    assert told in err


def test_nothing_that_is_said_breaks_the_prompt(said: Said) -> None:
    """Lines that are each right by themselves, in any order: done, refused, never a crash."""
    lines = (
        "step 3",
        "next",
        "go +20m",
        "back",
        "back 2",
        "play ×100000 PT5M",
        "buyer_orders: {order: B, items: {TEA: 1}}",
        "buyer_cancels: A",
        "seller_central_ships: {order: B, tracking: '1'}",
        "shop_cancels: {order: A, reason: 在庫切れ}",
        "shop_makes_option: {product: tea, parent: tea}",
        "engine: killed",
        "engine: started",
        "network: cut",
        "fault: {name: out, kind: reset}",
        "fault_ends: out",
        "shop_authorises: {}",
        "expect: {within: PT5M, stock: {tea: 8}}",
        "wait: PT2M",
        "outbox",
        "order B",
        "moments",
    )
    opened = open_world(said.case, Policy.SAFE, empty=False, seed=1)
    prompt = Prompt(opened.live, opened.policy, opened.loaded)
    draw = Random("any order")
    outcomes: set[object] = set()
    try:
        for number in range(150):
            try:
                outcomes.add(prompt.say(Entry(number, draw.choice(lines))).failed)
            except CannotFollow as wrong:
                outcomes.add(bool(wrong.lines and all(wrong.lines)) and "wrong")
        assert not opened.live.state().error
    finally:
        prompt.close()
        opened.live.stop()
    assert outcomes == {True, False, "wrong"}
