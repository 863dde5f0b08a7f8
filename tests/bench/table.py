"""The table of the figures, in Markdown: README shows it as it is printed."""

from tests.bench.figure import Figure, quantile, spread

HEAD = "| figure | ours | baseline | ratio | bound | held |\n| --- | --- | --- | --- | --- | --- |"


def row(figure: Figure) -> str:
    """One figure in one line: values with their spread."""
    name = figure.name if figure.share == 0.5 else f"{figure.name}, p{figure.share * 100:g}"
    cells = [
        name,
        _value(figure, figure.ours),
        _value(figure, figure.baseline),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "" if figure.bound is None else str(figure.bound),
        {None: "", True: "yes", False: "**no**"}[figure.held],
    ]
    return f"| {' | '.join(cells)} |"


def _value(figure: Figure, samples: list[float]) -> str:
    if not samples:
        return ""
    value = quantile(samples, figure.share)
    number = f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    around = f" ± {spread(samples) * 100:.0f} %" if len(samples) > 1 else ""
    return f"{number} {figure.unit}{around}"
