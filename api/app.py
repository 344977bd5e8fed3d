"""The application: settings in, routes and middleware put together."""

import gc
import re
from contextlib import suppress
from datetime import timedelta
from functools import partial
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from threadpoolctl import threadpool_limits

from api import (
    admission,
    figures,
    guard,
    health,
    lifespan,
    logs,
    metrics,
    openapi,
    problems,
    ratelimit,
    routing,
    traces,
)
from api.account import pages as account_pages
from api.account import routes as account_routes
from api.account.service import Accounts
from api.beheer import pages as desk_pages
from api.beheer.actions import pages as desk_action_pages
from api.beheer.announcements import pages as desk_announcement_pages
from api.beheer.complaints import pages as desk_complaint_pages
from api.beheer.figures import dependencies as desk_figures
from api.beheer.figures import pages as desk_figure_pages
from api.beheer.files import dependencies as desk_files
from api.beheer.files import pages as desk_file_pages
from api.beheer.introductions import pages as desk_introduction_pages
from api.beheer.papers import dependencies as desk_papers
from api.beheer.papers import pages as desk_paper_pages
from api.beheer.profile import dependencies as desk_profile
from api.beheer.profile import pages as desk_profile_pages
from api.beheer.rules import pages as desk_rule_pages
from api.beheer.statements import pages as desk_statement_pages
from api.bodies import CV_LARGEST
from api.coach import dependencies as coach_dependencies
from api.coach import pages as coach_pages
from api.coach import routes as coach_routes
from api.coach.centre import dependencies as centre_dependencies
from api.coach.centre import pages as centre_pages
from api.coach.centre import routes as centre_routes
from api.dependencies import caller
from api.groups import dependencies as group_dependencies
from api.groups import pages as group_pages
from api.groups import routes as group_routes
from api.identity import development, staff
from api.klachten import dependencies as complaint_dependencies
from api.klachten import pages as citizen_complaint_pages
from api.klachten import routes as complaint_routes
from api.loopbaancheque.cheques.reviews import pages as review_pages
from api.plan import pages as plan_pages
from api.plan import routes as plan_routes
from api.regie import dependencies as regie_dependencies
from api.regie import pages as regie_pages
from api.regie import routes as regie_routes
from api.regie.actions import dependencies as action_dependencies
from api.regie.actions import pages as action_pages
from api.regie.actions import routes as action_routes
from api.regie.announcements import dependencies as announcement_dependencies
from api.regie.announcements import pages as announcement_pages
from api.regie.announcements import routes as announcement_routes
from api.regie.checks import dependencies as check_dependencies
from api.regie.checks import pages as check_pages
from api.regie.checks import routes as check_routes
from api.regie.complaints import pages as complaint_pages
from api.regie.decisions import dependencies as decision_dependencies
from api.regie.decisions import pages as decision_pages
from api.regie.decisions import routes as decision_routes
from api.regie.mandates import dependencies as mandate_dependencies
from api.regie.mandates import pages as mandate_pages
from api.regie.mandates import routes as mandate_routes
from api.regie.misuse import dependencies as misuse_dependencies
from api.regie.misuse import pages as misuse_pages
from api.regie.misuse import routes as misuse_routes
from api.regie.reading import pages as reading_pages
from api.regie.satisfaction import pages as voice_pages
from api.regie.settlements import dependencies as settlement_dependencies
from api.regie.settlements import pages as settlement_pages
from api.regie.settlements import routes as settlement_routes
from api.regie.stimulation import pages as stimulation_pages
from api.sessions import secret
from api.sessions.drafts import Drafts
from api.sessions.idempotency import Replies
from api.sessions.secret import SecretKeyError
from api.sessions.service import Sessions
from api.sessions.tries import Tries
from api.settings import Settings
from api.shares import dependencies as share_dependencies
from api.shares import pages as share_pages
from api.shares import routes as share_routes
from api.storage import keyed
from api.storage.account import AccountStore
from api.storage.database import Database, DatabaseUrlError, database_url
from api.storage.drafts import DraftStore
from api.storage.plan import PlanStore
from api.storage.sessions import SessionStore
from api.storage.tries import TryStore
from api.tevredenheid import dependencies as satisfaction_dependencies
from api.tevredenheid import pages as satisfaction_pages
from api.tevredenheid import routes as satisfaction_routes
from api.together import dependencies as together_dependencies
from api.together import pages as together_pages
from api.tools import TOOLS
from api.web import pages as web_pages
from api.web import rendering
from api.web.rendering import STATIC, CachedStatic
from item_bank.manifest import ManifestError
from item_bank.schema import CatalogueError
from models.jobbereik.indexes import keep_built_in
from models.store import ArtifactError

CV = re.compile(r"/jobbereik(?:/cv)?/laden|/api/v1/jobbereik/cv/read")
"""Addresses that read a CV."""

_ROOF = (
    staff, desk_files, desk_papers, desk_profile,
    share_dependencies, coach_dependencies, centre_dependencies, satisfaction_dependencies, regie_dependencies,
    check_dependencies, misuse_dependencies, settlement_dependencies, complaint_dependencies, together_dependencies,
    group_dependencies, decision_dependencies, mandate_dependencies, desk_figures, action_dependencies,
    announcement_dependencies,
)  # fmt: skip
"""What the roof puts on the application once the tools are there, in this order."""


