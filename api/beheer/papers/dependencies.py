"""What pages of papers ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.beheer.papers.service import Papers


def install(app: FastAPI) -> None:
    """Put the papers on an application that has its files."""
    app.state.papers = Papers(app.state.files, app.state.settings.clamd)


async def papers(request: Request) -> Papers:
    """Return the papers of all files."""
    found: Papers = request.app.state.papers
    return found


AllPapers = Annotated[Papers, Depends(papers)]
