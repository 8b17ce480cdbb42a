"""The check of a whole bundle."""

from dataclasses import dataclass, field

from . import notes
from .basis import check_basis, fingerprint, typed
from .films import FILMS
from .findings import CannotTell, Findings
from .histories import Log
from .lists import MANIFEST, SEAL_LIST, TAG_MANIFEST, Lists, place_of
from .outside import time_stamp, witnesses
from .seal import check_seal, held_by_log
from .sources import Source
from .summary import PATH, Wrong, check_contents, fit_the_bag, read_summary
from .zips import BadZip, Zip

# Contents that are read as a whole; originals, copies and schedules are only hashed.
READ = ("data/custody/", "data/redactions/", "data/transcripts/", "seal/", PATH)


@dataclass
class Known:
    """What a recipient has from elsewhere."""

    fingerprint: str | None = None
    # File with the root certificate of a time stamping authority.
    authority: str | None = None
    # C2SP keys of witnesses, a line each.
    witnesses: list = field(default_factory=list)
    # Files with older checkpoints, by name.
    checkpoints: dict = field(default_factory=dict)


def verify(open_source, known: Known) -> dict:
    """`open_source` gives the files; it may find that there are none to be had."""
    findings = Findings()
    source = None
    try:
        source = open_source()
        findings.extra = []
        _verify(source, known, findings)
    except BadZip as error:
        findings.fault("bad-zip", "", str(error))
    except (CannotTell, OSError) as error:
        findings.cannot_tell(str(error))
    findings.extra += getattr(source, "beside", [])
    return findings.verdict()


def _verify(source: Source, known: Known, findings: Findings) -> None:
    lists = Lists(source, findings)
    for name in (TAG_MANIFEST, MANIFEST, SEAL_LIST):
        lists.read(name)
    key = check_basis(source, lists, findings, held_by_log(source))
    summary = _contents(source, lists, known, findings, key) if findings.is_whole and key is not None else {}
    if isinstance(source, Zip):
        source.judge_form(findings, summary)
    if key is not None:
        _fingerprint(key, known, findings)


def _contents(source: Source, lists: Lists, known: Known, findings: Findings, key: bytes) -> dict:
    is_read = lambda path: path.startswith(READ) or (path.startswith(FILMS) and path.endswith("/recipe.json"))
    files = {path: source.read(path) for path in lists.named if is_read(path)}
    files[TAG_MANIFEST] = source.read(TAG_MANIFEST)
    payload = {path: digest for path, digest in lists.named.items() if place_of(path) == MANIFEST}
    if PATH not in files:
        findings.cannot_tell(f"{PATH} is missing")
        return {}
    try:
        summary = read_summary(files[PATH])
        fit_the_bag(summary, payload, source.sizes, fingerprint(key))
    except Wrong as error:
        findings.fault("wrong-summary", PATH, str(error))
        try:
            summary = read_summary(files[PATH])
        except Wrong:
            return {}
    log = Log(files, findings)
    check_contents(summary, payload, log, findings)
    head = check_seal(files, log, findings, summary)
    for path, data in known.checkpoints.items():
        log.older(data, path, [one["custody"] for one in summary["exhibits"]])
    keys = [notes.read_key(line, notes.WITNESS_KEY) for line in known.witnesses]
    outside = lambda folder, state: {
        "timeStamp": time_stamp(files, folder, findings, known.authority),
        "witnesses": witnesses(files, folder, log, state, findings, keys) if state else [],
    }
    findings.facts |= outside("data/custody/", log.head) | {"seal": outside("seal/", head)}
    findings.facts["files"] = len(lists.named)
    findings.facts["bundle"] = {name: summary[name] for name in ("urn", "kind", "number", "sealedAt")}
    return summary


def _fingerprint(key: bytes, known: Known, findings: Findings) -> None:
    found = fingerprint(key)
    given = None if known.fingerprint is None else typed(known.fingerprint)
    findings.facts["key"] = {"fingerprint": found, "confirmed": given is not None}
    if given is not None and given != typed(found):
        off = sum(one != other for one, other in zip(given.ljust(64), typed(found)))
        findings.cannot_tell(f"the key is another than the one whose fingerprint was given: {off} digits differ")
