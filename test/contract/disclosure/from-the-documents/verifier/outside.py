"""What others confirm: time stamps and cosignatures of a signed state of the log."""

from . import merkle, notes, timestamps
from .findings import Findings
from .histories import Log
from .notes import Checkpoint, Malformed


def time_stamp(files: dict, folder: str, findings: Findings, authority: str | None) -> dict:
    path = f"{folder}checkpoint.tsr"
    if path not in files:
        return {"state": "absent"}
    try:
        at = timestamps.read(files[path], files[f"{folder}checkpoint"])
    except timestamps.Bad as error:
        findings.fault("bad-time-stamp", path, str(error))
        return {"state": "bad"}
    said = {"state": "not-checked", "at": at.isoformat()}
    if authority is None:
        return said
    if not timestamps.is_by(files[path], files[f"{folder}checkpoint"], authority, int(at.timestamp())):
        findings.fault("bad-time-stamp", path, "it is not by that authority")
        return {"state": "bad"}
    return said | {"state": "trusted"}


def witnesses(files: dict, folder: str, log: Log, head: Checkpoint, findings: Findings, known: list) -> list:
    found = []
    for path in sorted(files):
        if path.startswith(f"{folder}witness-") and path.endswith(".txt"):
            try:
                found += _witness(files[path], log, head, known)
            except Malformed as error:
                findings.fault("bad-witness", path, str(error))
    return found


def _witness(data: bytes, log: Log, head: Checkpoint, known: list) -> list:
    seen = notes.read_seen(data)
    if seen.old != head.size or seen.head.origin != head.origin:
        raise Malformed("it is of another log or another size")
    if seen.head.signed(log.keys) != "signed":
        raise Malformed("the head is not signed by the log")
    if not merkle.grew(head.size, head.root, seen.head.size, seen.head.root, seen.hashes):
        raise Malformed("the log did not grow to it")
    ours = {(key.name, key.id) for key in log.keys}
    others = [(name, blob) for name, blob in seen.head.signatures if (name, blob[:4]) not in ours]
    said = []
    for name, blob in others:
        key = next((one for one in known if (one.name, one.id) == (name, blob[:4])), None)
        if key is None:
            said.append({"state": "not-checked", "name": name, "size": seen.head.size})
            continue
        at = notes.cosigned(seen.head, key)
        if at is False:
            raise Malformed(f"the cosignature by {name} does not hold")
        said.append({"state": "trusted", "name": name, "size": seen.head.size, "at": at})
    return said
