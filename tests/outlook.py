"""Writes small Outlook .msg files for the tests: a compound file (MS-CFB) with the property streams of MS-OXMSG.

Comes in: property values by id. Goes out: bytes. Not a general writer: 512-byte sectors, degenerate directory trees.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BINARY, TEXT, INTEGER, TIME, OBJECT = 0x0102, 0x001F, 0x0003, 0x0040, 0x000D


@dataclass
class Folder:
    """A storage: streams and folders by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)


def message(
    *,
    subject: str = "",
    sender: tuple[str, str] = ("", ""),
    to: tuple[tuple[str, str], ...] = (),
    body: str = "",
    html: bytes = b"",
    rtf: bytes = b"",
    headers: str = "",
    sent: int | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
    mails: tuple[Folder, ...] = (),
    embedded: bool = False,
) -> Folder:
    """A mail as a folder of property streams. `rtf` is already compressed; `sent` counts 100 ns from 1601."""
    values: list[tuple[int, int, bytes]] = []
    for pid, text in (
        (0x001A, "IPM.Note"),
        (0x0037, subject),
        (0x0C1A, sender[0]),
        (0x0C1F, sender[1]),
        (0x1000, body),
        (0x007D, headers),
    ):
        if text:
            values.append((pid, TEXT, text.encode("utf-16-le")))
    for pid, data in ((0x1013, html), (0x1009, rtf)):
        if data:
            values.append((pid, BINARY, data))
    folder = _properties(values, header=b"\0" * (24 if embedded else 32))
    if sent is not None:
        folder.streams["__properties_version1.0"] += struct.pack("<HHIQ", TIME, 0x0039, 6, sent)
    if html:
        folder.streams["__properties_version1.0"] += struct.pack("<HHIII", INTEGER, 0x3FDE, 6, 65001, 0)
    for number, (name, email) in enumerate(to):
        recipient = _properties(
            [(0x3001, TEXT, name.encode("utf-16-le")), (0x39FE, TEXT, email.encode("utf-16-le"))], header=b"\0" * 8
        )
        recipient.streams["__properties_version1.0"] += struct.pack("<HHIII", INTEGER, 0x0C15, 6, 1, 0)
        folder.folders[f"__recip_version1.0_#{number:08X}"] = recipient
    for number, (name, data) in enumerate(files):
        attachment = _properties([(0x3707, TEXT, name.encode("utf-16-le")), (0x3701, BINARY, data)], header=b"\0" * 8)
        folder.folders[f"__attach_version1.0_#{number:08X}"] = attachment
    for number, mail in enumerate(mails, len(files)):
        attachment = _properties([], header=b"\0" * 8)
        attachment.streams["__properties_version1.0"] += struct.pack("<HHIII", INTEGER, 0x3705, 6, 5, 0)
        attachment.folders["__substg1.0_3701000D"] = mail
        folder.folders[f"__attach_version1.0_#{number:08X}"] = attachment
    return folder


def _properties(values: list[tuple[int, int, bytes]], header: bytes) -> Folder:
    folder = Folder()
    table = header
    for pid, kind, data in values:
        table += struct.pack("<HHIII", kind, pid, 6, len(data) + (2 if kind == TEXT else 0), 0)
        folder.streams[f"__substg1.0_{pid:04X}{kind:04X}"] = data
    folder.streams["__properties_version1.0"] = table
    return folder


def write(root: Folder) -> bytes:
    """The folder as a compound file."""
    entries: list[tuple[str, int, bytes, int]] = []  # name, kind, content, first child
    siblings: dict[int, int] = {}

    def add(name: str, folder: Folder, kind: int) -> int:
        place = len(entries)
        entries.append((name, kind, b"", _FREE))
        children = []
        for stream, content in folder.streams.items():
            children.append(len(entries))
            entries.append((stream, 2, content, _FREE))
        children += [add(inner, content, 1) for inner, content in folder.folders.items()]
        for one, following in pairwise(children):
            siblings[one] = following
        entries[place] = (name, kind, b"", children[0] if children else _FREE)
        return place

    add("Root Entry", root, 5)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        for step in range(count):
            sectors.append(data[step * _SECTOR : (step + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(first + step + 1 if step + 1 < count else _END)
        return first

    mini, mini_fat = b"", []
    starts: list[tuple[int, int]] = []
    for _, kind, content, _ in entries:
        if kind != 2 or not content:
            starts.append((_END, 0))
        elif len(content) < _CUTOFF:
            first, count = len(mini) // _MINI, -(-len(content) // _MINI)
            mini += content.ljust(count * _MINI, b"\0")
            mini_fat += [first + step + 1 if step + 1 < count else _END for step in range(count)]
            starts.append((first, len(content)))
        else:
            starts.append((store(content), len(content)))
    starts[0] = (store(mini), len(mini))
    mini_fat_start = store(
        b"".join(struct.pack("<I", value) for value in mini_fat).ljust(
            -(-max(1, len(mini_fat) * 4) // _SECTOR) * _SECTOR, b"\xff"
        )
    )
    directory = b""
    for place, ((name, kind, _, child), (start, size)) in enumerate(zip(entries, starts, strict=True)):
        encoded = name.encode("utf-16-le") + b"\0\0"
        directory += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(encoded), kind, 1, _FREE, siblings.get(place, _FREE), child
        )
        directory += b"\0" * 36 + struct.pack("<IQ", start if start != _END or kind == 2 else 0, size)
    directory_start = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    fat_sectors = -(-(len(fat) + len(fat) // 64 + 2) // 128)
    fat_start = len(sectors)
    fat += [_FAT] * fat_sectors
    table = b"".join(struct.pack("<I", value) for value in fat).ljust(fat_sectors * _SECTOR, b"\xff")
    difat = [fat_start + step for step in range(fat_sectors)] + [_FREE] * (109 - fat_sectors)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack(
        "<IIIIIIIII",
        0,
        fat_sectors,
        directory_start,
        0,
        _CUTOFF,
        mini_fat_start if mini_fat else _END,
        1 if mini_fat else 0,
        _END,
        0,
    )
    header += b"".join(struct.pack("<I", value) for value in difat)
    return header + b"".join(sectors) + table
