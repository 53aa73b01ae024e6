"""Clock participants: virtual time for clients in any language (control-api, Clock)."""

import asyncio
import json
from datetime import datetime, timedelta

import pytest
from sim_client import START, Amazon
from sim_walls import TestWall


def at(minutes: float) -> str:
    moment = datetime.fromisoformat(START) + timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Together:
    """Several clients of one fake, in one loop; what they did, in order."""

    def __init__(self, mode: str = "autojump", **speed: float) -> None:
        self.wall = TestWall()
        self.amazon = Amazon(wall=self.wall)
        self.said: list[tuple[str, str]] = []
        self.mode = {"mode": mode, **speed}

    def run(self, *clients):
        """Run `async def client(together)` functions side by side; their results."""

        async def all_of_them():
            await self.ask("POST", "/clock/mode", self.mode)
            return await asyncio.gather(*(client(self) for client in clients))

        return asyncio.run(all_of_them())

    async def ask(self, method: str, path: str, body: object = None) -> dict:
        content = b"" if body is None else json.dumps(body).encode()
        answer = await self.amazon._exchange(method, f"/_sim{path}", "", content, {})
        assert answer.status == 200, answer.body
        return answer.json()

    async def join(self, name: str, **expected: int) -> None:
        await self.ask("POST", "/clock/participants", {"name": name, **expected})

    async def leave(self, name: str) -> None:
        await self.ask("DELETE", f"/clock/participants/{name}")

    async def wait(self, name: str, until: str) -> dict:
        answer = await self.ask("POST", "/clock/wait", {"participant": name, "until": until})
        self.said.append((name, answer["now"]))
        return answer


def poller(name: str, every: int, times: int, expected: int = 2):
    """A client that does something every so many minutes."""

    async def client(together: Together) -> None:
        await together.join(name, expected=expected)
        for turn in range(1, times + 1):
            await together.wait(name, at(every * turn))
            for _ in range(len(name)):
                await asyncio.sleep(0)
        await together.leave(name)

    return client


class TestAutojump:
    def test_the_clock_jumps_when_all_wait_and_stands_while_one_works(self):
        together = Together()
        together.run(poller("shop", 5, 4), poller("a", 10, 2))
        assert together.said == [
            ("shop", at(5)),
            ("a", at(10)),
            ("shop", at(10)),
            ("shop", at(15)),
            ("a", at(20)),
            ("shop", at(20)),
        ]
        assert together.wall.now == 0, "no real time was needed"

    @pytest.mark.parametrize("turned", [False, True])
    def test_who_comes_first_does_not_matter(self, turned):
        clients = [poller("b", 3, 20, 3), poller("longer-name", 4, 15, 3), poller("c", 5, 12, 3)]
        together = Together()
        together.run(*(reversed(clients) if turned else clients))
        assert together.said == sorted(together.said, key=lambda said: (said[1], said[0]))
        assert len(together.said) == 47

    def test_what_falls_due_on_the_way_happens_at_its_own_time(self):
        async def buyer(together: Together) -> dict:
            await together.join("buyer")
            body = {"items": [{"sku": "PEN-FP-F"}], "pay_after": "PT7M"}
            order = await together.ask("POST", "/orders", body)
            await together.wait("buyer", at(30))
            return await together.ask("GET", f"/orders/{order['order_id']}")

        [order] = Together().run(buyer)
        assert order["paid"] == at(7)

    def test_with_no_participant_the_clock_stands(self):
        async def watcher(together: Together) -> dict:
            return await together.ask("GET", "/clock")

        [clock] = Together().run(watcher)
        assert (clock["mode"], clock["now"]) == ("autojump", START)

    def test_nothing_jumps_until_the_expected_have_joined(self):
        async def early(together: Together) -> dict:
            await together.join("early", expected=2)
            return await together.wait("early", at(1))

        together = Together()
        [answer] = together.run(early)
        assert answer == {"reached": False, "now": START, "because": "timed_out", "silent": []}
        assert together.wall.now == 20

    def test_it_may_be_moved_by_hand_as_well(self):
        async def client(together: Together) -> dict:
            await together.join("a", expected=2)
            waiting = asyncio.ensure_future(together.wait("a", at(5)))
            await asyncio.sleep(0)
            await together.ask("POST", "/clock/advance", {"by": "PT1H"})
            assert not waiting.done(), "the other one has not joined"
            await together.join("b")
            late = asyncio.ensure_future(together.wait("b", at(90)))
            answer = await waiting
            late.cancel()
            return answer

        [answer] = Together().run(client)
        assert answer == {"reached": True, "now": at(60)}


