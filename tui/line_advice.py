"""What a person can do about the line to Amazon where every job would only wait."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tui.words import _

if TYPE_CHECKING:
    from core.views.last_call import LastCall

OFF_MOST = timedelta(minutes=2)
"""Amazon shows an order two minutes after it was placed: a clock further off asks too early."""


def line_advice(call: "LastCall | None") -> str:
    """One sentence on what is wrong and what to do, going by the newest call; empty for nothing."""
    if call is None:
        return ""
    if not call.reached:
        return _(
            "Amazonに接続できません。ネットワークと接続先のアドレスを確かめてください。"
            "調べるには renkei doctor を使います。"
        )
    if abs(call.off) > OFF_MOST:
        return _(
            "この機械の時計がAmazonの時計と{n}分ずれています。時計を合わせてください"
            "（擬似Amazonなら --clock）。"
        ).format(n=f"{round(call.off / timedelta(minutes=1)):+,}")
    return ""
