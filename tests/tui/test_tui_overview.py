"""概況: waits, backlog until when, quotas, link and the last day; nothing by colour alone."""

from datetime import UTC, datetime, timedelta

import msgspec
from rich.cells import cell_len
from tui_stage import SMALL, WIDE, Stage, run_on_stage

from core.domain.labels import Contract, LinkState
from core.views.health import QuotaRow
from core.views.link import LinkRow
from core.views.pulse import Pulse
from core.views.rows import JobRow
from tui.widgets.gauges import bar, gauges
from tui.widgets.job_strip import job_strip
from tui.widgets.link_line import link_line
from tui.widgets.sparks import spark, sparks

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINKED = LinkRow(
    state=LinkState.LINKED,
    since=NOW - HOUR,
    ready_at=None,
    latest_at=None,
    authorised_at=NOW,
    ends_at=NOW + 200 * 24 * HOUR,
    days_left=200,
    stopped_by="",
    advice="",
    contract=Contract.FULL,
    seller_id="A1",
    next_purge_at=NOW + 49 * HOUR,
    answered_at=NOW - timedelta(minutes=3),
)


def quota(operation: str, tokens: float, burst: int, wait_s: int = 0) -> QuotaRow:
    return QuotaRow(operation, tokens, burst, NOW + timedelta(seconds=wait_s), 1.0)


def test_r41_a_quota_is_a_bar_with_its_figure_and_an_empty_one_says_until_when() -> None:
    rows = (quota("getOrder", 30, 30), quota("searchOrders", 0, 20, 170), quota("getFeed", 3, 15))
    text = gauges(rows, NOW, 40, 4).plain.splitlines()
    assert [line.split()[0] for line in text[1:]] == ["searchOrders", "getFeed", "getOrder"]
    assert "! 2分50秒後" in text[1]
    assert "██░░░░░░" in text[2]
    assert "3/15" in text[2]
    assert len(gauges(rows, NOW, 80, 1).plain.splitlines()) == 2
    assert "ほか1種類" in gauges(rows, NOW, 80, 1).plain
    assert "まだ" in gauges((), NOW, 80, 1).plain
    assert [bar(part, 4) for part in (0, 0.01, 0.5, 2)] == ["░░░░", "█░░░", "██░░", "████"]


def test_sparks_tell_nothing_from_zero_and_carry_their_figures() -> None:
    assert spark([None, 0, 1, 8]) == "·▁▂█"
    assert spark([0, 0]) == "▁▁"
    pulse = Pulse((None,) * 22 + (600.0, 90.0), (0,) * 23 + (12,), (0,) * 24)
    text = sparks(pulse, 80).plain
    assert "いま 1分30秒  最大 10分" in text
    assert "24時間で 12件" in text
    assert "✗" not in text
    failed = sparks(msgspec.structs.replace(pulse, failed_calls=(1,) * 24), 60).plain
    assert "✗ 24時間で 24件" in failed


def test_r05_the_link_line_says_days_left_connection_and_what_to_do() -> None:
    text = link_line(LINKED, NOW).plain
    assert text == "✓ 連携中   承認 残り200日   接続 ✓ 応答 3分前   個人情報 2日後に削除"
    ill = msgspec.structs.replace(
        LINKED,
        state=LinkState.AUTHORISATION_ENDED,
        days_left=3,
        held_until=NOW + timedelta(seconds=30),
        advice="もう一度承認してください。",
    )
    told = link_line(ill, NOW).plain
    assert "✗ 承認切れ" in told
    assert "! 残り3日" in told
    assert "✗ 応答なし、30秒後に再試行" in told
    assert "→ もう一度承認してください。" in told


def test_r04_a_link_in_preparation_says_until_when() -> None:
    early = msgspec.structs.replace(
        LINKED, state=LinkState.PREPARING, ready_at=NOW + 3 * HOUR, latest_at=NOW + 6 * HOUR
    )
    assert "… 連携準備中 11/23 12:00ごろまで、遅くとも11/23 15:00" in link_line(early, NOW).plain


def test_r41_a_job_says_its_backlog_when_it_is_clear_and_what_it_waits_for() -> None:
    job = JobRow(
        name="push_outcomes",
        label="配送・キャンセル送信",
        period_s=1200,
        last_run_at=NOW - HOUR,
        last_result="3件",
        due_at=NOW + timedelta(seconds=50),
        waits_for="confirmShipment の呼び出し枠",
        backlog=12,
        clear_at=NOW + timedelta(minutes=2),
    )
    for width, rows in ((78, 2), (118, 1)):
        told = job_strip([job], NOW, width).plain.splitlines()[1:]
        assert len(told) == rows, "nothing is cut: a long wait has a line of its own"
        assert "50秒後" in told[0]
        assert " 12 2分後" in told[0]
        assert "confirmShipment の呼び出し枠（前回3件）" in told[-1]
        assert max(map(cell_len, told)) <= width
    short = msgspec.structs.replace(job, waits_for="", last_result="120件")
    (line,) = job_strip([short], NOW, 78).plain.splitlines()[1:]
    assert line.endswith("次の周期（前回120件）")


def test_the_whole_fits_each_size_and_the_heaviest_finding_is_at_hand() -> None:
    async def play(stage: Stage) -> None:
        for size in (SMALL, WIDE, (200, 60)):
            await stage.pilot.resize_terminal(*size)
            await stage.settle()
            text = stage.text()
            for job in stage.session.views.jobs():
                assert job.label in text
            assert "✓ 連携中" in text
            assert "searchOrders" in text
            assert "20/20" in text
            assert "!! 至急 1" in text
            assert ("新着注文" in text) == (size != SMALL), "the first to go where room is short"
        heaviest = stage.session.views.findings()[0]
        await stage.press("enter")
        assert heaviest.subject in stage.text()

    run_on_stage(play)
