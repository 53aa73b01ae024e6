"""Signed document URLs."""

from simulator.exchange import Reply, Request
from simulator.simulation import Simulation

STORAGE_PREFIX = "/tortuga-prod-fe/"


def answer_storage(sim: Simulation, request: Request) -> Reply:
    return Reply(404)
