"""C2SP: verifier keys, signed notes, checkpoints, proofs and cosignatures."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

from . import ed25519, merkle

LOG_KEY, WITNESS_KEY = b"\x01", b"\x04"
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class Malformed(ValueError):
    pass


def unbase64(text: str, length: int | None = None) -> bytes:
    """Base64 in its one right form."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("no base64") from None
    if base64.b64encode(data).decode() != text or length not in (None, len(data)):
        raise Malformed("no base64 of that length")
    return data


def number(text: str) -> int:
    if not NUMBER.fullmatch(text):
        raise Malformed("no number")
    return int(text)


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("no UTF-8") from None


def hashes_of(data: bytes) -> list:
    return [unbase64(line, 32) for line in text_of(data).split("\n") if line]


@dataclass(frozen=True)
class Key:
    name: str
    id: bytes
    public: bytes


def read_key(line: str, kind: bytes) -> Key:
    parts = line.split("+", 2)
    if len(parts) != 3 or not parts[0] or re.search(r"\s", parts[0]) or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise Malformed("no verifier key")
    raw = unbase64(parts[2], 33)
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != kind or key_id.hex() != parts[1]:
        raise Malformed("no verifier key of that kind")
    return Key(parts[0], key_id, raw[1:])


def read_keys(data: bytes, kind: bytes = LOG_KEY) -> list:
    lines = [line for line in text_of(data).split("\n") if line]
    if not lines:
        raise Malformed("no verifier key")
    return [read_key(line, kind) for line in lines]


@dataclass(frozen=True)
class Checkpoint:
    data: bytes
    body: bytes
    origin: str
    size: int
    root: bytes
    signatures: list = field(hash=False)

    def signed(self, keys: list) -> str:
        """`signed`, `forged` or `unknown`."""
        found = "unknown"
        for name, blob in self.signatures:
            for key in keys:
                if key.name == name and key.id == blob[:4]:
                    if len(blob) != 68 or not ed25519.verify(key.public, self.body, blob[4:]):
                        return "forged"
                    found = "signed"
        return found


def read_checkpoint(data: bytes) -> Checkpoint:
    text = text_of(data)
    body, gap, rest = text.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) != 3 or not lines[0] or not rest.endswith("\n"):
        raise Malformed("no checkpoint")
    signatures = []
    for line in rest.split("\n")[:-1]:
        match = re.fullmatch(r"— (\S+) (\S+)", line)
        if not match:
            raise Malformed("no signature line")
        blob = unbase64(match[2])
        if len(blob) < 5:
            raise Malformed("no signature line")
        signatures.append((match[1], blob))
    return Checkpoint(
        data, (body + "\n").encode(), lines[0], number(lines[1]), unbase64(lines[2], 32), signatures
    )


@dataclass(frozen=True)
class Proof:
    index: int
    hashes: list
    checkpoint: bytes


def read_proof(data: bytes) -> Proof:
    head, gap, checkpoint = text_of(data).partition("\n\n")
    lines = head.split("\n")
    if not gap or len(lines) < 2 or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise Malformed("no proof")
    return Proof(number(lines[1][6:]), [unbase64(line, 32) for line in lines[2:]], checkpoint.encode())


def is_under(record: bytes, proof: Proof, head: Checkpoint) -> bool:
    return proof.checkpoint == head.data and merkle.includes(
        merkle.leaf_hash(record), proof.index, head.size, proof.hashes, head.root
    )


@dataclass(frozen=True)
class Seen:
    """What a witness cosigned: a later head of the same log."""

    old: int
    hashes: list
    head: Checkpoint


def read_seen(data: bytes) -> Seen:
    top, gap, head = text_of(data).partition("\n\n")
    lines = top.split("\n")
    if not gap or not lines[0].startswith("old "):
        raise Malformed("no head that a witness cosigned")
    return Seen(number(lines[0][4:]), [unbase64(line, 32) for line in lines[1:]], read_checkpoint(head.encode()))


def cosigned(head: Checkpoint, key: Key):
    """Time of the cosignature by a witness; None without one, False where it does not hold."""
    for name, blob in head.signatures:
        if name == key.name and blob[:4] == key.id:
            if len(blob) != 76:
                return False
            seconds = int.from_bytes(blob[4:12], "big")
            message = f"cosignature/v1\ntime {seconds}\n".encode() + head.body
            return seconds if ed25519.verify(key.public, message, blob[12:]) else False
    return None
