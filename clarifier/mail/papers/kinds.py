"""What kind of file a paper is, by its content first and its name second.

Comes in: bytes and a name. Goes out: a kind that can be read, or the word for what cannot.
"""

from typing import Literal

from clarifier.mail.papers.contents import Unread

Kind = Literal["pdf", "xlsx", "docx", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = (".txt", ".csv", ".tsv", ".tab", ".md", ".text", ".asc", ".log")
_NAMES = {
    "a drawing or a model": ".dwg .dxf .step .stp .iges .igs .stl .sldprt .sldasm .slddrw .ipt .iam .x_t .x_b .3mf .catpart .prt .jt .obj",
    "a picture": ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .heic .svg .ico .emf .wmf",
    "an archive": ".zip .7z .rar .gz .tgz .tar .bz2 .xz",
    "a sound or a film": ".mp3 .wav .m4a .ogg .mp4 .mov .avi .mkv .wmv",
    "a presentation": ".ppt .pptx .odp .key",
    "a document of another program: save it as .docx or PDF": ".doc .odt .pages .wpd .rtf",
    "a workbook of an old or another program: save it as .xlsx, or paste its cells": ".xls .ods .numbers .xlsb",
    "a calendar entry": ".ics",
    "a visiting card": ".vcf",
    "a signature of the mail": ".p7s .asc .sig",
    "a program": ".exe .msi .js .vbs .bat .cmd .ps1 .scr .jar",
}
_MAGICS = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"II*\x00", "a picture"), (b"MM\x00*", "a picture"),
    (b"7z\xbc\xaf", "an archive"), (b"Rar!", "an archive"), (b"\x1f\x8b", "an archive"), (b"MZ", "a program"), (b"\x7fELF", "a program"),
    (b"ISO-10303-21", "a drawing or a model"), (b"AC10", "a drawing or a model"), (b"solid ", "a drawing or a model"),
)  # fmt: skip


def kind_of(data: bytes, name: str, media_type: str = "") -> Kind:
    """The kind. Unread says what it is instead, where it is none that can be read."""
    ending = name[name.rfind(".") :].casefold() if "." in name else ""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office(data, ending)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unread("it is protected by a password")
        raise Unread("it is " + _named(".xls" if "Workbook".encode("utf-16-le") in data else ending or ".doc"))
    for magic, what in _MAGICS:
        if data.startswith(magic):
            raise Unread(f"it is {what}")
    if not data.strip():
        raise Unread("it is empty")
    if ending == ".pdf":
        raise Unread("the PDF is damaged")
    if ending in _TEXTS or (media_type.startswith("text/") and not _named(ending)):
        return "text"
    raise Unread(f"it is {_named(ending)}" if _named(ending) else "it is no kind of file that holds an order")


def _office(data: bytes, ending: str) -> Kind:
    """Which Office file a ZIP archive is: their parts are named in it, unpacked or not."""
    if b"xl/workbook.xml" in data or b"xl/_rels" in data:
        return "xlsx"
    if b"word/document.xml" in data or b"word/_rels" in data:
        return "docx"
    if b"xl/" in data and ending in (".xlsx", ".xlsm"):
        return "xlsx"
    if ending in (".xlsx", ".xlsm", ".docx"):
        raise Unread("the file is damaged")
    raise Unread("it is " + (_named(ending) or "an archive"))


def _named(ending: str) -> str:
    return next((what for what, endings in _NAMES.items() if ending and ending in endings.split()), "")