def _routers() -> tuple[APIRouter, ...]:
    """Return everything that answers; the framework looks through it in this order."""
    often = [router for tool in TOOLS for router in tool.often]
    rest = [router for tool in TOOLS for router in tool.routers]
    roof = [account_routes.router, account_pages.router, plan_routes.router, plan_pages.router]
    roof += [share_routes.router, share_pages.router, coach_routes.router, coach_pages.router, coach_pages.links]
    roof += [satisfaction_routes.router, satisfaction_pages.router, regie_routes.router, check_routes.router]
    roof += [misuse_routes.router, settlement_routes.router, complaint_routes.router, decision_routes.router]
    roof += [
        mandate_routes.router,
        regie_pages.router,
        decision_pages.router,
        mandate_pages.router,
        misuse_pages.router,
    ]
    roof += [check_pages.router, complaint_pages.router, settlement_pages.router, voice_pages.router]
    roof += [stimulation_pages.router, reading_pages.router, action_routes.router, action_pages.router]
    roof += [together_pages.router, together_pages.coaches]
    roof += [group_routes.router, group_pages.router, group_pages.organisations]
    roof += [centre_routes.router, centre_pages.router]
    roof += [desk_pages.router, desk_file_pages.router, desk_paper_pages.router, desk_statement_pages.router]
    roof += [desk_figure_pages.router, desk_introduction_pages.router, desk_rule_pages.router, desk_action_pages.router]
    roof += [desk_profile_pages.router, desk_announcement_pages.router, desk_complaint_pages.router]
    roof += [citizen_complaint_pages.router]
    roof += [announcement_routes.router, announcement_routes.centres, announcement_pages.router]
    return (*often, health.router, metrics.router, web_pages.router, *rest, *roof)


def create_app(settings: Settings) -> FastAPI:
    """Return the service with its engine loaded.

    Raises
    ------
    models.store.ArtifactError
        When the active catalogue, its index or the calibration does not agree with its manifest.
    api.storage.database.DatabaseUrlError, api.sessions.secret.SecretKeyError
        When a setting cannot be used.
    """
    app = FastAPI(
        title="Loopbaanspiegel",
        version=version("loopbaanspiegel"),
        lifespan=lifespan.lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    app.state.settings = settings
    rendering.FIGURES.update(figures.figures())
    app.state.engines = lifespan.Engines(settings.data_dir)
    app.state.database = Database(database_url(settings.database_url, settings.data_dir))
    app.state.sessions = Sessions(
        SessionStore(app.state.database), secret.load(settings), timedelta(days=settings.session_days)
    )
    app.state.replies = Replies(app.state.database, app.state.sessions.key, caller)
    app.state.tries = Tries(TryStore(app.state.database), app.state.sessions.key)
    app.state.drafts = Drafts(DraftStore(app.state.database))
    app.state.accounts = Accounts(AccountStore(app.state.database), PlanStore(app.state.database), app.state.sessions)
    app.state.serving = False
    app.state.tools, app.state.watched, app.state.purged = TOOLS, [], []
    app.state.background = [partial(keyed.keep_slow, app.state.database, app.state.sessions.key)]
    for install in [install for tool in TOOLS for install in tool.installs]:
        install(app)
    app.state.gate = admission.Gate(longest=settings.queue_seconds)
    for part in _ROOF:
        part.install(app)
    app.state.metrics = metrics.Metrics(app)
    app.state.database.observe = app.state.metrics.stored
    app.state.limiter = ratelimit.Limiter(settings.redis_url)
    app.openapi = partial(openapi.describe, app)  # type: ignore[method-assign] # FastAPI's own way to replace it
    problems.install(app)
    routing.install(app, (*_routers(), *((development.router,) if development.allowed(settings) else ())))
    app.mount("/static", CachedStatic(directory=STATIC), name="static")
    _admit(app, settings)
    app.add_middleware(metrics.Measure, metrics=app.state.metrics)
    traces.install(app, settings.traces_endpoint)
    _guard(app, settings)
    return app


def _admit(app: FastAPI, settings: Settings) -> None:
    """Let in what can be answered; the last one added stands outermost."""
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=1)
    app.add_middleware(ratelimit.RateLimit, settings=settings, limiter=app.state.limiter)
    app.add_middleware(
        admission.Admit,
        gate=app.state.gate,
        seconds=settings.deadline_seconds,
        longer=(desk_paper_pages.SLOW, review_pages.SLOW),
        doors=together_dependencies.doors(app.state.gate),
    )


def _guard(app: FastAPI, settings: Settings) -> None:
    """Put the guard around everything else."""
    app.add_middleware(
        guard.Guard,
        max_body_bytes=settings.max_body_bytes,
        public_url=settings.public_url,
        trusted_proxies=settings.trusted_proxies,
        larger=(
            (desk_paper_pages.SENT, desk_paper_pages.SENT_MOST),
            (review_pages.SENT, desk_paper_pages.SENT_MOST),
            (CV, CV_LARGEST),
        ),
    )


def create_app_from_environment() -> FastAPI:
    """Return the service as the environment variables set it; what uvicorn calls.

    Its matrices are small and its requests many: more than one thread for one product only makes them wait for each
    other.
    """
    logs.configure()
    threadpool_limits(limits=1, user_api="blas")
    try:
        app = create_app(Settings())
    except (
        ArtifactError,
        CatalogueError,
        DatabaseUrlError,
        ManifestError,
        SecretKeyError,
        traces.TracesError,
    ) as error:
        raise SystemExit(f"error: {error}") from error
    with suppress(OSError):  # a disk that cannot be written to only makes the next start slower
        keep_built_in(app.state.settings.data_dir)
    gc.freeze()  # what was loaded stays: looking through it for garbage would hold up the start and every answer
    gc.enable()
    return app
