"""The three lists of files, and the bag that they make: RFC 8493."""

import hashlib
import re

from .findings import Findings
from .sources import Source, nfc

MANIFEST, TAG_MANIFEST, SEAL_LIST = "manifest-sha256.txt", "tagmanifest-sha256.txt", "seal/sha256sums.txt"
KEY = "data/custody/bundle-key.pem"
UNLISTED = {TAG_MANIFEST, f"{TAG_MANIFEST}.sig", SEAL_LIST, f"{SEAL_LIST}.sig"}


class BadList(ValueError):
    pass


def place_of(path: str) -> str:
    """The list that a file should be in."""
    return MANIFEST if path.startswith("data/") else SEAL_LIST if path.startswith("seal/") else TAG_MANIFEST


def is_unsafe(path: str) -> bool:
    parts = path.split("/")
    return "\0" in path or bool(re.match(r"[A-Za-z]:", path)) or bool({"", ".", ".."} & set(parts))


def read_list(name: str, data: bytes) -> dict:
    """Path to SHA-256."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadList("it is no UTF-8") from None
    found = {}
    for line in re.split(r"\r\n|\n|\r", text):
        if not line:
            continue
        match = re.fullmatch(r"([0-9A-Fa-f]{64})[ \t]+(\S.*)", line)
        if not match:
            raise BadList(f"the line {line[:80]!r}")
        path = nfc(re.sub("%(0[AaDd]|25)", lambda code: chr(int(code[1], 16)), match[2]))
        if is_unsafe(path):
            raise BadList(f"the path {path!r} is unsafe")
        if place_of(path) != name or path in UNLISTED:
            raise BadList(f"{path} does not belong into it")
        if path in found:
            raise BadList(f"{path} is in it twice")
        found[path] = match[1].lower()
    return found


class Lists:
    """Every file compared with the list that names it."""

    def __init__(self, source: Source, findings: Findings):
        self._source, self._findings = source, findings
        self.named = {}
        self.digests = {}

    def has(self, path: str) -> bool:
        return path in self._source.sizes

    def fits(self, path: str) -> bool:
        """Is it there, listed, and as listed?"""
        return self.has(path) and self.digest(path) == self.named.get(path)

    def digest(self, path: str) -> str:
        if path not in self.digests:
            self.digests[path] = self._source.digest(path)
        return self.digests[path]

    def read(self, name: str) -> bool:
        if not self.has(name):
            return False
        try:
            self.named |= read_list(name, self._source.read(name))
            return True
        except BadList as error:
            self._findings.fault("malformed-list", name, str(error))
            return False

    def compare(self, name: str, is_right: bool) -> None:
        """Each file of the list. What does not fit a list that was itself changed is accused of nothing."""
        for path, expected in sorted(self.named.items()):
            if place_of(path) != name or (self.has(path) and self.digest(path) == expected):
                continue
            if not is_right:
                self._findings.unsure.append(path)
            elif self.has(path):
                self.accuse(path, f"expected the SHA-256 {expected}, found {self.digest(path)}")
            else:
                self._findings.missing.append(path)
                self._findings.fault("missing-file", path, "it is listed and is not there")

    def accuse(self, path: str, why: str) -> None:
        if path not in self._findings.changed:
            self._findings.changed.append(path)
            self._findings.fault("changed-file", path, why)

    def extra(self) -> list:
        return [path for path in self._source.sizes if path not in self.named and path not in UNLISTED]


def check_bag(source: Source, lists: Lists, findings: Findings) -> None:
    """What RFC 8493 says must be, of a bag whose files are all as listed."""
    must = lambda holds, where, why: holds or findings.fault("invalid-bag", where, why)
    must(MANIFEST in lists.named, TAG_MANIFEST, "it does not list the manifest")
    must("bagit.txt" in lists.named, TAG_MANIFEST, "it does not list bagit.txt")
    must(not lists.has("fetch.txt") or "fetch.txt" not in lists.named, "fetch.txt", "files are to be fetched")
    if lists.has("bagit.txt"):
        declared = source.read("bagit.txt")
        form = rb"BagIt-[Vv]ersion: 1\.0(\r\n|\n|\r)Tag-File-Character-Encoding: UTF-8(\r\n|\n|\r)?"
        must(re.fullmatch(form, declared), "bagit.txt", "it is no declaration of BagIt 1.0")
    else:
        must(False, "bagit.txt", "it is not there")
    payload = [path for path in lists.named if path.startswith("data/")]
    must(payload, MANIFEST, "there is no payload")
    if lists.has("bag-info.txt") and "bag-info.txt" in lists.named:
        sums = f"{sum(source.sizes.get(path, 0) for path in payload)}.{len(payload)}"
        try:
            text = source.read("bag-info.txt").decode("utf-8")
        except UnicodeDecodeError:
            return must(False, "bag-info.txt", "it is no UTF-8")
        for line in re.split(r"\r\n|\n|\r", text):
            label, colon, value = line.partition(":")
            must(not line or line[0] in " \t" or colon, "bag-info.txt", f"the line {line[:80]!r}")
            if label.lower() == "payload-oxum":
                must(value.strip() == sums, "bag-info.txt", f"Payload-Oxum {value.strip()}, but it is {sums}")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
