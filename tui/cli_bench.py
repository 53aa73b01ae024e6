"""`renkei bench`: every figure with its goal, and whether it is met."""

import json
from typing import TYPE_CHECKING

import click

from tui.cli_options import language_option
from tui.cli_page import Command, nearest
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.bench.figure import Figure

ALL_MET, GOAL_MISSED = 0, 1


@click.command(
    "bench",
    cls=Command,
    options_metavar="[OPTION]…",
    help=N_("速さと大きさを測り、目標と並べて表示します。名前がなければすべて測ります。"),
    epilog=N_("終了コード: 0 すべて達成、1 未達あり、2 知らない名前"),
)
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--json", "as_json", is_flag=True, help=N_("JSONで出力します"))
@language_option
def bench(names: tuple[str, ...], as_json: bool) -> int:
    """Measure the named figures or groups and print each as it is taken."""
    from scenarios.bench.machine import machine
    from scenarios.bench.registry import NoSuchFigure, chosen, take

    try:
        entries = chosen(names)
    except NoSuchFigure as error:
        raise click.UsageError(_unknown(error.name, error.known)) from None
    figures: list[Figure] = []
    for entry in entries:
        for figure in take(entry):
            figures.append(figure)
            if not as_json:
                click.echo(_line(figure))
    if as_json:
        report = {"machine": machine(), "figures": [_record(figure) for figure in figures]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    return ALL_MET if all(figure.met for figure in figures) else GOAL_MISSED


def _unknown(name: str, known: tuple[str, ...]) -> str:
    return _("{name} という項目はありません。{hint}あるのは {known} です。").format(
        name=name, hint=nearest(name, known), known=", ".join(known)
    )


def _record(figure: "Figure") -> dict[str, object]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "goal": str(figure.goal or ""),
        "met": figure.met,
        "detail": figure.detail.text(_),
    }


def _line(figure: "Figure") -> str:
    mark = _("達成") if figure.met else _("未達")
    value = "—" if figure.value is None else f"{figure.value:.3f}"
    goal = _("目標 {goal}").format(goal=figure.goal or "—")
    return (
        f"{mark}  {figure.name:<14} {value:>9} {figure.unit:<5} {goal:<12} {figure.detail.text(_)}"
    )
