"""An Office file is a ZIP archive of XML: refused before anything is unpacked where it is built to do harm.

Comes in: the bytes. Goes out: the open archive. Unread says what is wrong: an archive that unpacks to far more than any
order holds, XML that defines entities (Office never writes any), a password, a broken file.
"""

import io
import zipfile

from clarifier.mail.papers.contents import Unread

_LARGEST = 150_000_000  # bytes of all parts unpacked; 10,000 rows of an order are 8 million
_MOST_PARTS = 5000
_DENSEST = 300  # times its packed size; sheets of repeated rows reach 60
_LOOKED_AT = 1_000_000  # bytes; what defines entities stands before the first element


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, looked over."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        whole = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or whole > _LARGEST or (whole > 20_000_000 and whole > _DENSEST * len(data)):
            raise Unread("it unpacks to far more than any order holds")
        if any(part.flag_bits & 1 for part in parts):
            raise Unread("it is protected by a password")
        for part in parts:
            if part.filename.casefold().endswith((".xml", ".rels", ".vml")):
                with archive.open(part) as stream:
                    head = stream.read(_LOOKED_AT).replace(b"\x00", b"").upper()
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise Unread("its XML defines entities, which no Office program writes")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise Unread("the file is damaged") from error
    return archive
