"""The whole over real sockets: against `renkei sim` in another process nothing else happens.

Nothing may differ, not one byte of the journal: neither address nor port nor the real time that
anything took is in it, and Amazon's answers come out of the seed.
"""

from collections.abc import Iterator

import pytest
from proof_ending import parcels_amiss
from proof_renkei_sim import lived, renkei_sim

from core.amazon.transport import HttpxTransport, Transport
from core.domain.labels import Policy
from scenarios.in_process import InProcess
from simulator import create_app


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A running `renkei sim`."""
    with renkei_sim() as url:
        yield url


def over_sockets() -> Transport:
    from httpx import AsyncHTTPTransport

    return HttpxTransport(AsyncHTTPTransport())


@pytest.mark.parametrize("policy", list(Policy))
def test_a_morning_over_sockets_is_the_morning_in_process(host: str, policy: Policy) -> None:
    app = create_app()
    near, near_journal = lived(policy, "http://amazon.invalid", lambda: InProcess(app))
    far, far_journal = lived(policy, host, over_sockets)
    assert len(near.books["orders"]) == 20
    assert len(near_journal) > 200
    assert far_journal == near_journal
    assert far == near
    assert parcels_amiss(far) == {}
