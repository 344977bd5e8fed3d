"""Reports of drift and of policies: sections and plots for :mod:`training.models.report`."""

from collections.abc import Sequence
from html import escape

from training.models.drawing import INK, LINE, intervals
from training.models.report import Report, Section
from training.use.drift import LARGE, MODERATE, Drift
from training.use.replaying import Replay, table, words

SHOWN = 30
"""Variables of which bins are shown and drawn: those that moved farthest."""


def verdict(rows: Sequence[Drift]) -> str:
    """Return in a sentence how far things moved."""
    if not rows:
        return "nothing was compared: no variable was told then and now by at least ten persons"
    large = [row.variable for row in rows if row.word == "large"]
    moderate = [row.variable for row in rows if row.word == "moderate"]
    if large:
        sure = sum(row.sure for row in rows if row.word == "large")
        return f"large drift in {len(large)} of {len(rows)} variables, {sure} of them surely: {', '.join(large[:5])}"
    if moderate:
        return f"moderate drift in {len(moderate)} of {len(rows)} variables: {', '.join(moderate[:5])}"
    return f"small drift or none in {len(rows)} variables"


def drift_report(title: str, rows: Sequence[Drift], suppressed: Sequence[str]) -> Report:
    """Return a report of drift with its plot."""
    table = ["| variable | persons | PSI | by chance | drift | |", "|---|---|---|---|---|---|"]
    bins = ["| variable | bin | in training | now |", "|---|---|---|---|"]
    for row in rows:
        e = row.index
        cell = f"{e.value:.3f} [{e.low:.3f}, {e.high:.3f}]"
        sure = "" if row.word == "small" else "surely" if row.sure else "perhaps"
        table.append(f"| {row.variable} | {e.n} | {cell} | {row.by_chance:.3f} | {row.word} | {sure} |")
    for row in rows[:SHOWN]:
        bins += [f"| {row.variable} | {name} | {then:.1%} | {now:.1%} |" for name, then, now in row.bins]
    hidden = ", ".join(suppressed[:20]) + (f" and {len(suppressed) - 20} more" if len(suppressed) > 20 else "")
    none = "Nothing: every variable was told by at least ten persons, then and now."
    sections = [
        Section(title="In a sentence", text=verdict(rows) + ".", plots={"PSI": plot(rows[:SHOWN])} if rows else {}),
        Section(title="Every variable, the farthest first", text="\n".join(table)),
        Section(title="Bins of the farthest", text="\n".join(bins)),
        Section(title="Not shown", text=hidden or none),
    ]
    figures = {f"psi {row.variable}": row.index.value for row in rows}
    return Report(title=title, figures=figures, sections=sections)


def replay_report(found: Replay) -> Report:
    """Return a report of policies on exploration slots."""
    rows = {name: row.by["dr-clipped"].estimate for name, row in found.by.items()}
    drawn = [(name, _bounded(e.value), _bounded(e.low), _bounded(e.high)) for name, e in rows.items()]
    return Report(
        title="ranking policies of Oriënt",
        figures={f"{name}.dr-clipped": e.value for name, e in rows.items()},
        sections=[
            Section(title="What it rests on", text=words(found)),
            Section(
                title="Policies",
                text=table(found),
                plots={"policies": intervals("Share of the shown that would be liked", drawn, across="dr-clipped")},
            ),
        ],
    )


def _bounded(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def plot(rows: Sequence[Drift]) -> str:
    """Draw the index of each variable with its interval, on a scale to .5, with the limits of moderate and large."""
    most = 0.5
    height = 50 + 18 * len(rows)

    def x(value: float) -> float:
        return 300 + 300 * min(value, most) / most

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" width="640" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="11" fill="{INK}"><title>Population stability index</title>',
        '<text x="320" y="14" text-anchor="middle" font-size="12">Population stability index, 95 % intervals</text>',
    ]
    for limit, word in ((MODERATE, "moderate"), (LARGE, "large")):
        parts.append(
            f'<line x1="{x(limit):.1f}" y1="36" x2="{x(limit):.1f}" y2="{height - 4}" stroke="{LINE}" '
            'stroke-dasharray="4 3"/>'
        )
        parts.append(f'<text x="{x(limit):.1f}" y="31" text-anchor="middle">{word}</text>')
    for place, row in enumerate(rows):
        y, e = 46 + 18 * place, row.index
        parts.append(f'<text x="292" y="{y + 4}" text-anchor="end">{escape(row.variable[:48])}</text>')
        parts.append(
            f'<line x1="{x(e.low):.1f}" y1="{y}" x2="{x(e.high):.1f}" y2="{y}" stroke="{LINE}" stroke-width="3"/>'
        )
        parts.append(f'<circle cx="{x(e.value):.1f}" cy="{y}" r="4"/>')
    return "\n".join([*parts, "</svg>"])
