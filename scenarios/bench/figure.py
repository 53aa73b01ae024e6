"""What a measurement yields: a value beside its goal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from scenarios.said import Said


class Better(StrEnum):
    """Which side of the goal is the good one."""

    LOWER = "<="
    HIGHER = ">="


@dataclass(frozen=True)
class Goal:
    """The bound that a figure has to keep."""

    bound: float
    better: Better = Better.LOWER

    def met_by(self, value: float) -> bool:
        """Whether `value` keeps the bound."""
        return value <= self.bound if self.better is Better.LOWER else value >= self.bound

    def __str__(self) -> str:
        """The goal as it is printed, `<= 0.5`."""
        return f"{self.better.value} {self.bound:g}"


@dataclass(frozen=True)
class Figure:
    """One measured value with its goal."""

    name: str
    value: float | None
    """None where it could not be taken; the goal is then not met."""
    unit: str
    goal: Goal | None
    detail: Said
    """What was done and counted, so that a reader can judge the value."""
    sound: bool = True
    """False where the work behind the value was not done as it should have been."""

    @property
    def met(self) -> bool:
        """Whether the goal is met by a value that may be believed."""
        if self.value is None or not self.sound:
            return False
        return self.goal is None or self.goal.met_by(self.value)


Measure = Callable[[], tuple[Figure, ...]]
"""Takes one measurement; related figures of one run come together."""
