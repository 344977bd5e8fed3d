"""Scans: what they are decides, not what they are called; what does something when it is opened is refused."""

import asyncio
import struct
import zlib
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from api.web.scans import JPEG, LARGEST, PDF, PNG, ScanError, look, media_type


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (height * (width + 1)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 3, height: int = 2) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda\x00\x03\x01" + b"\x12\x34" + b"\xff\xd9"


def script() -> DictionaryObject:
    said = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    return DictionaryObject(said)


def on_open(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/OpenAction")] = script()


def on_page(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script()})


def on_link(writer: PdfWriter) -> None:
    run = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    link = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link")}
    link[NameObject("/A")] = writer._add_object(run)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(link))])


def with_file(writer: PdfWriter) -> None:
    writer.add_attachment("macro.exe", b"MZ")


def with_form(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"<xdp/>")
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): writer._add_object(stream)})


def test_scans_are_what_they_are() -> None:
    assert media_type(written(pdf()), "blad.pdf", "application/pdf") == PDF
    assert media_type(png(), "blad.PNG", "image/png") == PNG
    assert media_type(jpeg(), "foto.jpeg", "image/jpeg") == JPEG
    assert media_type(jpeg()) == JPEG


@pytest.mark.parametrize("add", [on_open, on_page, on_link, with_file, with_form])
def test_a_pdf_that_does_something_is_refused(add: object) -> None:
    writer = pdf()
    add(writer)  # type: ignore[operator]
    with pytest.raises(ScanError, match="active"):
        media_type(written(writer), "blad.pdf")


def test_a_name_that_is_written_in_numbers_hides_no_script() -> None:
    writer = pdf()
    on_page(writer)
    hidden = (
        written(writer)
        .replace(b"/AA ", b"/#41#41 ")
        .replace(b"/JavaScript", b"/J#61vaScript")
        .replace(b"/JS ", b"/#4aS ")
    )
    with pytest.raises(ScanError, match="active"):
        media_type(hidden)


async def _said(answer: bytes, content: bytes) -> str:
    """Ask a scanner that answers so; return why a scan is refused, or nothing."""
    got = bytearray()

    async def scanner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        while length := int.from_bytes(await reader.readexactly(4)):
            got.extend(await reader.readexactly(length))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(scanner, "127.0.0.1", 0)
    try:
        await look(content, f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    except ScanError as error:
        return error.code
    finally:
        server.close()
        await server.wait_closed()
    assert got == content
    return ""


def test_a_virus_scanner_looks_first_where_there_is_one() -> None:
    content = written(pdf()) * 200
    assert asyncio.run(_said(b"stream: OK\0", content)) == ""
    assert asyncio.run(_said(b"stream: Eicar-Signature FOUND\0", content)) == "infected"
    assert asyncio.run(_said(b"INSTREAM size limit exceeded. ERROR\0", content)) == "unscanned"
    asyncio.run(look(content, ""))
    with pytest.raises(ScanError, match="unscanned"):
        asyncio.run(look(content, "127.0.0.1:1"))


def test_what_is_no_scan_says_why() -> None:
    locked = pdf()
    locked.encrypt("geheim")
    cases = {
        "empty": (b"", ""),
        "too-large": (b"%PDF-" + b"0" * LARGEST, "blad.pdf"),
        "unknown-kind": (b"<svg><script/></svg>", "blad.svg"),
        "other-kind": (png(), "blad.pdf"),
        "unreadable": (b"%PDF-1.7 niets", "blad.pdf"),
        "locked": (written(locked), "blad.pdf"),
        "too-many-pages": (written(pdf(61)), "blad.pdf"),
    }
    for code, (content, name) in cases.items():
        with pytest.raises(ScanError) as found:
            media_type(content, name)
        assert found.value.code == code, name
    for content in (
        png()[:-3],
        png() + b"<script>",
        png(0),
        png(90_000),
        jpeg()[:-2],
        jpeg(0),
        jpeg()[:6],
        b"\xff\xd8\xff",
    ):
        with pytest.raises(ScanError, match="unreadable"):
            media_type(content)
    for behind in (b"x", b"<script>alert(1)</script>", jpeg()):
        with pytest.raises(ScanError, match="more-behind"):
            media_type(jpeg() + behind)
    restarts = jpeg().replace(b"\x12\x34", b"\x12\xff\x00\x34\xff\xd0\x56")  # points, a byte 0xFF and a restart
    assert media_type(restarts[:-2] + b"\xff\xff\xd9") == JPEG, "and a byte that fills"
    broken = bytearray(png())
    broken[30] ^= 1
    with pytest.raises(ScanError, match="unreadable"):
        media_type(bytes(broken))
    with pytest.raises(ScanError, match="other-kind"):
        media_type(b"MZ\x90", "blad.pdf", "application/pdf")
