"""A figure: what was measured, in turn with its baseline, and whether that holds its bound."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bound:
    """How large a figure may be, or how small; of its ratio to the baseline, unless a unit is named."""

    limit: float
    unit: str = "×"
    at_least: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"


@dataclass(frozen=True)
class Figure:
    """A row of the table. Samples are in `unit`; of them the median counts, or another quantile."""

    name: str
    unit: str
    ours: list[float]
    baseline: list[float] = field(default_factory=list)
    bound: Bound | None = None
    share: float = 0.5

    @property
    def ratio(self) -> float | None:
        """Ours to the baseline; none without one, or where it is nothing."""
        baseline = quantile(self.baseline, self.share) if self.baseline else 0
        return quantile(self.ours, self.share) / baseline if baseline else None

    @property
    def held(self) -> bool | None:
        """Whether the bound is kept; none where there is no bound. ValueError for a bound of a ratio that is none."""
        if self.bound is None:
            return None
        value = self.ratio if self.bound.unit == "×" else quantile(self.ours, self.share)
        if value is None:
            raise ValueError(f"{self.name} has a bound of its ratio, and no baseline")
        return self.bound.holds(value)

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "unit": self.unit,
            "quantile": self.share,
            "ours": self._told(self.ours),
            "baseline": self._told(self.baseline),
            "ratio": self.ratio,
            "bound": str(self.bound) if self.bound else None,
            "held": self.held,
        }

    def _told(self, samples: list[float]) -> dict[str, object] | None:
        if not samples:
            return None
        return {"value": quantile(samples, self.share), "spread": spread(samples), "samples": samples}


Measure = Callable[["Scale"], Iterator[Figure]]
"""What measures figures that have something in common: a program that runs, a register that is full."""


@dataclass(frozen=True)
class Scale:
    """How much is measured: rounds, ours and the baseline in turn in each, and how large what is measured is."""

    rounds: int
    presses: int
    visits: int
    idle_seconds: int
    entries: int
    reports: int
    kiosks: int
    years: int
    fleet: int
    lines: int


FULL = Scale(9, 60, 1_200, 10, 1_000_000, 60, kiosks=400, years=5, fleet=10_000, lines=10_000)
QUICK = Scale(3, 10, 20, 3, 20_000, 20, kiosks=40, years=2, fleet=400, lines=10_000)


def in_turn(rounds: int, ours: Callable[[], float], baseline: Callable[[], float]) -> tuple[list[float], list[float]]:
    """Interleaved rounds, ours, baseline, ours, baseline: what disturbs the machine disturbs both. Their samples."""
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def quantile(samples: list[float], share: float) -> float:
    """The sample below which that share of them lies, between two of them where it lies between: 0.5 is the median."""
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    below = ordered[int(place)]
    above = ordered[min(int(place) + 1, len(ordered) - 1)]
    return below + (above - below) * (place - int(place))


def spread(samples: list[float]) -> float:
    """Half of the range in which the middle half of the samples lies, as a share of their median."""
    median = quantile(samples, 0.5)
    return (quantile(samples, 0.75) - quantile(samples, 0.25)) / 2 / median if median else 0.0