class TestWaiting:
    def test_waiting_again_replaces_the_earlier_wait(self):
        async def client(together: Together) -> list[dict]:
            await together.join("a", expected=1)
            await together.join("worker")
            first = asyncio.ensure_future(together.wait("a", at(50)))
            await asyncio.sleep(0)
            second = asyncio.ensure_future(together.wait("a", at(5)))
            await asyncio.sleep(0)
            await together.leave("worker")
            return await asyncio.gather(first, second)

        [[first, second]] = Together().run(client)
        assert (first["reached"], first["because"]) == (False, "replaced")
        assert second == {"reached": True, "now": at(5)}

    def test_a_wait_answers_after_twenty_real_seconds_and_may_be_repeated(self):
        async def patient(together: Together) -> list[bool]:
            await together.join("patient", expected=1)
            await together.join("busy")
            answers = [await together.wait("patient", at(1)) for _ in range(3)]
            return [answer["reached"] for answer in answers]

        together = Together()
        [reached] = together.run(patient)
        assert reached == [False, False, False]
        assert together.wall.now == 60

    def test_who_is_silent_for_a_minute_is_named(self):
        async def patient(together: Together) -> list[dict]:
            await together.join("patient", expected=1)
            await together.join("dead")
            answers = [await together.wait("patient", at(1)) for _ in range(4)]
            return [*answers, await together.ask("GET", "/clock/participants")]

        [answers] = Together().run(patient)
        assert [answer["silent"] for answer in answers[:4]] == [[], [], ["dead"], ["dead"]]
        assert answers[4]["participants"] == [
            {"participant": "dead", "until": None, "silent": True},
            {"participant": "patient", "until": None, "silent": False},
        ]

    def test_who_leaves_holds_nobody_up(self):
        async def client(together: Together) -> dict:
            await together.join("a", expected=1)
            await together.join("gone")
            waiting = asyncio.ensure_future(together.wait("a", at(5)))
            await asyncio.sleep(0)
            await together.leave("gone")
            return await waiting

        assert Together().run(client) == [{"reached": True, "now": at(5)}]

    def test_a_reset_ends_every_wait(self):
        async def client(together: Together) -> list[dict]:
            await together.join("a", expected=2)
            waiting = asyncio.ensure_future(together.wait("a", at(5)))
            await asyncio.sleep(0)
            await together.ask("POST", "/reset", {})
            return [await waiting, await together.ask("GET", "/clock/participants")]

        [[answer, after]] = Together().run(client)
        assert (answer["reached"], answer["because"]) == (False, "left")
        assert after == {"participants": [], "expected": 0}


class TestOtherModes:
    def test_a_moment_that_has_come_is_answered_at_once(self):
        async def client(together: Together) -> dict:
            await together.join("a")
            await together.join("b")
            return await together.wait("a", START)

        assert Together("manual").run(client) == [{"reached": True, "now": START}]

    def test_an_advance_lets_go_all_who_waited_for_it(self):
        async def client(together: Together) -> list[str]:
            for name in ("b", "a"):
                await together.join(name)
            waits = [
                asyncio.ensure_future(together.wait(n, at(m))) for n, m in (("b", 1), ("a", 2))
            ]
            await asyncio.sleep(0)
            await together.ask("POST", "/clock/advance", {"by": "PT2M"})
            await asyncio.gather(*waits)
            return [name for name, _ in together.said]

        assert Together("manual").run(client) == [["b", "a"]]

    def test_a_running_clock_is_waited_for_on_the_wall(self):
        async def client(together: Together) -> dict:
            await together.join("a")
            return await together.wait("a", at(5))

        together = Together("rate", speed=60)
        [answer] = together.run(client)
        assert answer["reached"]
        assert answer["now"] >= at(5)
        assert together.wall.now == pytest.approx(5.0, abs=0.01)

    def test_a_clock_set_running_wakes_who_waits(self):
        async def client(together: Together) -> dict:
            await together.join("a")
            waiting = asyncio.ensure_future(together.wait("a", at(5)))
            await asyncio.sleep(0)
            await together.ask("POST", "/clock/mode", {"mode": "rate", "speed": 300})
            return await waiting

        together = Together("manual")
        [answer] = together.run(client)
        assert answer["reached"]
        assert together.wall.now == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("POST", "/clock/wait", {"participant": "nobody", "until": START}, 404, "nobody"),
        ("POST", "/clock/wait", {"participant": "someone", "until": "soon"}, 400, "until"),
        ("POST", "/clock/wait", {"participant": "someone", "until": 5}, 400, "until"),
        ("POST", "/clock/wait", {"participant": "someone"}, 400, "until"),
        (
            "POST",
            "/clock/wait",
            {"participant": "someone", "until": "2500-01-01T00:00:00Z"},
            400,
            "until",
        ),
        ("POST", "/clock/participants", {"nmae": "x"}, 400, "nmae"),
        ("POST", "/clock/participants", {"name": ""}, 400, "name"),
        ("POST", "/clock/participants", {"name": "x", "expected": 0}, 400, "expected"),
        ("DELETE", "/clock/participants/some", None, 404, "some"),
        ("POST", "/clock/mode", {"mode": "autojmp"}, 400, "mode"),
    ],
)
def test_what_makes_no_sense_is_named(amazon, method, path, body, status, field):
    amazon.control("POST", "/clock/participants", {"name": "someone"})
    answer = amazon.try_control(method, path, body)
    assert answer.status == status
    error = answer.json()["error"]
    assert error.get("field") == field
    assert error["code"] in ("invalid", "unknown")
    assert error["message"]
