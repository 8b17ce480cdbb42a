"""A ZIP as APPNOTE 6.3.10 has it, read so that no other program can unpack it in another way."""

import re
import stat
import struct
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from .findings import CannotTell, Findings
from .sources import CHUNK, Source, bag_within, nfc
from .names import share_a_place

CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
END64, LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF


class BadZip(Exception):
    pass


@dataclass
class Entry:
    name: str
    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    crc: int
    packed: int
    size: int
    offset: int
    internal: int
    external: int
    extra: set
    comment: bytes
    start: int = 0
    local_size: int = 0
    local: tuple = field(default=())

    @property
    def is_folder(self):
        return self.name.endswith("/")


def decode(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if flags & 0x800:
            raise BadZip("a name that is no UTF-8") from None
        return raw.decode("latin-1")


def check_name(name: str) -> None:
    parts = (name[:-1] if name.endswith("/") else name).split("/")
    if "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name) or {"", ".", ".."} & set(parts):
        raise BadZip(f"the name {name!r} leads elsewhere")


def extra_fields(raw: bytes) -> dict:
    found, at = {}, 0
    while at + 4 <= len(raw):
        kind, length = struct.unpack_from("<HH", raw, at)
        if at + 4 + length > len(raw):
            raise BadZip("an extra field is longer than its place")
        if kind in found:
            raise BadZip("an extra field comes twice")
        found[kind] = raw[at + 4 : at + 4 + length]
        at += 4 + length
    return found if at == len(raw) else found | {-1: raw[at:]}


def check_path(fields: dict, name: bytes) -> None:
    if 0x7075 in fields and fields[0x7075][5:] != name:
        raise BadZip("an entry has another name in an extra field")


def check_kind(name: str, external: int) -> None:
    kind, is_folder = external >> 28, name.endswith("/")
    if kind not in (0, 4 if is_folder else 8) or (not is_folder and external & 0x10):
        raise BadZip(f"{name} is neither a file nor a folder, or one with the name of the other")


def full_numbers(fields: dict, *numbers: int) -> list:
    """Sizes and offsets that stand in the ZIP64 field where the old one is full."""
    raw, at, result = fields.get(1, b""), 0, []
    for value in numbers:
        if value == FULL32 and 1 in fields:
            if at + 8 > len(raw):
                raise BadZip("a ZIP64 field is cut")
            value, at = struct.unpack_from("<Q", raw, at)[0], at + 8
        result.append(value)
    return result


class Zip(Source):
    def __init__(self, path: Path):
        self._file = path.open("rb")
        self._length = path.stat().st_size
        self.odd = []
        self.entries = self._directory()
        for entry in self.entries:
            self._local(entry)
        self._overlaps()
        files = {nfc(entry.name): entry for entry in self.entries if not entry.is_folder}
        self.top = bag_within(files)
        self._files = {name[len(self.top) :]: entry for name, entry in files.items() if name.startswith(self.top)}
        self.beside = [name for name in files if not name.startswith(self.top)]
        self.sizes = {name: entry.size for name, entry in self._files.items()}

    def _at(self, offset: int, length: int) -> bytes:
        if offset < 0 or offset + length > self._length:
            raise BadZip("a place beyond the end of the file")
        self._file.seek(offset)
        return self._file.read(length)

    def _end(self):
        tail_at = max(0, self._length - 22 - FULL16)
        tail = self._at(tail_at, self._length - tail_at)
        at = tail.rfind(END)
        while at >= 0:
            if at + 22 <= len(tail) and at + 22 + struct.unpack_from("<H", tail, at + 20)[0] == len(tail):
                return tail_at + at, struct.unpack_from("<HHHHIIH", tail, at + 4)
            at = tail.rfind(END, 0, at)
        raise CannotTell("it does not end as a ZIP does")

    def _directory(self) -> list:
        end, (disk, first_disk, here, count, size, start, comment) = self._end()
        if comment:
            self.odd.append("comment")
        if end >= 20 and self._at(end - 20, 4) == LOCATOR64:
            at = struct.unpack("<Q", self._at(end - 12, 8))[0]
            record = self._at(at, 56)
            if record[:4] != END64:
                raise BadZip("no ZIP64 record where it should be")
            if at + 12 + struct.unpack_from("<Q", record, 4)[0] != end - 20:
                raise BadZip("a ZIP64 record that does not end where it should")
            disk, first_disk, here, count, size, start = struct.unpack_from("<IIQQQQ", record, 16)
            end = at
        if disk or first_disk or here != count:
            raise BadZip("it says that it is one of several parts")
        if start + size != end:
            raise BadZip("its directory is not where it should be")
        raw, at, entries = self._at(start, size), 0, []
        while at < len(raw):
            entry, at = self._central(raw, at)
            entries.append(entry)
        if len(entries) != count:
            raise BadZip("its directory has another number of entries than it says")
        self._start = start
        if share_a_place([entry.name for entry in entries]):
            raise BadZip("a name occurs twice, to one system or another")
        return entries

    def _central(self, raw: bytes, at: int):
        if raw[at : at + 4] != CENTRAL or at + 46 > len(raw):
            raise BadZip("its directory is broken")
        (made_by, needed, flags, method, time, crc, packed, size, name, extra, comment, disk, internal, external, offset) = (
            struct.unpack_from("<HHHHIIIIHHHHHII", raw, at + 4)
        )
        end = at + 46 + name + extra + comment
        if end > len(raw):
            raise BadZip("its directory is broken")
        text = decode(raw[at + 46 : at + 46 + name], flags)
        check_name(text)
        fields = extra_fields(raw[at + 46 + name : at + 46 + name + extra])
        check_path(fields, raw[at + 46 : at + 46 + name])
        check_kind(text, external)
        size, packed, offset = full_numbers(fields, size, packed, offset)
        if disk:
            raise BadZip("an entry in another part")
        entry = Entry(
            text, made_by, needed, flags, method, time, crc, packed, size, offset, internal, external,
            set(fields), raw[end - comment : end],
        )
        if method not in (0, 8):
            raise CannotTell(f"{text} is packed by the method {method}")
        if method == 0 and packed != size:
            raise BadZip(f"{text} is stored, with two sizes")
        if entry.is_folder and size:
            raise BadZip(f"{text} is a folder with bytes of its own")
        return entry, end

    def _local(self, entry: Entry) -> None:
        head = self._at(entry.offset, 30)
        if head[:4] != LOCAL:
            raise BadZip(f"{entry.name} does not begin where the directory says")
        needed, flags, method, time, crc, packed, size, name, extra = struct.unpack_from("<HHHIIIIHH", head, 4)
        raw = self._at(entry.offset + 30, name + extra)
        fields = extra_fields(raw[name:])
        check_path(fields, raw[:name])
        size, packed = full_numbers(fields, size, packed)
        if (flags | entry.flags) & 1:
            raise CannotTell(f"{entry.name} is encrypted")
        # With a data descriptor they stand after the bytes.
        is_known = flags & entry.flags & 8 or (crc, packed, size) == (entry.crc, entry.packed, entry.size)
        if decode(raw[:name], flags) != entry.name or method != entry.method:
            raise BadZip(f"{entry.name} is another in its own header")
        if not is_known:
            raise BadZip(f"{entry.name} has another size or CRC-32 in its own header")
        entry.start = entry.offset + 30 + name + extra
        entry.local = (needed, flags, time, set(fields))
        if entry.start + entry.packed > self._start:
            raise BadZip(f"{entry.name} is longer than its place")

    def _overlaps(self) -> None:
        at = 0
        self.has_gaps = False
        for entry in sorted(self.entries, key=lambda one: one.offset):
            if entry.offset < at:
                raise BadZip(f"{entry.name} shares bytes with another")
            self.has_gaps = self.has_gaps or entry.offset > at
            self._hidden(at, entry.offset)
            at = entry.start + entry.packed
        self.has_gaps = self.has_gaps or at != self._start
        self._hidden(at, self._start)

    def _hidden(self, at: int, end: int) -> None:
        if end - at > 1 << 20 or LOCAL in self._at(at, end - at):
            raise BadZip("an entry that the directory does not name, or room for one")

    def chunks(self, path):
        entry = self._files[path]
        inflate = zlib.decompressobj(-15) if entry.method == 8 else None
        at, end, given = entry.start, entry.start + entry.packed, 0
        while at < end:
            chunk = self._at(at, min(CHUNK, end - at))
            at += len(chunk)
            try:
                chunk = inflate.decompress(chunk) if inflate else chunk
            except zlib.error:
                raise CannotTell(f"{path} cannot be unpacked") from None
            given += len(chunk)
            yield chunk
        if given != entry.size:
            raise BadZip(f"{path} unpacks to another size")

    def judge_form(self, findings: Findings, summary: dict) -> None:
        """Is it of the very form in which it was sealed? Of a summary that does not hold nothing is concluded."""
        time = dos_time(summary["sealedAt"]) if summary else self.entries[0].time
        folder = summary["folder"] if summary else self.top.rstrip("/")
        more = "more files" if findings.extra else None
        why = next(iter(self._otherwise(folder, time)), more)
        findings.archive = {"state": "as-sealed"} if why is None else {"state": "repacked", "why": why}

    def _otherwise(self, folder: str, time: int | None):
        yield from self.odd
        if self.top != f"{folder}/":
            yield "name of the folder"
        if self.beside or any(entry.is_folder for entry in self.entries):
            yield "more files or folders"
        if self.has_gaps or self.entries != sorted(self.entries, key=lambda one: one.offset):
            yield "order of the entries, or bytes between them"
        for entry in self.entries:
            needed, flags, local_time, local_extra = entry.local
            if entry.method != 0:
                yield "compression"
            if (entry.flags, flags) != (0x800, 0x800):
                yield "flags"
            if {entry.time, local_time} != {time}:
                yield "time of the entries"
            if not {entry.needed, needed} <= {20, 45} or entry.made_by != 0x032D:
                yield "version"
            if entry.external != (stat.S_IFREG | 0o644) << 16 or entry.internal:
                yield "attributes"
            if entry.comment:
                yield "comment"
            if not (entry.extra | local_extra) <= {1}:
                yield "extra fields"


def dos_time(text: str) -> int | None:
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        return None
    time = at.hour << 11 | at.minute << 5 | at.second // 2
    return (at.year - 1980 << 9 | at.month << 5 | at.day) << 16 | time
