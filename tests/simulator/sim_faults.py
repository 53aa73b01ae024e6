"""Declaring faults in tests, and calls whose answers need not have Amazon's form."""

import asyncio

from sim_client import Amazon, Answer


def declare(amazon: Amazon, **fault) -> str:
    """Put a fault in force; its id."""
    return amazon.control("POST", "/faults", fault)["id"]


def raw_search(amazon: Amazon, **query) -> Answer:
    """A searchOrders whose answer is not held against the model."""
    query = {"lastUpdatedAfter": "2026-11-01T00:00:00Z"} | query
    text = "&".join(f"{name}={value}" for name, value in query.items())
    headers = {"x-amz-access-token": amazon.access_token()}
    return asyncio.run(amazon._exchange("GET", "/orders/2026-01-01/orders", text, b"", headers))
