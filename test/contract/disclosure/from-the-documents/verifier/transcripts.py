"""Transcripts: the captions against the words that were fixed, and against the history of their recording."""

from . import canonical
from .findings import Findings
from .histories import History, Log

TRANSCRIPTS = "data/transcripts/"


def frozen_of(history: History):
    """The words of a transcript, as they were fixed; None of anything else."""
    event = history.last("item-frozen")
    if event is None or event.detail.get("kind") != "transcript":
        return None
    words = history.opened(event, "words", None)
    return words if isinstance(words, dict) else {}


def text(words: dict, name: str):
    value = words.get(name)
    return value if isinstance(value, str) else None


def check_words(exhibit: dict, summary: dict, history: History, log: Log, findings: Findings) -> None:
    told, words = exhibit.get("transcript"), frozen_of(history)
    captions = None if words is None else text(words, "captions")
    if words is not None and captions is None and summary["kind"] != "prosecution":
        findings.fault("not-for-this-kind", history.folder, "it is a draft of a transcript")
    elif told is None and captions is not None:
        findings.fault("wrong-summary", "data/bundle.json", f"{exhibit['ref']} has captions that it does not name")
    elif told is not None and captions is None:
        findings.fault("not-in-the-log", told["path"], "the log has no captions here")
    elif told is not None and told["recording"] != text(words, "recording"):
        findings.fault("wrong-summary", "data/bundle.json", f"{exhibit['ref']} is of another recording")
    elif told is not None and log.content(told["path"]) != captions.encode("utf-8", "surrogatepass"):
        findings.fault("not-in-the-log", told["path"], "other captions were fixed")


def is_heard(exhibit: dict, history: History, log: Log) -> bool:
    """All of the sound goes, at its own times."""
    chosen = [one for one in history.events if one.type == "redaction-chosen"]
    if not chosen or not (chosen[-1].detail.get("extract") or chosen[-1].detail.get("redaction")):
        return True
    try:
        recipe = canonical.read(log.content(f"data/redactions/{exhibit['custody'].split('/')[-1]}/recipe.json"))
    except canonical.NotJson:
        return False
    return isinstance(recipe, dict) and recipe.get("sound") == [] and recipe.get("trim") is None


def check_recordings(summary: dict, histories: dict, log: Log, findings: Findings) -> None:
    exhibits = summary["exhibits"]
    if len(histories) != len(exhibits):
        return
    master = lambda one: (histories[one["custody"]].last("master-defined") or None)
    told = [one for one in exhibits if one.get("transcript")]
    for one in told:
        path, digest = one["transcript"]["path"], one["transcript"]["sha256"]
        has = lambda item, kind: any(
            event.type == kind and event.detail.get("sha256") == digest for event in histories[item["custody"]].events
        )
        of = [item for item in exhibits if master(item) and master(item).detail.get("sha256") == one["transcript"]["recording"]]
        recording = next((item for item in of if has(item, "transcript-finished")), None)
        typed = any(event.type == "transcript-finished" for item in of for event in histories[item["custody"]].events)
        if typed and recording is None:
            findings.fault("not-in-the-log", path, "it was not finished in the history of its recording")
        elif summary["kind"] == "prosecution":
            continue
        elif recording is None:
            findings.fault("not-for-this-kind", path, "its recording is not here")
        elif not has(recording, "transcript-checked"):
            findings.fault("not-for-this-kind", path, "it was not checked against the sound")
        elif not is_heard(recording, histories[recording["custody"]], log):
            findings.fault("not-for-this-kind", path, "its recording goes without some of the sound, or as a part")
