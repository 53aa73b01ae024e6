"""What is wrong between this machine and Amazon is told with what to do, by every command."""

import pytest
from headless_shop import Till


def test_an_amazon_that_cannot_be_reached(linked: Till) -> None:
    linked.amazon.close()
    said = linked("sync", "--once", clock=False)
    assert said.code == 3
    assert "ネットワークと接続先のアドレス" in said.err
    assert "renkei doctor" in said.err
    assert "Amazonに接続できません" in linked("status", clock=False).out


def test_tokens_that_cannot_be_had_are_no_matter_of_the_network(linked: Till) -> None:
    fault = {"operation": "token", "kind": "status", "status": 503, "when": {"every": 1}}
    linked.amazon.control("POST", "/faults", fault)
    linked.amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    said = linked("sync", "--once")
    assert (said.code, said.err) == (3, "")
    assert "lwaToken 503" in linked("journal").out


@pytest.mark.parametrize("as_json", [False, True])
def test_a_clock_that_is_an_hour_off(linked: Till, as_json: bool) -> None:
    """The machine's own clock, at a fake that stands somewhere else in time."""
    said = linked("sync", "--once", *(["--json"] if as_json else []), clock=False)
    assert said.err.count("時計を合わせてください") == 1
    assert "分ずれています" in said.err
    assert "時計を合わせてください" in linked("status", clock=False).out


def test_nothing_is_told_where_both_have_the_same_time(linked: Till) -> None:
    assert linked("sync", "--once").err == ""
    assert "時計" not in linked("status").out


def test_r05_a_403_is_an_advice_and_exit_4(linked: Till) -> None:
    fault = {"operation": "searchOrders", "kind": "status", "status": 403, "when": {"every": 1}}
    linked.amazon.control("POST", "/faults", fault)
    linked.amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    said = linked("sync", "--once")
    assert said.code == 4
    assert "アプリのロール" in said.err
    asked = len(linked.amazon.control("GET", "/requests?operation=searchOrders")["requests"])
    linked("sync", "--once")
    again = len(linked.amazon.control("GET", "/requests?operation=searchOrders")["requests"])
    assert again == asked, "it comes again with its period"
