"""The history of one item or of the investigation, under the signed state of the log."""

from dataclasses import dataclass

from . import merkle, notes
from .findings import Findings
from .notes import Checkpoint, Malformed
from .records import BadEvent, Unreadable, check_chain, check_count, check_repudiations, read_openings, read_records


@dataclass(frozen=True)
class History:
    folder: str
    records: list
    # Those that nobody repudiated.
    events: list
    openings: list

    def last(self, *kinds: str):
        return next((one for one in reversed(self.events) if one.type in kinds), None)

    def opened(self, event, field: str, otherwise):
        return next((value for of, name, value in self.openings if (of, name) == (event.id, field)), otherwise)


class Log:
    """The signed state that all histories are under, and the keys that may have signed it."""

    def __init__(self, files: dict, findings: Findings, folder: str = "data/custody/"):
        self._files, self._findings = files, findings
        self.keys, self.head = [], None
        keys, checkpoint = f"{folder}keys", f"{folder}checkpoint"
        for path in (keys, checkpoint):
            if path not in files:
                findings.cannot_tell(f"{path} is missing")
        try:
            self.keys = notes.read_keys(files[keys]) if keys in files else []
        except Malformed as error:
            findings.cannot_tell(f"{keys}: {error}")
        if checkpoint in files:
            self.head = self.signed(files[checkpoint], checkpoint)

    def content(self, path: str) -> bytes:
        return self._files.get(path, b"")

    def signed(self, data: bytes, path: str) -> Checkpoint | None:
        try:
            head = notes.read_checkpoint(data)
        except Malformed as error:
            self._findings.cannot_tell(f"{path}: {error}")
            return None
        state = head.signed(self.keys)
        if state == "forged":
            self._findings.fault("other-checkpoint", path, "its signature does not hold")
        if state == "unknown":
            self._findings.cannot_tell(f"{path} is signed by no key that is known")
        return head if state == "signed" else None

    def history(self, folder: str, subject: str) -> History | None:
        """None where it says nothing: it does not hold, or cannot be told."""
        within = {path[len(folder) + 1 :]: data for path, data in self._files.items() if path.startswith(folder + "/")}
        where = "records.txt"
        try:
            for path in ("records.txt", "subjects.txt"):
                where = path
                if path not in within:
                    raise Unreadable("it is missing")
            where = "records.txt"
            records = read_records(within["records.txt"])
            check_chain(records)
            check_count(records, within["subjects.txt"])
            where = "repudiations.txt"
            repudiations = read_records(within[where]) if within.get(where) else []
            named = check_repudiations(repudiations)
            for where, whole in (("checkpoint.txt", "data/custody/checkpoint"), ("keys.txt", "data/custody/keys")):
                if where in within and within[where] != self._files.get(whole):
                    self._findings.fault("other-checkpoint", f"{folder}/{where}", f"it is not {whole}")
            where = "records.txt"
            self._proofs(folder, within, [*records, *repudiations])
            where = "openings.jsonl"
            events = {one.id: one for one in records}
            openings = read_openings(within.get(where, b""), events)
        except Unreadable as error:
            self._findings.cannot_tell(f"{folder}/{where}: {error}")
            return None
        except BadEvent as error:
            self._findings.fault("bad-event", f"{folder}/{where}", str(error))
            return None
        if not (records[0].subject == subject or (subject.endswith(":") and records[0].subject.startswith(subject))):
            self._findings.fault("not-in-the-log", f"{folder}/records.txt", f"it is of {records[0].subject}, not {subject}")
            return None
        self._findings.repudiated |= named & {one.id for one in records}
        self._findings.facts["events"] = self._findings.facts.get("events", 0) + len(records)
        return History(folder, records, [one for one in records if one.id not in named], openings)

    def _proofs(self, folder: str, within: dict, records: list) -> None:
        wanted = {f"proofs/{one.id}.tlog-proof": one for one in records}
        for path in within:
            if path.startswith("proofs/") and path not in wanted:
                raise BadEvent(f"{path} is of no record: somebody took it out")
        for path, record in wanted.items():
            if path not in within:
                raise Unreadable(f"{path} is missing")
            try:
                proof = notes.read_proof(within[path])
            except Malformed as error:
                raise Unreadable(f"{path}: {error}") from None
            if proof.checkpoint != self._files.get("data/custody/checkpoint", proof.checkpoint):
                raise BadEvent(f"{path} is under another state of the log")
            if self.head is not None and not notes.is_under(record.data, proof, self.head):
                raise BadEvent(f"record {record.number} is not under the signed state of the log ({path})")

    def older(self, data: bytes, path: str, folders: list) -> None:
        """A checkpoint that somebody kept: this log only grew from it."""
        head = self.signed(data, path)
        if head is None or self.head is None:
            return
        if head.origin != self.head.origin or head.size > self.head.size:
            return self._findings.cannot_tell(f"{path} is of another log, or later")
        names = [f"{folder}/consistency/{head.size}.txt" for folder in ["data/custody", *folders]]
        found = next((name for name in names if name in self._files), None)
        if found is None and head.size != self.head.size:
            return self._findings.cannot_tell(f"there is no proof that the log grew from {path}")
        try:
            hashes = notes.hashes_of(self._files[found]) if found else []
        except Malformed:
            hashes = None
        if hashes is None or not merkle.grew(head.size, head.root, self.head.size, self.head.root, hashes):
            self._findings.fault("other-checkpoint", path, "this log did not grow from it")
