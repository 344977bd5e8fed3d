"""Small plots as SVG, written by hand: the base install draws them too."""

from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 360, 60, 270, 30, 45
COLOURS = ("#0b5fa5", "#b5490f", "#3d7a2a", "#6b3fa0", "#8a6d00", "#555555", "#a3195b", "#00767a")


def lines(title: str, across: str, up: str, series: Mapping[str, Mapping[int, float]]) -> str:
    """Return a line plot as SVG with a text alternative: one line a method, its name at its end.

    Examples
    --------
    >>> lines("t", "x", "y", {"a": {10: 0.8, 20: 0.9}}).startswith("<svg")
    True
    """
    xs = sorted({x for row in series.values() for x in row})
    ys = [y for row in series.values() for y in row.values()]
    low, high = min(ys), max(ys)
    room = (high - low) * 0.05 or 0.05
    low, high = low - room, high + room

    def place(x: float, y: float) -> tuple[float, float]:
        along = (x - xs[0]) / ((xs[-1] - xs[0]) or 1)
        return LEFT + along * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - (y - low) / (high - low) * (
            HEIGHT - TOP - BOTTOM
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        f' font-size="13"><title>{escape(title)}</title>',
        f'<text x="{LEFT}" y="18" font-size="15">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 6}">{escape(across)}; {escape(up)}</text>',
    ]
    for tick in range(5):
        value = low + (high - low) * tick / 4
        _, y = place(xs[0], value)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.2f}</text>')
    under = HEIGHT - BOTTOM + 18
    parts += [f'<text x="{place(x, low)[0]:.1f}" y="{under}" text-anchor="middle">{x}</text>' for x in xs]
    ends = sorted(series, key=lambda name: -series[name][max(series[name])])
    for rank, name in enumerate(ends):
        colour = COLOURS[rank % len(COLOURS)]
        points = [place(x, y) for x, y in sorted(series[name].items())]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        at = f'x="{WIDTH - RIGHT + 12}" y="{TOP + 12 + rank * 20}" fill="{colour}"'
        parts.append(f"<text {at}>{rank + 1}. {escape(name)}</text>")
    return "\n".join([*parts, "</svg>\n"])
