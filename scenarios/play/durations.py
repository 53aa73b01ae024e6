"""Durations as a person says them."""

from datetime import timedelta

from scenarios.said import Said, say, together


def length(duration: timedelta) -> Said:
    """A duration as a person says it: 6日, 1時間30分, 10秒."""
    hours, rest = divmod(duration.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = (
        (duration.days, say("{n}日", n=duration.days)),
        (hours, say("{n}時間", n=hours)),
        (minutes, say("{n}分", n=minutes)),
        (seconds, say("{n}秒", n=seconds)),
    )
    told = [said for count, said in parts if count] or [say("{n}秒", n=0)]
    return together(*told)
