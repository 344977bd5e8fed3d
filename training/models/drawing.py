"""Plots of reports as SVG, small and without scripts; shapes tell apart what colours do."""

from collections.abc import Collection, Iterator, Sequence
from html import escape
from math import ceil, floor, sqrt

WIDTH, HEIGHT, EDGE = 340, 320, 50
INK, LINE, GREY, FAINT = "#0d4f5c", "#5d7d83", "#4a5c60", "#dbe4e6"
ROW, LEFT, BAR, RIGHT = 22, 250, 340, 70
TENTHS = 10
NORMAL = 1.96


def _start(title: str, width: int, height: int) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="{INK}"><title>{escape(title)}</title>',
        f'<text x="{width / 2:.0f}" y="18" text-anchor="middle" font-size="13" font-weight="bold">'
        f"{escape(title)}</text>",
    ]


def _x(value: float) -> float:
    return EDGE + value * (WIDTH - EDGE - 20)


def _y(value: float) -> float:
    return HEIGHT - EDGE - value * (HEIGHT - EDGE - 40)


def _frame(title: str, across: str, up: str) -> list[str]:
    parts = _start(title, WIDTH, HEIGHT)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _x(value), _y(value)
        parts.append(f'<path d="M{x:.1f} {_y(0):.1f}V{_y(1):.1f}M{_x(0):.1f} {y:.1f}H{_x(1):.1f}" stroke="{FAINT}"/>')
        parts.append(f'<text x="{x:.0f}" y="{_y(0) + 16:.0f}" text-anchor="middle">{value:g}</text>')
        parts.append(f'<text x="{EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">{value:g}</text>')
    middle = (_y(0) + _y(1)) / 2
    return [
        *parts,
        f'<text x="{(_x(0) + _x(1)) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="14" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 14 {middle:.0f})">'
        f"{escape(up)}</text>",
    ]


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of n.

    Source: Wilson (1927).

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(1.0, 10)]
    [0.722, 1.0]
    """
    centre = (share + NORMAL**2 / (2 * n)) / (1 + NORMAL**2 / n)
    around = NORMAL * sqrt(share * (1 - share) / n + NORMAL**2 / (4 * n * n)) / (1 + NORMAL**2 / n)
    return max(centre - around, 0.0), min(centre + around, 1.0)


def reliability(title: str, rows: Sequence[tuple[float, float, int]], unit: str = "pairs") -> str:
    """Draw stated against observed with 95 % intervals; on the broken line what is stated is what is observed."""
    counts = [n for _, _, n in rows]
    most, least = max(counts, default=0), min(counts, default=0)
    many = f"{least}" if least == most else f"{least} to {most}"
    parts = _frame(title, f"stated (each point {many} {unit})", "observed")
    parts.append(f'<path d="M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}" stroke="{LINE}" stroke-dasharray="4 3"/>')
    for stated, observed, n in rows:
        low, high = wilson(observed, max(n, 1))
        x = _x(stated)
        parts.append(f'<path d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}" stroke="{LINE}" stroke-width="2"/>')
        parts.append(
            f'<circle cx="{x:.1f}" cy="{_y(observed):.1f}" r="4.5" stroke="#fff">'
            f"<title>stated {stated:.3f}, observed {observed:.3f}, {n} {escape(unit)}</title></circle>"
        )
    return "\n".join([*parts, "</svg>"])


def _ticks(low: float, high: float) -> Iterator[float]:
    step = 0.2 if high - low > 0.6 else 0.1 if high - low > 0.2 else 0.05
    count = round((high - low) / step)
    yield from (low + step * place for place in range(count + 1))


def intervals(
    title: str, rows: Sequence[tuple[str, float, float, float]], *, across: str = "", bold: Collection[str] = ()
) -> str:
    """Draw a figure with its interval for each name, over the tenths that hold them all.

    Parameters
    ----------
    across
        What the figure is, under the axis.
    bold
        Names that stand out: full points instead of open ones.
    """
    low = floor(min((row[2] for row in rows), default=0.0) * TENTHS) / TENTHS
    high = max(ceil(max((row[3] for row in rows), default=1.0) * TENTHS) / TENTHS, low + 1 / TENTHS)
    bottom = 44 + ROW * len(rows)
    parts = _start(title, LEFT + BAR + RIGHT + 70, bottom + 44)

    def x(value: float) -> float:
        return LEFT + BAR * (value - low) / (high - low)

    for tick in _ticks(low, high):
        parts.append(f'<path d="M{x(tick):.1f} 32V{bottom}" stroke="{FAINT}"/>')
        parts.append(f'<text x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{round(tick, 2):g}</text>')
    parts.append(f'<text x="{LEFT + BAR / 2:.0f}" y="{bottom + 36}" text-anchor="middle">{escape(across)}</text>')
    for place, (name, value, from_, to) in enumerate(rows):
        y, own = 48 + ROW * place, name in bold
        weight = ' font-weight="bold"' if own else ""
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end"{weight}>{escape(name[:38])}</text>')
        parts.append(f'<path d="M{x(from_):.1f} {y}H{x(to):.1f}" stroke="{LINE}" stroke-width="3"/>')
        fill = INK if own or not bold else "#fff"
        parts.append(f'<circle cx="{x(value):.1f}" cy="{y}" r="5" fill="{fill}" stroke="{INK}" stroke-width="2"/>')
        told = f"{value:.3f} [{from_:.3f}, {to:.3f}]"
        parts.append(f'<text x="{LEFT + BAR + 12}" y="{y + 4}" fill="{GREY}">{told}</text>')
    return "\n".join([*parts, "</svg>"])


def line(title: str, names: Sequence[str], values: Sequence[float]) -> str:
    """Draw figures of runs one after the other, from their lowest to their highest; each point tells its run."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = (high - low) or 1.0
    width = 640

    def at(place: int) -> float:
        return 70 + (width - 100) * (place + 0.5) / max(len(values), 1)

    parts = _start(title, width, HEIGHT)
    for part in (0.0, 0.5, 1.0) if high > low else (0.0,):
        parts.append(f'<path d="M60 {_y(part):.1f}H{width - 20}" stroke="{FAINT}"/>')
        parts.append(f'<text x="54" y="{_y(part) + 4:.0f}" text-anchor="end">{low + part * span:.3f}</text>')
    points = [(at(place), _y((value - low) / span)) for place, value in enumerate(values)]
    parts.append(
        f'<polyline fill="none" stroke="{LINE}" stroke-width="2" points="'
        f'{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
    )
    for (x, y), name, value in zip(points, names, values, strict=True):
        told = f"<title>{escape(name)}: {value:.4f}</title>"
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" stroke="#fff">{told}</circle>')
    ends = f"{names[0]} to {names[-1]}" if names else ""
    parts.append(f'<text x="{width / 2:.0f}" y="{HEIGHT - 18}" text-anchor="middle">{escape(ends)}</text>')
    return "\n".join([*parts, "</svg>"])
