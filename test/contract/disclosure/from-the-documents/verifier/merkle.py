"""Merkle trees of RFC 9162 section 2.1."""

import hashlib


def leaf_hash(record: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def includes(leaf: bytes, index: int, size: int, path: list, root: bytes) -> bool:
    """Section 2.1.3.2."""
    if index >= size:
        return False
    number, last, hashed = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            hashed = node_hash(step, hashed)
            if not number & 1:
                while number and not number & 1:
                    number >>= 1
                    last >>= 1
        else:
            hashed = node_hash(hashed, step)
        number >>= 1
        last >>= 1
    return last == 0 and hashed == root


def grew(first: int, first_root: bytes, second: int, second_root: bytes, proof: list) -> bool:
    """Section 2.1.4.2. Every tree grew from the empty one."""
    if first > second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof and first_root == hashlib.sha256(b"").digest()
    if not proof:
        return False
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    number, last = first - 1, second - 1
    while number & 1:
        number >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while number and not number & 1:
                number >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        number >>= 1
        last >>= 1
    return last == 0 and old == first_root and new == second_root
