"""Time stamps of RFC 3161. Who made one, `openssl ts -verify` says."""

import hashlib
import subprocess
import tempfile
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
DIGESTS = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


class Bad(ValueError):
    pass


def parse(data: bytes, at: int = 0):
    """One DER value: tag, content, end."""
    try:
        tag, length, start = data[at], data[at + 1], at + 2
        if length > 0x80:
            count = length - 0x80
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
        elif length == 0x80:
            raise Bad("no DER")
    except IndexError:
        raise Bad("it is cut") from None
    if start + length > len(data):
        raise Bad("it is cut")
    return tag, data[start : start + length], start + length


def children(content: bytes) -> list:
    found, at = [], 0
    while at < len(content):
        tag, inner, end = parse(content, at)
        found.append((tag, inner, content[at:end]))
        at = end
    return found


def only(data: bytes, tag: int) -> bytes:
    found, content, end = parse(data)
    if found != tag or end != len(data):
        raise Bad("it is not what it should be")
    return content


def digest_of(algorithm: bytes) -> str:
    name = DIGESTS.get(children(algorithm)[0][1])
    if name is None:
        raise Bad("by a hash that is not SHA-256, SHA-384 or SHA-512")
    return name


def token_of(data: bytes) -> bytes:
    """The token itself, or the one in an answer (RFC 3161 section 2.4.2)."""
    parts = children(only(data, 0x30))
    if parts and parts[0][0] == 0x06:
        return data
    if len(parts) != 2 or children(parts[0][1])[0][1] not in (b"\x00", b"\x01"):
        raise Bad("no time stamp was given")
    return parts[1][2]


def read(data: bytes, stamped: bytes) -> datetime:
    """When it was stamped. Raises Bad unless it is a time stamp of these bytes."""
    try:
        return _read(token_of(data), stamped)
    except (IndexError, ValueError) as error:
        raise Bad(str(error)) from None


def _read(token: bytes, stamped: bytes) -> datetime:
    kind, holder = children(only(token, 0x30))
    if kind[1] != SIGNED_DATA:
        raise Bad("no signed data")
    parts = children(only(holder[1], 0x30))
    inner = children(parts[2][1])
    if inner[0][1] != TST_INFO:
        raise Bad("no time stamp token")
    info = only(inner[1][1], 0x04)
    signers = children(parts[-1][1])
    if parts[-1][0] != 0x31 or len(signers) != 1:
        raise Bad("not signed by one")
    signer = children(signers[0][1])
    attributes = {children(one)[0][1]: children(children(one)[1][1])[0][1] for _, one, _ in children(signer[3][1])}
    if attributes.get(MESSAGE_DIGEST) != hashlib.new(digest_of(signer[2][1]), info).digest():
        raise Bad("its contents are not those that were signed")
    fields = children(only(info, 0x30))
    imprint = children(fields[2][1])
    if imprint[1][1] != hashlib.new(digest_of(imprint[0][1]), stamped).digest():
        raise Bad("it is of other bytes")
    if fields[4][0] != 0x18:
        raise Bad("it has no time")
    text = fields[4][1].decode("ascii")
    if not text.endswith("Z"):
        raise Bad("its time is not in UTC")
    return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)


@lru_cache(maxsize=1024)
def is_by(data: bytes, stamped: bytes, authority: str, at: int) -> bool:
    """Is it by an authority under the root in the file `authority`, at the time of the stamp?"""
    with tempfile.TemporaryDirectory() as folder:
        token, content = Path(folder, "token"), Path(folder, "content")
        token.write_bytes(token_of(data))
        content.write_bytes(stamped)
        command = ["openssl", "ts", "-verify", "-token_in", "-in", token, "-data", content]
        command += ["-CAfile", authority, "-attime", str(at)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
