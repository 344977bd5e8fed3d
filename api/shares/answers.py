"""What the routes of sharing answer, from what the service found."""

from api.account.overview.service import names
from api.dependencies import BRUSSELS
from api.shares import schemas
from api.shares.service import Asked, Owned, Row
from api.storage.shares import Message, Share
from api.tools import TITLES
from models.jobbereik.engine import Jobbereik


def preview(asked: Asked) -> schemas.SharePreviewOut:
    """Return what would be seen."""
    return schemas.SharePreviewOut(with_=asked.told, expires_on=asked.expires_on, preview=asked.preview)


def made(asked: Asked, share: Share, code: str | None, base: str) -> schemas.ShareOut:
    """Return a share that was made, with its link where it has one."""
    return schemas.ShareOut(
        share_id=share.id,
        with_=asked.told,
        expires_on=share.expires_on,
        link=None if code is None else f"{base.rstrip('/')}/gedeeld/{share.id}",
        link_code=code,
        preview=asked.preview,
    )


def row(found: Row) -> schemas.ShareRowOut:
    """Return a share in the list of its citizen."""
    share = found.share
    return schemas.ShareRowOut(
        share_id=share.id,
        with_=found.told,
        alias=share.alias,
        created_at=share.created_at,
        expires_on=share.expires_on,
        revoked_on=None if share.revoked_at is None else share.revoked_at.astimezone(BRUSSELS).date(),
        in_force=found.in_force,
        last_read_at=found.last_read_at,
    )


def reads(found: Owned) -> schemas.ReadsOut:
    """Return who looked."""
    items = [{"at": line.read_at, "by": line.said, "what": line.what} for line in found.reads]
    return schemas.ReadsOut.model_validate({"items": items, "next": found.more or None})


def about_label(engine: Jobbereik, message: Message) -> str | None:
    """Return in Dutch what a message is about; ``None`` when it is about nothing that has a name."""
    if message.about is None:
        return None
    return TITLES.get(message.about) if message.kind == "tool" else names(engine)(message.about)


def message(engine: Jobbereik, found: Message) -> dict[str, object]:
    """Return a note or a suggestion as members."""
    return {
        "message_id": found.id,
        "kind": found.kind,
        "about": found.about,
        "about_label": about_label(engine, found),
        "text": found.text,
        "state": found.state,
        "written_at": found.written_at,
    }


def messages(found: Owned, engine: Jobbereik) -> schemas.MessagesOut:
    """Return what a coach left."""
    return schemas.MessagesOut.model_validate({"items": [message(engine, one) for one in found.messages]})
