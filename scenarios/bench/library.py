"""How long the whole scenario library takes, as QA runs it."""

import subprocess
from time import perf_counter

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import LIBRARY, PROGRAM, plain_environment
from scenarios.said import say


def measure() -> tuple[Figure, ...]:
    """One run of `renkei run` over the library, start of the program included."""
    cases = len(list(LIBRARY.glob("*.yaml")))
    begun = perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program with fixed arguments
        [*PROGRAM, "run", str(LIBRARY), "-j", "2"],
        capture_output=True,
        env=plain_environment(),
        check=False,
    )
    figure = Figure(
        "library",
        perf_counter() - begun,
        "s",
        Goal(20.0),
        say(
            "{cases}個のファイルを renkei run -j 2 で実行（終了コード {code}）",
            cases=cases,
            code=done.returncode,
        ),
        sound=done.returncode == 0 and cases > 0,
    )
    return (figure,)
