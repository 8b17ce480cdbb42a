"""Names of which one takes the place of another, on one system or another, when a ZIP is unpacked."""

import re
import unicodedata

SHORT = re.compile(r"([^.~]{2,6})~[0-9]+(?:\.([^.]{0,3}))?")
SHORT_ENOUGH = re.compile(r"[^. ]{1,8}(\.[^. ]{1,3})?")


def folded(part: str) -> str:
    seen = "".join(sign for sign in part if unicodedata.category(sign) != "Cf")
    taken = "".join("_" if sign in '<>"|?*' or unicodedata.category(sign) == "Cc" else sign for sign in seen)
    written = taken.rstrip(" .")
    return unicodedata.normalize("NFKC", written).upper().lower()


def places(name: str) -> set:
    parts = [part for part in name.split("/") if part]
    return {
        "/".join(folded(part.split(":")[0]) for part in parts),
        "/".join(folded(part.replace(":", "_")) for part in parts),
    }


def has_short(names: set) -> bool:
    """Whether one is what Windows may call another that is longer than it once took."""
    longer = set()
    for name in names:
        if not SHORT_ENOUGH.fullmatch(name):
            stem, dot, ending = name.rpartition(".")
            longer.add((re.sub("[ .]", "", name)[:2], ending[:3] if dot and stem else ""))
    short = [SHORT.fullmatch(name) for name in names]
    return any((match[1][:2], match[2] or "") in longer for match in short if match)


def share_a_place(names: list) -> bool:
    taken, folders = set(), {}
    for name in names:
        found = places(name)
        if found & taken:
            return True
        taken |= found
        for place in found:
            parts = place.split("/")
            for end in range(len(parts)):
                folders.setdefault("/".join(parts[:end]), set()).add(parts[end])
    return any(has_short(inside) for inside in folders.values())
