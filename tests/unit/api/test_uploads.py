"""A file that somebody kept is read again, whatever the editor that saved it did to it."""

import asyncio
import codecs
import json
from io import BytesIO

import pytest
from starlette.datastructures import FormData, UploadFile

from api.jobbereik.forms import read_profile
from api.jobbereik.schemas import ProfileIn
from api.web.forms import as_utf8, read_upload

PROFILE = {"experiences": [{"occupationId": "kok", "months": 36}]}
TEXT = json.dumps(PROFILE, indent=2)
SAVED = {
    "plain": TEXT.encode(),
    "mark": codecs.BOM_UTF8 + TEXT.encode(),
    "lines of Windows": TEXT.replace("\n", "\r\n").encode(),
    "mark and lines": codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 big": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16 without mark": TEXT.encode("utf-16-le"),
    "UTF-32": TEXT.encode("utf-32"),
    "spaces around": f"\n  {TEXT}\n\n".encode(),
}


def loaded(content: bytes) -> ProfileIn | None:
    form = FormData([("bestand", UploadFile(BytesIO(content), filename="mijn-profiel.json"))])
    return read_profile(asyncio.run(read_upload(form, "bestand")))


@pytest.mark.parametrize("how", SAVED)
def test_a_profile_is_loaded_however_it_was_saved(how: str) -> None:
    found = loaded(SAVED[how])
    assert found is not None
    assert [row.occupation_id for row in found.experiences] == ["kok"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"\xff\xfe{", b"\xef\xbb\xbf", b"{\x00", b"\x00" * 9, b"%PDF-1.7\xff"]
)
def test_what_is_no_profile_is_told_as_such(content: bytes) -> None:
    assert loaded(content) is None


def test_letters_stay_what_they_are() -> None:
    for code in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        assert json.loads(as_utf8('{"naam": "Zoë Łódź"}'.replace("Łódź", "é").encode(code))) == {"naam": "Zoë é"}
    xml = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'
    assert as_utf8(xml.encode("utf-16")).decode() == '<?xml version="1.0"?><a>é</a>'
