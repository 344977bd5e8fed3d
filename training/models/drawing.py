"""Plots of reports as SVG, small and without scripts."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, EDGE = 360, 260, 40
INK, LINE = "#0d4f5c", "#8aa"


def _x(value: float) -> float:
    return EDGE + value * (WIDTH - 2 * EDGE)


def _y(value: float) -> float:
    return HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE)


def _frame(title: str, across: str, up: str) -> list[str]:
    ticks = []
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        ticks.append(f'<text x="{_x(value):.0f}" y="{HEIGHT - EDGE + 14}" text-anchor="middle">{value:g}</text>')
        ticks.append(f'<text x="{EDGE - 6}" y="{_y(value) + 4:.0f}" text-anchor="end">{value:g}</text>')
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="sans-serif" font-size="10" fill="{INK}"><title>{escape(title)}</title>',
        f'<text x="{WIDTH / 2:.0f}" y="16" text-anchor="middle" font-size="12">{escape(title)}</text>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{WIDTH - 2 * EDGE}" height="{HEIGHT - 2 * EDGE}" fill="none" '
        f'stroke="{LINE}"/>',
        f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="12" y="{HEIGHT / 2:.0f}" text-anchor="middle" transform="rotate(-90 12 {HEIGHT / 2:.0f})">'
        f"{escape(up)}</text>",
        *ticks,
    ]


def reliability(title: str, rows: Sequence[tuple[float, float, int]]) -> str:
    """Draw stated against observed; the size of a point says how many pairs it stands for."""
    most = max((n for _, _, n in rows), default=1)
    parts = _frame(title, "stated", "observed")
    parts.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="{LINE}" stroke-dasharray="4 3"/>')
    parts += [
        f'<circle cx="{_x(stated):.1f}" cy="{_y(observed):.1f}" r="{2 + 4 * n / most:.1f}" fill="{INK}"/>'
        for stated, observed, n in rows
    ]
    return "\n".join([*parts, "</svg>"])


def intervals(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """Draw a figure of 0 to 1 with its interval for each name."""
    height = 40 + 18 * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 {height}" width="520" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="11" fill="{INK}"><title>{escape(title)}</title>',
        f'<text x="260" y="16" text-anchor="middle" font-size="12">{escape(title)}</text>',
    ]
    for place, (name, value, low, high) in enumerate(rows):
        y = 36 + 18 * place
        left, right, at = (200 + 300 * bound for bound in (low, high, value))
        parts.append(f'<text x="190" y="{y + 4}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<line x1="{left:.1f}" y1="{y}" x2="{right:.1f}" y2="{y}" stroke="{LINE}" stroke-width="3"/>')
        parts.append(f'<circle cx="{at:.1f}" cy="{y}" r="4"/>')
    return "\n".join([*parts, "</svg>"])


def line(title: str, names: Sequence[str], values: Sequence[float]) -> str:
    """Draw figures of runs one after the other, from their lowest to their highest."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = (high - low) or 1.0
    points = [(_x(i / max(len(values) - 1, 1)), _y((v - low) / span)) for i, v in enumerate(values)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="sans-serif" font-size="10" fill="{INK}"><title>{escape(title)}</title>',
        f'<text x="{WIDTH / 2:.0f}" y="16" text-anchor="middle" font-size="12">{escape(title)}</text>',
        f'<text x="{EDGE - 6}" y="{_y(0):.0f}" text-anchor="end">{low:.3g}</text>',
        f'<text x="{EDGE - 6}" y="{_y(1):.0f}" text-anchor="end">{high:.3g}</text>',
        f'<polyline fill="none" stroke="{LINE}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>',
    ]
    for (x, y), name in zip(points, names, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(name)}</title></circle>')
    return "\n".join([*parts, "</svg>"])
