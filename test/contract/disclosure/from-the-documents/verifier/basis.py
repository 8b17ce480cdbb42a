"""The key of the bundle, both signatures, and every file against its list."""

import base64
import hashlib
import re

from . import ed25519
from .findings import Findings
from .lists import KEY, MANIFEST, SEAL_LIST, TAG_MANIFEST, Lists, check_bag
from .sources import Source

DER = bytes.fromhex("302a300506032b6570032100")
PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END PUBLIC KEY-----\s*")


def read_key(pem: bytes) -> bytes | None:
    match = PEM.fullmatch(pem.strip() + b"\n")
    if not match:
        return None
    try:
        der = base64.b64decode(re.sub(rb"\s", b"", match[1]), validate=True)
    except ValueError:
        return None
    return der[len(DER) :] if len(der) == 44 and der.startswith(DER) else None


def fingerprint(key: bytes) -> str:
    text = hashlib.sha256(DER + key).hexdigest()
    return " ".join(text[at : at + 4] for at in range(0, 64, 4))


def typed(text: str) -> str:
    return re.sub(r"[\s:-]", "", text).lower()


def check_basis(source: Source, lists: Lists, findings: Findings, held: str | None) -> bytes | None:
    """`held` is the SHA-256 of the list that the log held, where `seal/` shows it. Gives the key of the bundle."""
    for name in (TAG_MANIFEST, SEAL_LIST):
        for path in (name, f"{name}.sig"):
            if not lists.has(path):
                findings.cannot_tell(f"{path} is missing")
    key = read_key(source.read(KEY)) if lists.has(KEY) else None
    right = _tag_manifest(source, lists, findings, held, key)
    lists.compare(TAG_MANIFEST, right)
    manifest_is_right = right and (lists.fits(MANIFEST) or not lists.has(TAG_MANIFEST))
    lists.compare(MANIFEST, manifest_is_right)
    lists.compare(SEAL_LIST, _seal_list(source, lists, findings, key, manifest_is_right))
    if held is not None and lists.has(TAG_MANIFEST) and lists.digest(TAG_MANIFEST) != held:
        findings.fault("not-in-the-log", TAG_MANIFEST, f"the log held the list {held}")
    if not lists.has(KEY) and KEY not in lists.named:
        findings.cannot_tell(f"{KEY} is missing")
    elif lists.has(KEY) and key is None:
        findings.cannot_tell(f"{KEY} is no Ed25519 key")
    findings.extra = lists.extra()
    check_bag(source, lists, findings)
    return key


def _signs(source: Source, key: bytes | None, path: str) -> bool:
    return key is not None and ed25519.verify(key, source.read(path), source.read(f"{path}.sig"))


def _tag_manifest(source, lists, findings, held, key) -> bool:
    """Is the tag manifest the one that was signed, as far as can be told?"""
    if not lists.has(TAG_MANIFEST):
        return True
    is_held = lists.digest(TAG_MANIFEST) == held
    if not lists.has(KEY) or not lists.has(f"{TAG_MANIFEST}.sig") or _signs(source, key, TAG_MANIFEST):
        return True
    if not is_held:
        lists.accuse(TAG_MANIFEST, "it is not what was signed with the key of the bundle", "bad-signature")
    elif not lists.fits(MANIFEST) or lists.fits(KEY):
        lists.accuse(f"{TAG_MANIFEST}.sig", "the log held this list, and the signature is not of it", "bad-signature")
    return is_held


def _seal_list(source, lists, findings, key, manifest_is_right: bool) -> bool:
    if not lists.has(SEAL_LIST) or not lists.has(f"{SEAL_LIST}.sig"):
        return True
    if key is None or (manifest_is_right and not lists.fits(KEY)):
        return True
    if _signs(source, key, SEAL_LIST):
        return True
    lists.accuse(SEAL_LIST, "it is not what was signed with the key of the bundle", "bad-signature")
    return False
