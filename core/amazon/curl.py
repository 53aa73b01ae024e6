"""A kept exchange as a command line that asks the same again, without the token."""

from shlex import quote

from core.amazon.exchanges import Exchange
from core.amazon.masking import MASK

_BY_ENVIRONMENT = {"x-amz-access-token": '-H "x-amz-access-token: $SP_API_TOKEN"'}


def curl(exchange: Exchange) -> str:
    """The command for a POSIX shell; it takes the token from the environment."""
    parts = [f"curl -X {quote(exchange.method)} {quote(exchange.url)}"]
    for name, value in exchange.headers:
        if name in _BY_ENVIRONMENT:
            parts.append(_BY_ENVIRONMENT[name])
        elif value != MASK:
            parts.append(f"-H {quote(f'{name}: {value}')}")
    if exchange.body.text:
        parts.append(f"--data-raw {quote(exchange.body.text)}")
    return " \\\n  ".join(parts)
