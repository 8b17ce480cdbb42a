"""Films of several exhibits: against the words that were fixed, and against the histories of their parts."""

from . import canonical
from .findings import Findings
from .histories import History, Log

FILMS = "data/films/"


def frozen_of(history: History):
    """The words of a film, as they were fixed; None of anything else."""
    event = history.last("item-frozen")
    if event is None or event.detail.get("kind") != "film":
        return None
    words = history.opened(event, "words", None)
    return words if isinstance(words, dict) else {}


def check_film(exhibit: dict, history: History, findings: Findings) -> None:
    told, words = exhibit.get("film"), frozen_of(history)
    if told is None and words is None:
        return
    if told is None:
        findings.fault("wrong-summary", "data/bundle.json", f"{exhibit['ref']} has a film that it does not name")
    elif words is None:
        findings.fault("not-in-the-log", told["path"], "the log has no film here")
    elif told["sha256"] != words.get("film"):
        findings.fault("not-in-the-log", told["path"], "another film was fixed")
    elif told["recipe"]["sha256"] != words.get("recipe"):
        findings.fault("not-in-the-log", told["recipe"]["path"], "another recipe was fixed")
    elif (told["reference"], told["title"]) != (words.get("reference"), words.get("title")):
        findings.fault("wrong-summary", "data/bundle.json", f"{exhibit['ref']} was called otherwise")


def parts_of(data: bytes):
    """None where it is no recipe of a film."""
    try:
        recipe = canonical.read(data)
    except canonical.NotJson:
        return None
    is_one = isinstance(recipe, dict) and recipe.get("format") == "lintel-compilation/v1"
    parts = recipe.get("parts") if is_one else None
    if not isinstance(parts, list) or not parts or not all(isinstance(one, dict) for one in parts):
        return None
    return parts if all("copy" in one and (one["copy"] is None or isinstance(one["copy"], dict)) for one in parts) else None


def approved(history: History, kinds: tuple, name: str, key) -> dict:
    """SHA-256 of what may go, by name."""
    may = {}
    for one in history.events:
        if one.type in [f"{kind}-approved" for kind in kinds]:
            may[key(one)] = one.detail[name]
        elif one.type in [f"{kind}-refused" for kind in kinds]:
            may.pop(key(one), None)
    return may


def copy_name(event):
    return event.detail.get("extract") or event.detail.get("redaction")


def goes_as(copy, history: History) -> bool:
    """What is shown of it is no more than goes to the defence and the court."""
    chosen = None
    for one in history.events:
        if one.type == "redaction-chosen":
            chosen = copy_name(one)
    if copy is None:
        return not chosen
    may = approved(history, ("redaction", "extract"), "sha256", copy_name)
    sources = {one.detail["extract"]: one.detail["redaction"] for one in history.events if one.type == "extract-asked"}
    source = sources.get(copy.get("id"))
    is_made = any(
        one.type in ("redaction-rendered", "extract-made")
        and (copy_name(one), one.detail["sha256"], one.detail["recipeSha256"])
        == (copy.get("id"), copy.get("sha256"), copy.get("recipeSha256"))
        for one in history.events
    )
    if not is_made or may.get(copy["id"]) != copy["sha256"] or (source and source not in may):
        return False
    return not chosen or chosen in (copy["id"], source)


def check_parts(summary: dict, histories: dict, log: Log, findings: Findings) -> None:
    """Once every history could be told."""
    exhibits = summary["exhibits"]
    if len(histories) != len(exhibits):
        return
    by_clip = {one["clip"]: histories[one["custody"]] for one in exhibits}
    for one in exhibits:
        if one.get("film"):
            check_making(one["film"], by_clip, summary["kind"], log, findings)


def check_making(film: dict, by_clip: dict, kind: str, log: Log, findings: Findings) -> None:
    path, digest, recipe = film["path"], film["sha256"], film["recipe"]
    parts = parts_of(log.content(recipe["path"]))
    if parts is None:
        findings.fault("wrong-summary", recipe["path"], "it is no recipe of a film")
        return
    shown = [(one, by_clip.get(one.get("clip"))) for one in parts]
    if any(history is None for _, history in shown):
        findings.fault("not-for-this-kind", path, "a part of it is not here")
        return
    for part, history in shown:
        master = history.last("master-defined")
        asked = [one.detail.get("recipeSha256") for one in history.events if one.type == "compilation-asked"]
        if master is None or master.detail.get("sha256") != part.get("master"):
            findings.fault("not-in-the-log", recipe["path"], f"another original was locked in {history.folder}")
        elif recipe["sha256"] not in asked:
            findings.fault("not-in-the-log", recipe["path"], f"{history.folder} knows no such film")
        elif kind != "prosecution" and not goes_as(part["copy"], history):
            findings.fault("not-for-this-kind", path, f"it shows more of {history.folder} than goes")
    first = shown[0][1]
    made = {
        one.detail["compilation"]
        for one in first.events
        if one.type == "compilation-made" and (one.detail["recipeSha256"], one.detail["sha256"]) == (recipe["sha256"], digest)
    }
    may = approved(first, ("compilation",), "sha256", lambda one: one.detail["compilation"])
    if not made:
        findings.fault("not-in-the-log", path, "no such film was made")
    elif not any(may.get(name) == digest for name in made):
        findings.fault("not-for-this-kind", path, "it was not approved")
