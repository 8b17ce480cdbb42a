"""Records, their chain, openings and repudiations."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import canonical

HEAD = "lintel-event/v1"
ZEROS = "0" * 64
BACK = timedelta(seconds=10)
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
HASH = re.compile(r"[0-9a-f]{64}")
OPERATOR = {"id": "operator", "kind": "service"}


class Unreadable(ValueError):
    """Cut, or not made of records."""


class BadEvent(ValueError):
    pass


@dataclass(frozen=True)
class Record:
    data: bytes
    subject: str
    number: int
    prev: str
    event: dict
    at: datetime

    @property
    def id(self) -> str:
        return self.event["id"]

    @property
    def type(self) -> str:
        return self.event["type"]

    @property
    def detail(self) -> dict:
        return self.event["detail"]

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def _event(text: str):
    try:
        event = canonical.read(text.encode("utf-8"))
        if not isinstance(event, dict) or canonical.write(event) != text:
            raise BadEvent("an event that is not in its canonical form")
    except canonical.NotJson as error:
        raise BadEvent(f"an event that is no JSON: {error}") from None
    strings = all(isinstance(event.get(name), str) for name in ("id", "at", "type", "category"))
    objects = all(isinstance(event.get(name), dict) for name in ("actor", "detail", "commit"))
    if not strings or not objects or event.get("v") != 1 or isinstance(event["v"], bool):
        raise BadEvent("an event without what every event has")
    if not UUID7.fullmatch(event["id"]) or not AT.fullmatch(event["at"]):
        raise BadEvent("an event whose id or time is not of their form")
    if not all(isinstance(one, str) and HASH.fullmatch(one) for one in event["commit"].values()):
        raise BadEvent("an event with a commitment that is no SHA-256")
    try:
        return event, datetime.strptime(event["at"], "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise BadEvent("an event at no time") from None


def read_records(data: bytes) -> list:
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise Unreadable("it is no UTF-8") from None
    # The line feed at the very end may be missing.
    if lines[-1] == "":
        lines.pop()
    if not lines or len(lines) % 5 != 0:
        raise Unreadable("it is cut, or not made of records")
    records = []
    for at in range(0, len(lines), 5):
        head, subject, number, prev, text = lines[at : at + 5]
        if head != HEAD or not re.fullmatch("[1-9][0-9]{0,15}", number) or not HASH.fullmatch(prev):
            raise Unreadable(f"it is not made of records: line {at + 1}")
        try:
            event, when = _event(text)
        except BadEvent as error:
            raise BadEvent(f"record {at // 5 + 1}: {error}") from None
        record = "".join(f"{line}\n" for line in lines[at : at + 5]).encode("utf-8")
        records.append(Record(record, subject, int(number), prev, event, when))
    return records


def check_chain(records: list) -> None:
    before, seen = None, set()
    for number, record in enumerate(records, 1):
        if record.subject != records[0].subject:
            raise BadEvent(f"record {number} is of another subject")
        if record.number != number:
            raise BadEvent(f"record {number} has the number {record.number}")
        if record.prev != (before.hash if before else ZEROS):
            raise BadEvent(f"record {number} does not follow the one before")
        if before and record.at < before.at - BACK:
            raise BadEvent(f"record {number} is dated before the one before")
        if record.id in seen:
            raise BadEvent(f"record {number} has the id of another")
        seen.add(record.id)
        before = record


def check_count(records: list, subjects: bytes) -> None:
    match = re.fullmatch(rb"([^\t\n]*)\t(\d+)\n*", subjects)
    if not match:
        raise Unreadable("subjects.txt is not in its form")
    if (match[1], int(match[2])) != (records[0].subject.encode(), len(records)):
        raise BadEvent(f"{len(records)} records of {records[0].subject}, but subjects.txt says otherwise")


def read_openings(data: bytes, events: dict) -> list:
    """Each opening, after its hash was compared with that in its event. `events` by id."""
    found = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        try:
            opening = canonical.read(line)
            names = ("event", "field", "salt")
            if not isinstance(opening, dict) or not all(isinstance(opening.get(name), str) for name in names):
                raise Unreadable(f"line {number} is no opening")
            value = canonical.write(opening["value"])
        except (canonical.NotJson, KeyError):
            raise Unreadable(f"line {number} is no opening") from None
        event_id, field, salt = (opening[name] for name in names)
        record = events.get(event_id)
        if record is None:
            raise BadEvent(f"line {number} opens an event that is not there")
        if not re.fullmatch("[0-9a-f]{32}", salt):
            raise BadEvent(f"line {number} has a salt that is none")
        if hashlib.sha256(bytes.fromhex(salt) + value.encode("utf-8")).hexdigest() != record.event["commit"].get(field):
            raise BadEvent(f"line {number}: {field} is not what was committed to")
        found.append((event_id, field, opening["value"]))
    return found


def check_repudiations(records: list) -> set:
    """Ids of the events that are not genuine."""
    before = 0
    for record in records:
        if record.subject != "service:lintel" or record.type != "repudiated" or record.event["actor"] != OPERATOR:
            raise BadEvent(f"record {record.number} is no repudiation by the operator")
        events = record.detail.get("events")
        if not isinstance(events, list) or not all(isinstance(one, str) for one in events):
            raise BadEvent(f"record {record.number} names no events")
        if record.number <= before:
            raise BadEvent("repudiations that are not in their order")
        before = record.number
    named = set()
    for record in reversed(records):
        if record.id not in named:
            named |= set(record.detail["events"])
    return named
