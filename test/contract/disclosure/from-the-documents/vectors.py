"""What the verifier is made of, against test vectors that others have published."""

import hashlib
import struct
import unittest

from verifier import canonical, ed25519, merkle
from verifier.basis import fingerprint, read_key

# RFC 8032 section 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]

# RFC 6962 (and RFC 9162): the leaves and roots that implementations of Certificate Transparency test with.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def root(hashes):
    """The definition of RFC 9162 section 2.1.1."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return merkle.node_hash(root(hashes[:split]), root(hashes[split:]))


def path(index, hashes):
    """Section 2.1.3.1."""
    if len(hashes) == 1:
        return []
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    if index < split:
        return [*path(index, hashes[:split]), root(hashes[split:])]
    return [*path(index - split, hashes[split:]), root(hashes[:split])]


def growth(first, hashes, whole=True):
    """Section 2.1.4.1."""
    if first == len(hashes):
        return [] if whole else [root(hashes)]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    if first <= split:
        return [*growth(first, hashes[:split], whole), root(hashes[split:])]
    return [*growth(first - split, hashes[split:], False), root(hashes[:split])]


class Signatures(unittest.TestCase):
    def test_rfc_8032(self):
        for public, message, signature in RFC_8032:
            parts = [bytes.fromhex(part) for part in (public, message, signature)]
            self.assertTrue(ed25519.verify(*parts))
            for at in range(3):
                for bit in (0, 7):
                    other = [bytearray(part) for part in parts]
                    if not other[at]:
                        other[at] += b"x"
                    other[at][-1] ^= 1 << bit
                    self.assertFalse(ed25519.verify(*map(bytes, other)))

    def test_a_scalar_that_is_not_reduced(self):
        public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
        more = int.from_bytes(signature[32:], "little") + ed25519.ORDER
        self.assertFalse(ed25519.verify(public, message, signature[:32] + more.to_bytes(32, "little")))

    def test_rfc_8410_section_10_1(self):
        pem = b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"
        key = read_key(pem)
        self.assertEqual(key.hex(), "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
        self.assertEqual(len(fingerprint(key)), 79)


class Canonical(unittest.TestCase):
    def test_rfc_8785_section_3_2(self):
        text = rb"""{
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }"""
        expected = (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        )
        self.assertEqual(canonical.write(canonical.read(text)), expected)

    def test_rfc_8785_section_3_2_3(self):
        names = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
        text = canonical.write({name: 0 for name in reversed(names)})
        self.assertEqual(list(canonical.read(text.encode())), names)

    def test_rfc_8785_appendix_b(self):
        for bits, expected in [
            ("0000000000000000", "0"),
            ("8000000000000000", "0"),
            ("0000000000000001", "5e-324"),
            ("7fefffffffffffff", "1.7976931348623157e+308"),
            ("4340000000000000", "9007199254740992"),
            ("4430000000000000", "295147905179352830000"),
            ("44b52d02c7e14af5", "9.999999999999997e+22"),
            ("44b52d02c7e14af6", "1e+23"),
            ("444b1ae4d6e2ef4e", "999999999999999700000"),
            ("444b1ae4d6e2ef50", "1e+21"),
            ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
            ("3eb0c6f7a0b5ed8d", "0.000001"),
            ("41b3de4355555553", "333333333.3333332"),
            ("becbf647612f3696", "-0.0000033333333333333333"),
        ]:
            self.assertEqual(canonical.write(struct.unpack(">d", bytes.fromhex(bits))[0]), expected)

    def test_what_is_no_json(self):
        for text in (b'{"a":1,"a":1}', b"NaN", b"\xef\xbb\xbf1", b"\xff", b"[1,]"):
            with self.assertRaises(canonical.NotJson):
                canonical.read(text)

    def test_what_has_no_canonical_form(self):
        for text in (b"1e999", b'"\\ud800"', b"[" * 900 + b"]" * 900, b"[" * 20_000 + b"]" * 20_000):
            with self.assertRaises(canonical.NotJson):
                canonical.write(canonical.read(text))


class Trees(unittest.TestCase):
    hashes = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]

    def test_roots(self):
        for size, expected in ROOTS.items():
            self.assertEqual(root(self.hashes[:size]).hex(), expected)

    def test_every_leaf_of_every_tree(self):
        for size in range(1, 9):
            tree = self.hashes[:size]
            for index in range(size):
                proof = path(index, tree)
                self.assertTrue(merkle.includes(tree[index], index, size, proof, root(tree)))
                for other in ([*proof, tree[0]], proof[:-1] if proof else [tree[0]]):
                    self.assertFalse(merkle.includes(tree[index], index, size, other, root(tree)))
                self.assertFalse(merkle.includes(tree[index], (index + 1) % (size + 1), size, proof, root(tree)))

    def test_every_tree_grows(self):
        for size in range(1, 9):
            for first in range(1, size + 1):
                old, new = root(self.hashes[:first]), root(self.hashes[:size])
                proof = growth(first, self.hashes[:size])
                self.assertTrue(merkle.grew(first, old, size, new, proof))
                self.assertFalse(merkle.grew(first, old, size, new, [*proof, old]))
                self.assertFalse(merkle.grew(first, bytes(32), size, new, proof))
                self.assertFalse(merkle.grew(first, old, size, bytes(32), proof))
