"""The cliff chart as a small picture made here: benefit by income, today and after the reform, each cliff marked."""

from dataclasses import dataclass

from minzheng.eligibility.simulation.cliff import Chart
from minzheng.rulekit.money import FEN_PER_YUAN

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 40


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    words: str


@dataclass(frozen=True)
class Mark:
    """A cliff: where on the picture, from which income on, how much is lost."""

    x: float
    y: float
    income: int
    loss: int


@dataclass(frozen=True)
class Line:
    """One side: its path, and its cliffs."""

    path: str
    cliffs: list[Mark]


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    before: Line
    after: Line
    x_ticks: list[Tick]
    y_ticks: list[Tick]


def picture(before: Chart, after: Chart) -> Picture:
    """Both charts over the same axes; incomes are the same on both."""
    most_income = before.points[-1].income
    most_benefit = max(point.benefit for each in (before, after) for point in each.points) or FEN_PER_YUAN
    step = _step(most_benefit // FEN_PER_YUAN)
    top_value = -(-most_benefit // (step * FEN_PER_YUAN)) * step * FEN_PER_YUAN

    def x(income: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * income / most_income, 1)

    def y(benefit: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * benefit / top_value, 1)

    def line(chart: Chart) -> Line:
        path = "M" + " L".join(f"{x(point.income)},{y(point.benefit)}" for point in chart.points)
        benefits = {point.income: point.benefit for point in chart.points}
        marks = [Mark(x(c.income), y(_near(benefits, c.income)), c.income, c.loss) for c in chart.cliffs]
        return Line(path, marks)

    across = _step(most_income // FEN_PER_YUAN)
    return Picture(
        WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM, line(before), line(after),
        [Tick(x(v * FEN_PER_YUAN), f"{v:,}") for v in range(0, most_income // FEN_PER_YUAN + 1, across)],
        [Tick(y(v * FEN_PER_YUAN), f"{v:,}") for v in range(0, top_value // FEN_PER_YUAN + 1, step)],
    )  # fmt: skip


def _near(benefits: dict[int, int], income: int) -> int:
    """The benefit at the last point up to an income."""
    return benefits[max(each for each in benefits if each <= income)]


def _step(most: int) -> int:
    """A round step that divides an axis into four to eight."""
    step = 1
    while most // step > 8:
        step *= 5 if str(step)[0] == "1" else 2
    return step
