"""data/bundle.json against what lies in the bag, and against what the log says of each exhibit."""

import json
import re

from . import canonical
from .films import FILMS, check_film, check_parts
from .findings import Findings
from .histories import History, Log
from .transcripts import TRANSCRIPTS, check_recordings, check_words

PATH = "data/bundle.json"
KINDS = {"prosecution": None, "defence": {"evidence", "unused"}, "court": {"evidence"}, "order": {"evidence"}}
COPIES = {"proxy", "poster", "contact-sheet", "defence-copy", "redacted-copy", "extract"}
LISTED = {"evidence", "unused", "sensitive"}
WITHHELD = re.compile(r"data/schedules/(mg6d|mg6e|withheld)", re.IGNORECASE)
INVESTIGATION = "data/custody/investigation"
REDACTIONS = "data/redactions/"
SHA256 = re.compile("[0-9a-f]{64}")


class Wrong(ValueError):
    pass


def want(holds, why: str) -> None:
    if not holds:
        raise Wrong(why)


def redactions_of(exhibit: dict) -> str:
    return REDACTIONS + exhibit["custody"].split("/")[-1]


def is_count(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_file(value) -> bool:
    is_one = isinstance(value, dict) and isinstance(value.get("path"), str) and isinstance(value.get("sha256"), str)
    return is_one and bool(SHA256.fullmatch(value["sha256"])) and is_count(value.get("size"))


def read_summary(data: bytes) -> dict:
    try:
        summary = canonical.read(data)
    except canonical.NotJson as error:
        raise Wrong(f"it is no JSON: {error}") from None
    want(isinstance(summary, dict), "it is no object")
    want(is_count(summary.get("v")) and summary["v"] == 1, "it is of a version that is not known")
    texts = ("urn", "sealedAt", "folder", "keyFingerprint")
    want(all(isinstance(summary.get(name), str) for name in texts), "a field is missing")
    want(isinstance(summary.get("investigation", ""), str), "the investigation is no text")
    want(summary.get("kind") in KINDS if isinstance(summary.get("kind"), str) else False, "it is of no kind")
    want(is_count(summary.get("number")) and summary["number"] > 0, "it has no number")
    want(all(isinstance(summary.get(name), list) for name in ("exhibits", "schedules")), "a list is missing")
    for one in summary["schedules"]:
        is_one = isinstance(one, dict) and all(isinstance(one.get(name), str) for name in ("form", "pdf", "csv"))
        want(is_one and is_count(one.get("version")), "a schedule is not described")
    for one in summary["exhibits"]:
        texts = ("ref", "description", "producer", "clip", "custody")
        want(isinstance(one, dict) and all(isinstance(one.get(name), str) for name in texts), "an exhibit is not described")
        want(one.get("listedAs", "evidence") in LISTED, "an exhibit is listed as nothing")
        want(one.get("original") is None or is_file(one["original"]), "an original is not described")
        said = one.get("transcript")
        is_said = "transcript" not in one or (is_file(said) and isinstance(said.get("recording"), str))
        want(is_said and ("transcript" not in one or SHA256.fullmatch(said["recording"])), "a transcript is not described")
        film = one.get("film")
        is_film = "film" not in one or (is_file(film) and is_file(film.get("recipe")))
        names = () if "film" not in one or not is_film else (film.get("reference"), film.get("title"))
        want(is_film and all(isinstance(name, str) for name in names), "a film is not described")
        copies = one.get("viewing")
        want(isinstance(copies, list) and all(map(is_file, copies)), "a copy is not described")
        want(all(copy.get("kind", "proxy") in COPIES for copy in copies), "a copy of no kind")
        want(all(isinstance(copy.get("copyOf", ""), str) for copy in copies), "a copy of nothing")
    return summary


def files_of(exhibit: dict) -> list:
    film = [exhibit["film"], exhibit["film"]["recipe"]] if exhibit.get("film") else []
    return [*(exhibit[name] for name in ("original", "transcript") if exhibit.get(name)), *film, *exhibit["viewing"]]


def fit_the_bag(summary: dict, named: dict, sizes: dict, fingerprint: str) -> None:
    """Both ways. `named` is path to SHA-256, as the manifest has it."""
    exhibits = summary["exhibits"]
    files = [file for one in exhibits for file in files_of(one)]
    for file in files:
        want(named.get(file["path"]) == file["sha256"], f"{file['path']} has another SHA-256, or is not there")
        want(sizes[file["path"]] == file["size"], f"{file['path']} has another size")
    forms = [one[name] for one in summary["schedules"] for name in ("pdf", "csv")]
    for name in ("ref", "clip", "custody"):
        want(len({one[name] for one in exhibits}) == len(exhibits), f"a {name} occurs twice")
    paths = [file["path"] for file in files]
    want(len(set(paths)) == len(paths), "a path occurs twice")
    below = lambda folder: {path for path in named if path.startswith(folder)}
    there = below("data/originals/") | below("data/viewing/") | below(TRANSCRIPTS) | below(FILMS)
    want({file["path"] for file in files} == there, "it names other files than there are")
    want(set(forms) == below("data/schedules/") - {"data/schedules/withheld-items.csv"}, "it names other schedules than there are")
    want(summary["keyFingerprint"] == fingerprint, "the fingerprint of the key is another")
    folders = {"/".join(path.split("/")[:3]) for path in below("data/custody/") if path.count("/") > 2}
    wanted = {one["custody"] for one in exhibits} | {INVESTIGATION, "data/custody/consistency"}
    want(folders <= wanted, f"records of what is no exhibit: {', '.join(sorted(folders - wanted))}")
    folders = {"/".join(path.split("/")[:3]) for path in below(REDACTIONS)}
    want(folders <= {redactions_of(one) for one in exhibits}, "a redaction of what is no exhibit")


def is_application(history: History) -> bool:
    frozen = history.last("item-frozen")
    return frozen is not None and frozen.detail.get("kind") == "application"


def check_order(summary: dict, named: dict, histories: dict, fault) -> None:
    """A bundle of an application has it first and once, and no schedule, transcript or film."""
    for path in named:
        if path.startswith(("data/schedules/", TRANSCRIPTS, FILMS)):
            fault(path, "a bundle of an application has no such file")
    all_of = [histories.get(one["custody"]) for one in summary["exhibits"]]
    if None in all_of:
        return
    if [is_application(history) for history in all_of] != [True] + [False] * (len(all_of) - 1):
        fault(PATH, "its application does not stand first, or not once")


def check_kind(summary: dict, named: dict, histories: dict, findings: Findings) -> None:
    """What must not be in a bundle that is not for the prosecution."""
    fault = lambda where, why: findings.fault("not-for-this-kind", where, why)
    allowed = KINDS[summary["kind"]]
    if allowed is None:
        return
    for path in named:
        if WITHHELD.match(path) or path.startswith(f"{INVESTIGATION}/"):
            fault(path, "it is for the prosecution alone")
    if summary["kind"] == "order":
        check_order(summary, named, histories, fault)
    for one in summary["exhibits"]:
        history = histories.get(one["custody"])
        if history is None:
            continue
        check_choice(one, history, fault)
        if any(field in ("reason", "rebuttal", "fileName") for _, field, _ in history.openings):
            fault(f"{history.folder}/openings.jsonl", "a protected value is opened")
        decision = history.last("decision-made")
        said = decision.detail if decision else {}
        is_itself = summary["kind"] == "order" and is_application(history)
        if decision and said.get("classification") not in ({"unused"} if is_itself else allowed):
            fault(history.folder, f"the decision is {said.get('classification')}")
        if summary["kind"] == "defence" and one.get("original") and said.get("originalToDefence") is not True:
            fault(one["original"]["path"], "no decision gives the original to the defence")


MAKES_A_COPY = ("rendition-made", "redaction-rendered", "extract-made")
KIND_OF = {"redaction-rendered": "redacted-copy", "extract-made": "extract"}


def name_of(event):
    return event.detail.get("extract") or event.detail.get("redaction")


def part_of(detail: dict) -> list:
    return [detail["first"]["frame"], detail["last"]["frame"]]


def makings(copy: dict, history: History) -> list:
    """Events that made these bytes. Two may have made the same."""
    return [one for one in history.events if one.type in KIND_OF and one.detail["sha256"] == copy["sha256"]]


def fitting(copy: dict, history: History) -> list:
    """Those of them as which the copy is told: kind, frames and reference together."""
    told = copy.get("extract")
    asked = {one.detail["extract"]: one for one in history.events if one.type == "extract-asked"}

    def fits(event) -> bool:
        if copy.get("kind") != KIND_OF[event.type]:
            return False
        if event.type == "redaction-rendered":
            return told is None
        order = asked.get(name_of(event))
        reference = told and told["reference"]
        name = history.opened(order, "numberedAs", reference) if order else reference
        return told is not None and [told["from"], told["to"]] == part_of(event.detail) and name == reference

    return [one for one in makings(copy, history) if fits(one)]


def chosen_of(history: History):
    chosen = None
    for one in history.events:
        if one.type == "redaction-chosen":
            chosen = name_of(one)
    return chosen


def check_choice(exhibit: dict, history: History, fault) -> None:
    """For the defence and the court: an approved copy, and where one was chosen, that alone."""
    approved, sources, chosen = {}, {}, chosen_of(history)
    for one in history.events:
        if one.type in ("redaction-approved", "extract-approved"):
            approved[name_of(one)] = one.detail["sha256"]
        elif one.type in ("redaction-refused", "extract-refused"):
            approved.pop(name_of(one), None)
        elif one.type == "extract-asked":
            sources[name_of(one)] = one.detail["redaction"]
    for copy in exhibit["viewing"]:
        names = [name_of(one) for one in fitting(copy, history)]
        source_may = lambda name: not sources.get(name) or sources[name] in approved
        may = [name for name in names if approved.get(name) == copy["sha256"] and source_may(name)]
        if names and not may:
            fault(copy["path"], "the copy was not approved")
        if chosen and chosen not in may:
            fault(copy["path"], "another copy was chosen to go")
    if chosen and exhibit.get("original"):
        fault(exhibit["original"]["path"], "a copy was chosen to go instead")


def check_exhibit(exhibit: dict, summary: dict, history: History, findings: Findings) -> None:
    wrong = lambda why: findings.fault("wrong-summary", PATH, f"{exhibit['ref']}: {why}")
    unknown = lambda where, why: findings.fault("not-in-the-log", where, why)
    investigations = {one.event.get("investigation") for one in history.records} - {None}
    if len(investigations | {summary.get("investigation", min(investigations, default=""))}) > 1:
        wrong("an event is of another investigation")
    master = history.last("master-defined")
    sha256 = master.detail.get("sha256") if master else None
    original = exhibit.get("original")
    if master is None:
        unknown(f"{history.folder}/records.txt", "no original was locked")
    elif original and original["sha256"] != sha256:
        unknown(original["path"], "it is not the original that was locked")
    registered = history.last("exhibit-registered")
    if registered:
        if registered.detail.get("sha256") != sha256:
            unknown(f"{history.folder}/records.txt", "another original was registered")
        said = history.last("exhibit-registered", "exhibit-corrected")
        fields = [(registered, "reference", "ref"), (said, "producerName", "producer")]
        fields += [(said, "description", "description")] if exhibit.get("listedAs") == "evidence" else []
        for event, field, name in fields:
            if history.opened(event, field, exhibit[name]) != exhibit[name]:
                wrong(f"{name} is not what was registered, or corrected since")
    made = [one.detail for one in history.events if one.type in MAKES_A_COPY]
    for copy in exhibit["viewing"]:
        inputs = [one.get("inputSha256") for one in made if one.get("sha256") == copy["sha256"]]
        if not inputs:
            unknown(copy["path"], "it is no copy that the log knows")
        elif copy.get("copyOf", inputs[-1]) != inputs[-1]:
            wrong(f"{copy['path']} was made from something else")
    check_kinds(exhibit, history, wrong)
    decision = history.last("decision-made")
    said = decision.detail.get("classification") if decision else None
    if decision and exhibit.get("listedAs", said) != said:
        wrong("it is listed as something else than was decided")


def check_kinds(exhibit: dict, history: History, wrong) -> None:
    """A copy is told as what the log says that it is."""
    for copy in exhibit["viewing"]:
        is_told = copy.get("kind") in KIND_OF.values() or copy.get("extract") is not None
        if not fitting(copy, history) if makings(copy, history) else is_told:
            wrong(f"{copy['path']} is told as something else")


def check_making(exhibit: dict, history: History, named: dict, log: Log, findings: Findings) -> None:
    """Recipe and proof of the copy that goes, and of no other."""
    copies = [copy for copy in exhibit["viewing"] if makings(copy, history)]
    folder = redactions_of(exhibit)
    there = {path for path in named if path.startswith(f"{folder}/")}
    recipe, proof = f"{folder}/recipe.json", f"{folder}/proof.json"
    if len(copies) > 1 or there != ({recipe, proof} if copies else set()):
        findings.fault("wrong-summary", folder, "it is not what goes with the copy")
        return
    for copy in copies:
        events = fitting(copy, history)
        events = [one for one in events if name_of(one) == chosen_of(history)] or events
        events = [one for one in events if one.detail["recipeSha256"] == named[recipe]]
        if not events:
            findings.fault("not-in-the-log", recipe, "the copy was not made so")
        elif not any(is_written(log.content(proof), one.detail["proof"]) for one in events):
            findings.fault("not-in-the-log", proof, "that is not what was compared")


def is_written(data: bytes, value) -> bool:
    """That value, with two spaces a level and a line feed at the end."""
    try:
        read = canonical.read(data)
    except canonical.NotJson:
        return False
    text = json.dumps(read, indent=2, ensure_ascii=False) + "\n"
    return canonical.write(read) == canonical.write(value) and text.encode() == data


def check_contents(summary: dict, named: dict, log: Log, findings: Findings) -> None:
    histories = {}
    for one in summary["exhibits"]:
        history = log.history(one["custody"], f"clip:{one['clip']}")
        if history is not None:
            histories[one["custody"]] = history
            check_exhibit(one, summary, history, findings)
            check_making(one, history, named, log, findings)
            check_words(one, summary, history, log, findings)
            check_film(one, history, findings)
    if any(path.startswith(f"{INVESTIGATION}/") for path in named) and summary["kind"] == "prosecution":
        log.history(INVESTIGATION, f"investigation:{summary.get('investigation', '')}")
    check_recordings(summary, histories, log, findings)
    check_parts(summary, histories, log, findings)
    check_kind(summary, named, histories, findings)
