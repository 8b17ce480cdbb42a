"""Checks many bundles in one process, for tests: a line of JSON for each, in and out.

A line in is {"zip": PATH} or {"files": {PATH: NAME OF A BLOB}}, with what is known from elsewhere. Blobs lie in the folder that is named
first, each once, for bundles that differ in one file alone.
"""

import json
import sys
from functools import lru_cache
from pathlib import Path

from verifier.bundle import Known, verify
from verifier.findings import CannotTell
from verifier.sources import Source, nfc
from verifier.zips import Zip

BLOBS = Path(sys.argv[1])


@lru_cache(maxsize=None)
def content(blob: str) -> bytes:
    return (BLOBS / blob).read_bytes()


class Held(Source):
    def __init__(self, files: dict):
        if not {"bagit.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt"} & set(files):
            raise CannotTell("there is no bundle in it")
        self._files = {nfc(path): blob for path, blob in files.items()}
        self.sizes = {path: len(content(blob)) for path, blob in self._files.items()}

    def chunks(self, path):
        yield content(self._files[path])


for line in sys.stdin:
    case = json.loads(line)
    known = Known(case["fingerprint"], case["authority"], case["witnesses"])
    verdict = verify(lambda: Zip(Path(case["zip"])) if "zip" in case else Held(case["files"]), known)
    print(json.dumps(verdict))
