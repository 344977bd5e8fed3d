"""``python -m tests.benchmarks.centres``: milliseconds of computing for a search among 4,000 locations.

Time of the thread, not of the clock on the wall, so that a busy machine does not count.
"""

import time
from dataclasses import replace
from datetime import date

import numpy as np
from rich.console import Console
from rich.table import Table

from item_bank.loopbaancentra.codes import SupportLanguage, Way
from item_bank.loopbaancentra.schema import LocationId, Register
from item_bank.loopbaancentra.snapshot import examples
from item_bank.postcodes.table import postcodes
from models.loopbaancentra.query import Query, Wishes
from models.loopbaancentra.search import Directory

LOCATIONS = 4_000
BUDGET_MS = 5.0
TIMES = 1_000
TODAY = date(2026, 11, 25)


def large(least: int) -> Register:
    """Return the examples with locations added until there are enough."""
    register = examples()
    missing = least - sum(len(centre.locations) for centre in register.centres)
    centres = list(register.centres)
    for i in range(max(0, missing)):
        centre = centres[i % len(centres)]
        place = register.centres[(i * 7) % len(centres)].locations[:1]
        more = tuple(replace(x, id=LocationId(f"{centre.id}-x{i}"), centre_id=centre.id) for x in place)
        centres[i % len(centres)] = replace(centre, locations=(*centre.locations, *more))
    return replace(register, centres=tuple(centres))


def main() -> None:
    """Measure and print."""
    register = large(LOCATIONS)
    start = time.thread_time()
    directory = Directory(register)
    built = 1_000 * (time.thread_time() - start)
    gent = postcodes().find("9000")
    queries = {
        "near a place": Query(place=gent, radius_km=20),
        "near a place, four wishes": Query(
            place=gent,
            radius_km=20,
            wishes=Wishes(languages=frozenset({SupportLanguage.FR}), ways=frozenset({Way.ONLINE}), evening=True),
        ),
        "everywhere": Query(place=gent),
        "no place": Query(),
    }
    count = sum(len(centre.locations) for centre in register.centres)
    table = Table("search", "found", "median ms", "p95 ms", "budget", title=f"{count} locations, {TIMES} searches each")
    for name, query in queries.items():
        times = []
        for seed in range(TIMES):
            start = time.thread_time()
            found = directory.search(query, on=TODAY, seed=seed)
            times.append(1_000 * (time.thread_time() - start))
        median, p95 = np.percentile(times, [50, 95])
        table.add_row(name, str(found.total), f"{median:.2f}", f"{p95:.2f}", f"{BUDGET_MS:g}")
    console = Console()
    console.print(table)
    console.print(f"making the directory ready: {built:.0f} ms", highlight=False)


if __name__ == "__main__":
    main()
