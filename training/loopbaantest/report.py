"""Printing what was measured, with the word "simulated" over everything that is."""

from rich.console import Console
from rich.table import Table

from training.loopbaantest.analysis import Analysis
from training.loopbaantest.factors import FactorFit

SIMULATED = "SIMULATED respondents: these figures try the commands, they say nothing about people"


def _fit_row(table: Table, name: str, fit: FactorFit) -> None:
    table.add_row(
        name,
        f"{fit.chi_square:.0f}",
        str(fit.degrees),
        f"{fit.cfi:.3f}",
        f"{fit.tli:.3f}",
        f"{fit.rmsea:.3f} ({fit.rmsea_low:.3f} to {fit.rmsea_high:.3f})",
        f"{fit.srmr:.3f}",
    )


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title)
    for i, name in enumerate(columns):
        table.add_column(name, justify="left" if i == 0 else "right")
    return table


def show(found: Analysis, console: Console, *, simulated: bool) -> None:
    """Print reliability, statements, factors and DIF."""
    if simulated:
        console.print(SIMULATED)
    console.print(f"{found.n} persons, {found.complete} of them answered every statement")
    table = _table("Reliability", "theme", "n", "alpha", "omega", "error of one answer")
    for theme, row in found.reliability.items():
        table.add_row(theme, str(row.n), f"{row.alpha:.2f}", f"{row.omega:.2f}", f"{row.error:.2f}")
    console.print(table)
    table = _table("Statements, after reversing", "statement", "mean", "sd", "open", "with the rest", "loading")
    for (id_, item), loading in zip(found.items.items(), _loadings(found), strict=True):
        table.add_row(
            id_,
            f"{item.mean:.2f}",
            f"{item.deviation:.2f}",
            f"{item.open_share:.1%}",
            f"{item.rest_correlation:.2f}",
            f"{loading:.2f}",
        )
    console.print(table)
    table = _table("Confirmatory fit", "model", "chi2", "df", "CFI", "TLI", "RMSEA (90 %)", "SRMR")
    _fit_row(table, "six themes", found.six)
    _fit_row(table, "one factor (baseline)", found.one)
    console.print(table)
    _show_dif(found, console)
    for text in found.warnings:
        console.print(f"do not interpret: {text}")


def _loadings(found: Analysis) -> list[float]:
    """Return standardised loadings in the order of ``found.items``, which goes theme by theme."""
    fit = found.six
    spread = (fit.loadings**2 + fit.uniqueness) ** 0.5
    values = (fit.loadings / spread).tolist()
    per_theme = len(found.reliability)
    return [values[i * per_theme + t] for t in range(per_theme) for i in range(len(values) // per_theme)]


def _show_dif(found: Analysis, console: Console) -> None:
    table = _table("DIF that is moderate (BB) or large (CC)", "statement", "group", "n", "difference", "p", "class")
    for row in found.dif:
        if row.dif.size != "AA":
            cells = (f"{row.dif.difference:+.2f}", f"{row.dif.p_value:.4f}", row.dif.size)
            table.add_row(row.item, f"{row.group} = {row.code}", str(row.dif.n), *cells)
    console.print(f"DIF: {len(found.dif)} comparisons")
    console.print(table)
