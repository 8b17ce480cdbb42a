"""What a check finds, and the verdict that follows from it."""

from dataclasses import dataclass, field


class CannotTell(Exception):
    """Nothing can be concluded, and nothing more can be looked at."""


@dataclass
class Findings:
    # What is evidence of tampering: kind of fault, path, words.
    faults: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    # Files of which either they or their list is at fault.
    unsure: list = field(default_factory=list)
    extra: list = field(default_factory=list)
    repudiated: set = field(default_factory=set)
    notes: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    archive: dict = field(default_factory=lambda: {"state": "folder"})

    def fault(self, what: str, where: str, why: str) -> None:
        self.faults.append({"what": what, "where": where, "why": why})

    def cannot_tell(self, why: str) -> None:
        self.unknown.append(why)

    @property
    def is_whole(self) -> bool:
        """Is every byte known to be the listed one?"""
        return not (self.faults or self.unknown or self.unsure)

    def verdict(self) -> dict:
        lists = {"extra": sorted(self.extra), "archive": self.archive}
        if self.faults:
            missing = {one["where"] for one in self.faults if one["what"] == "missing-file"}
            changed = {one["where"] for one in self.faults} - missing - {""}
            lists |= {"changed": sorted(changed), "missing": sorted(missing), "unsure": sorted(self.unsure)}
            return {"outcome": "tampered", "exitCode": 1, "first": self.faults[0], "all": self.faults, **lists}
        if self.unknown:
            return {"outcome": "cannot-tell", "exitCode": 2, "why": self.unknown[0], "whys": self.unknown, **lists}
        proven = {"repudiated": sorted(self.repudiated), "notes": self.notes, **self.facts}
        return {"outcome": "proven", "exitCode": 0, **proven, **lists}


def words(verdict: dict) -> str:
    """For people: the verdict, and what it rests on."""
    if verdict["exitCode"] == 1:
        lines = ["Evidence of tampering"]
        lines += [f"  {one['what']}: {one['where']}: {one['why']}" for one in verdict["all"]]
        lines += [f"  this file or its list: {path}" for path in verdict["unsure"]]
    elif verdict["exitCode"] == 2:
        lines = ["Cannot tell", *(f"  {why}" for why in verdict["whys"])]
    else:
        count = len(verdict["repudiated"])
        notes = [*verdict["notes"], *(f"beside the bundle, and no part of it: {path}" for path in verdict["extra"])]
        if verdict["archive"]["state"] == "repacked":
            notes.append(f"the ZIP was packed anew: {verdict['archive']['why']}")
        first = f"Proven; {count} events repudiated" if count else "Proven, with notes" if notes else "Proven"
        lines = [first, *(f"  {note}" for note in notes), *(f"  repudiated: {one}" for one in verdict["repudiated"])]
        lines.append(f"  key: {verdict['key']['fingerprint']}, {'as given' if verdict['key']['confirmed'] else 'not confirmed'}")
    return "\n".join(lines)
