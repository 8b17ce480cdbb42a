"""seal/: that the log held the list of files before the bundle left."""

from . import merkle, notes
from .findings import Findings
from .histories import Log
from .lists import TAG_MANIFEST, sha256
from .notes import Checkpoint, Malformed
from .records import ZEROS, BadEvent, Unreadable, read_records

FOLDER = "seal/"
GROUNDS = ("record.txt", "proof.tlog-proof", "checkpoint", "consistency.txt")


def _record(data: bytes):
    try:
        records = read_records(data)
    except Unreadable as error:
        raise BadEvent(str(error)) from None
    if len(records) != 1 or records[0].data != data:
        raise BadEvent("it is not one record")
    return records[0]


def held_by_log(source) -> str | None:
    """SHA-256 of the list that the log held, where record, proof and a signature of the log show it."""
    try:
        needed = [f"{FOLDER}{name}" for name in GROUNDS[:3]] + ["data/custody/keys"]
        if not all(path in source.sizes for path in needed):
            return None
        record, proof, head, keys = (source.read(path) for path in needed)
        signed = notes.read_checkpoint(head)
        one = _record(record)
        is_held = signed.signed(notes.read_keys(keys)) == "signed" and notes.is_under(
            record, notes.read_proof(proof), signed
        )
        value = one.detail.get("manifestSha256")
        return value if is_held and one.type == "bundle-manifest" and isinstance(value, str) else None
    except (Malformed, BadEvent, Unreadable):
        return None


def check_seal(files: dict, log: Log, findings: Findings, summary: dict) -> Checkpoint | None:
    lacking = [name for name in GROUNDS if f"{FOLDER}{name}" not in files]
    if lacking:
        findings.cannot_tell(f"{FOLDER}{lacking[0]} is missing")
        return None
    raw = {name: files[f"{FOLDER}{name}"] for name in GROUNDS}
    fault = lambda name, why, what="not-in-the-log": findings.fault(what, f"{FOLDER}{name}", why)
    try:
        is_same = notes.read_proof(raw["proof.tlog-proof"]).checkpoint == raw["checkpoint"]
    except Malformed:
        is_same = False
    if not is_same:
        fault("proof.tlog-proof", "it is no proof under seal/checkpoint", "other-checkpoint")
    head = log.signed(raw["checkpoint"], f"{FOLDER}checkpoint")
    try:
        record = _record(raw["record.txt"])
    except BadEvent as error:
        fault("record.txt", str(error), "bad-event")
        return head
    _says(record, summary, files, fault, findings)
    if head is None or log.head is None:
        return head
    try:
        proof = notes.read_proof(raw["proof.tlog-proof"])
        if not notes.is_under(record.data, proof, head):
            fault("proof.tlog-proof", "the record is not under the signed state of the log")
    except Malformed as error:
        fault("proof.tlog-proof", str(error), "other-checkpoint")
    try:
        hashes = notes.hashes_of(raw["consistency.txt"])
        if head.origin != log.head.origin:
            fault("checkpoint", "it is of another log")
        elif not merkle.grew(log.head.size, log.head.root, head.size, head.root, hashes):
            fault("consistency.txt", "the log did not grow from the one of the histories")
    except Malformed as error:
        fault("consistency.txt", str(error))
    return head


def _says(record, summary: dict, files: dict, fault, findings: Findings) -> None:
    if not record.subject.startswith("bundle:") or record.type != "bundle-manifest":
        fault("record.txt", "it is not that a list of files was put on record", "bad-event")
    if record.number == 1 and record.prev != ZEROS:
        fault("record.txt", "it is the first, and follows another", "bad-event")
    said = {"kind": record.detail.get("kind"), "number": record.detail.get("number")}
    said |= {"investigation": record.event.get("investigation")} if "investigation" in summary else {}
    for name, value in said.items():
        if type(value) is not type(summary.get(name)) or value != summary.get(name):
            fault("record.txt", f"{name} is not that of the summary")
    if record.detail.get("manifestSha256") != sha256(files[TAG_MANIFEST]):
        findings.fault("not-in-the-log", TAG_MANIFEST, "the log held another list of files")
    if record.number > 1:
        findings.notes.append(f"the log held {record.number - 1} other lists of files of this bundle before")
