"""Ask how Amazon is to fail: which way, at which call, before or after the work, how long."""

from datetime import timedelta
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Select

from tui.dialogs.form import Form, label
from tui.fault_columns import FAULT_KINDS, phase_words
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.language.world_verbs import FaultBegins

TIMES_MAX = 1_000_000
_BOTH_PHASES = frozenset({"throttle", "status", "timeout", "reset", "malformed", "token_revoked"})
_STATUSES = (503, 500, 502, 504, 403, 404)
_WHEN = {
    "all": N_("すべての呼び出し"),
    "nth": N_("n回目だけ"),
    "every": N_("n回ごと"),
    "times": N_("はじめのn回"),
}
_LASTS = {
    "": N_("解除するまで"),
    "PT10M": N_("10分間"),
    "PT1H": N_("1時間"),
    "PT6H": N_("6時間"),
}
_LENGTHS = {
    "PT10M": timedelta(minutes=10),
    "PT1H": timedelta(hours=1),
    "PT6H": timedelta(hours=6),
}


class FaultForm(Form["FaultBegins"]):
    """Every field has a usable first value."""

    HELP = N_(
        "Amazonの障害を決めます。操作、種類、回数や時間を選ぶと、その条件に合う呼び出しで起きます。"
    )

    title_text = N_("Amazonの障害を起こす")
    submit_text = N_("障害を起こす")

    def __init__(self, order_id: str = "") -> None:
        """`order_id` is offered as the record that cannot be read."""
        super().__init__()
        self._order_id = order_id

    def fields(self) -> ComposeResult:
        """Kind, status, operation, phase, which calls, how long, and which order."""
        from scenarios.language.words import OPERATIONS, OTHER_TARGETS

        targets = (*OTHER_TARGETS, *OPERATIONS)
        operations = {name: _("すべて") if name == "*" else name for name in targets}
        phases = {phase: phase_words(phase) for phase in ("before", "after")}
        yield from self._choice(_("障害"), "kind", FAULT_KINDS)
        yield from self._choice("HTTP", "status", {str(code): str(code) for code in _STATUSES})
        yield from self._choice(_("操作"), "operation", operations)
        yield from self._choice(_("時点"), "phase", phases)
        yield from self._choice(_("対象の通信"), "when", _WHEN)
        yield from self._line(_("回数 n"), "count", "1")
        yield from self._choice(_("期間"), "lasts", _LASTS)
        yield from self._line(_("注文番号"), "order", self._order_id)

    def _choice(self, name: str, id: str, options: dict[str, str]) -> ComposeResult:
        with Horizontal(classes="field-row", id=f"{id}-row"):
            yield label(name)
            chosen = [(Text(_(word)), value) for value, word in options.items()]
            yield Select(chosen, value=next(iter(options)), allow_blank=False, id=id, compact=True)

    def _line(self, name: str, id: str, value: str) -> ComposeResult:
        with Horizontal(classes="field-row", id=f"{id}-row"):
            yield label(name)
            yield Input(value, id=id, compact=True)

    def _chosen(self, id: str) -> str:
        return str(self.query_one(f"#{id}", Select).value)

    def show_fields(self) -> None:
        """Only what goes with the kind chosen."""
        kind = self._chosen("kind")
        for id, wanted in (
            ("status", kind == "status"),
            ("phase", kind in _BOTH_PHASES),
            ("count", self._chosen("when") != "all"),
            ("order", kind == "broken_record"),
        ):
            self.query_one(f"#{id}-row").display = wanted

    def _count(self) -> int:
        typed = self.query_one("#count", Input).value.strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0

    def problem(self) -> str:
        """A number is needed where calls are counted."""
        if self._chosen("when") != "all" and not 1 <= self._count() <= TIMES_MAX:
            return _("回数は1以上の整数で入力してください。")
        return ""

    def hint(self) -> str:
        """How it ends."""
        return _("次の呼び出しから起きます。一覧で解除できます。")

    def answer(self) -> "FaultBegins":
        """The fault as a scenario would say it."""
        import msgspec

        from scenarios.language.world_verbs import FaultBegins

        kind, when = self._chosen("kind"), self._chosen("when")
        order = self.query_one("#order", Input).value.strip()
        told: dict[str, object] = {
            "name": "-",
            "kind": kind,
            "operation": self._chosen("operation"),
            "lasts": _LENGTHS.get(self._chosen("lasts")),
        }
        if kind == "status":
            told["status"] = int(self._chosen("status"))
        if kind in _BOTH_PHASES:
            told["phase"] = self._chosen("phase")
        if when != "all":
            told[when] = self._count()
        if kind == "broken_record" and order:
            told["order"] = order
        return msgspec.convert(told, FaultBegins)
