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
    leads_out = re.match(r"/|\\|[A-Za-z]:[\\/]", path) or "\0" in path
    return bool(leads_out) or ".." in re.split(r"[\\/]", path) or "." in path.split("/")


def read_line(name: str, line: str) -> tuple:
    match = re.fullmatch(r"([0-9A-Fa-f]{64})[ \t]+(\S.*)", line)
    if not match:
        raise BadList(f"the line {line[:80]!r}")
    if re.search("%(?!0[AaDd]|25)", match[2]):
        raise BadList(f"the path {match[2]!r} is not encoded")
    path = nfc(re.sub("%(0[AaDd]|25)", lambda code: chr(int(code[1], 16)), match[2]))
    if is_unsafe(path):
        raise BadList(f"the path {path!r} is unsafe")
    # What the list of the seal names elsewhere is looked for there.
    if (place_of(path) != name and name != SEAL_LIST) or path in UNLISTED:
        raise BadList(f"{path} does not belong into it")
    return path, match[1].lower()


def read_list(name: str, data: bytes) -> tuple:
    """Path to SHA-256 of each line that can be read, and what is wrong with others. None where nothing can be."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, ["it is no UTF-8"]
    found, wrong = {}, []
    for line in filter(None, re.split(r"\r\n|\n|\r", text)):
        try:
            path, digest = read_line(name, line)
        except BadList as error:
            wrong.append(str(error))
            continue
        if path in found:
            wrong.append(f"{path} is in it twice")
        found[path] = digest
    return found, wrong


class Lists:
    """Every file compared with the list that names it."""

    def __init__(self, source: Source, findings: Findings):
        self._source, self._findings = source, findings
        self.named = {}
        self._of = {}
        self.digests = {}
        self._lost = set()

    def has(self, path: str) -> bool:
        return path in self._source.sizes

    def fits(self, path: str) -> bool:
        """Is it there, listed, and as listed?"""
        return self.has(path) and self.digest(path) == self.named.get(path)

    def digest(self, path: str) -> str:
        if path not in self.digests:
            self.digests[path] = self._source.digest(path)
        return self.digests[path]

    def read(self, name: str) -> None:
        if not self.has(name):
            self._lost.add(name)
            return
        found, wrong = read_list(name, self._source.read(name))
        if found is None:
            self._lost.add(name)
        self._of[name] = found or {}
        self.named = (found or {}) | self.named
        for why in wrong:
            self._findings.fault("invalid-bag", name, why)

    def compare(self, name: str, is_right: bool) -> None:
        """Each file of the list. What does not fit a list that was itself changed is accused of nothing."""
        for path, expected in sorted(self._of.get(name, {}).items()):
            if self.has(path) and self.digest(path) == expected:
                continue
            if not is_right:
                self._findings.unsure.append(path)
            elif self.has(path):
                self.accuse(path, f"expected the SHA-256 {expected}, found {self.digest(path)}")
            else:
                self._findings.fault("missing-file", path, "it is listed and is not there")

    def accuse(self, path: str, why: str, what: str = "wrong-checksum") -> None:
        self._findings.fault(what, path, why)

    def is_part(self, path: str) -> bool:
        """Is it there, and named by a list? What a list says that is not there, nobody knows."""
        return self.has(path) and (path in UNLISTED or path in self.named or place_of(path) in self._lost)

    def extra(self) -> list:
        return [path for path in self._source.sizes if not self.is_part(path)]


def check_bag(source: Source, lists: Lists, findings: Findings) -> None:
    """What RFC 8493 says must be."""
    must = lambda holds, where, why: holds or findings.fault("invalid-bag", where, why)
    must(lists.is_part(MANIFEST), MANIFEST, "it is not there, or no list names it")
    must(not lists.has("fetch.txt") or "fetch.txt" not in lists.named, "fetch.txt", "files are to be fetched")
    if lists.is_part("bagit.txt"):
        declared = source.read("bagit.txt")
        form = rb"BagIt-[Vv]ersion: 1\.0(\r\n|\n|\r)Tag-File-Character-Encoding: UTF-8(\r\n|\n|\r)?"
        must(re.fullmatch(form, declared), "bagit.txt", "it is no declaration of BagIt 1.0")
    else:
        must(False, "bagit.txt", "it is not there, or no list names it")
    payload = [path for path in lists.named if path.startswith("data/")]
    must(any(path.startswith("data/") for path in source.sizes), "", "there is no payload")
    if lists.has("bag-info.txt") and "bag-info.txt" in lists.named:
        sums = f"{sum(source.sizes.get(path, 0) for path in payload)}.{len(payload)}"
        try:
            text = source.read("bag-info.txt").decode("utf-8")
        except UnicodeDecodeError:
            return must(False, "bag-info.txt", "it is no UTF-8")
        lines = re.split(r"\r\n|\n|\r", text)
        for line in lines if lines[-1] else lines[:-1]:
            label, colon, value = line.partition(":")
            must(line.startswith((" ", "\t")) or colon, "bag-info.txt", f"the line {line[:80]!r}")
            # That the sum is another follows from every other change.
            if label.lower() == "payload-oxum" and findings.is_whole:
                must(value.strip() == sums, "bag-info.txt", f"Payload-Oxum {value.strip()}, but it is {sums}")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
