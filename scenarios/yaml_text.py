"""Values as a scenario file writes them, each on one line."""

import re
from datetime import datetime, timedelta

import msgspec

from core.domain.instants import jst

_PLAIN = re.compile(r"[A-Za-z\u3040-\u9fff][A-Za-z0-9_\u3040-\u9fff-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def flow(value: object) -> str:
    """A value in YAML's one-line form."""
    match value:
        case dict():
            return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case datetime():
            return moment(value)
        case timedelta():
            return duration(value)
        case _:
            text = str(value)
            plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
            return text if plain else msgspec.json.encode(text).decode()


def moment(at: datetime) -> str:
    """An instant by the clock in Japan, no finer than it is."""
    finer = ":%S.%f" if at.microsecond else ":%S" if at.second else ""
    return format(jst(at), f"%Y-%m-%d %H:%M{finer}")


def duration(length: timedelta) -> str:
    """An ISO-8601 duration: PT1H30M, P6D."""
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{length.microseconds:06}" if length.microseconds else ""
    clock = f"{hours}H" if hours else ""
    clock += f"{minutes}M" if minutes else ""
    clock += f"{seconds}{fraction}S" if seconds or fraction or not length else ""
    days = f"{length.days}D" if length.days else ""
    return f"P{days}T{clock}" if clock else f"P{days}"
