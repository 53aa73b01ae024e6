"""Scenario texts that the tests start from."""

HEAD = """\
id: a-case
title: 一つの注文
start: 2026-11-23 09:00
shop:
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280, link: {sku: TEA, asin: B0RENKEI01}}
"""
"""Six lines: the steps begin on the seventh."""


def case_text(steps: str) -> str:
    """A whole file with `steps`, each line of which is indented by the caller."""
    return f"{HEAD}steps:\n{steps}"
