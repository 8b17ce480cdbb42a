#!/usr/bin/env python3
"""Checks a sealed bundle: verify.py FOLDER-or-ZIP [--key-fingerprint HEX] [--authority ROOT.pem] [--witness FILE] ... [--json]"""

import argparse
import json
import sys
from pathlib import Path

from verifier.bundle import Known, verify
from verifier.findings import words
from verifier.sources import Folder
from verifier.zips import Zip


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks a sealed bundle. Exit code: 0 proven, 1 tampering, 2 cannot tell.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key-fingerprint")
    parser.add_argument("--authority", type=Path)
    parser.add_argument("--witness", type=Path, action="append", default=[])
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    keys = [line for file in given.witness for line in file.read_text("utf-8").split("\n") if line]
    known = Known(
        given.key_fingerprint,
        None if given.authority is None else str(given.authority.resolve(strict=True)),
        keys,
        {str(file): file.read_bytes() for file in given.checkpoint},
    )
    verdict = verify(lambda: (Folder if given.bundle.is_dir() else Zip)(given.bundle), known)
    print(json.dumps(verdict, indent=2) if given.json else words(verdict))
    return verdict["exitCode"]


if __name__ == "__main__":
    sys.exit(main())
