"""Where the files of a bundle are read from."""

import hashlib
import os
import unicodedata
from pathlib import Path

from .findings import CannotTell

CHUNK = 1 << 20


def nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


class Source:
    """Files by their path below the bag's folder, in NFC. `sizes` says how long each is."""

    sizes: dict

    def chunks(self, path: str):
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        return b"".join(self.chunks(path))

    def digest(self, path: str) -> str:
        hashed = hashlib.sha256()
        for chunk in self.chunks(path):
            hashed.update(chunk)
        return hashed.hexdigest()


def bag_within(paths) -> str:
    """The shallowest folder with a file that every bag has, ending in a slash."""
    paths = list(paths)
    for name in ("bagit.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt"):
        folders = [path[: -len(name)] for path in paths if path == name or path.endswith("/" + name)]
        depth = min((folder.count("/") for folder in folders), default=0)
        shallow = [folder for folder in folders if folder.count("/") == depth]
        if len(shallow) > 1:
            raise CannotTell("there are two bundles in it: " + ", ".join(sorted(shallow)))
        if shallow:
            return shallow[0]
    raise CannotTell("there is no bundle in it")


class Folder(Source):
    """The bag's folder, or one that holds it. Links are not followed: they are no files."""

    def __init__(self, root: Path):
        found = {}
        for place, folders, names in os.walk(root):
            for name in [*names, *folders]:
                path = Path(place, name)
                if path.is_file() and not path.is_symlink():
                    found[path.relative_to(root).as_posix()] = path
        top = bag_within(path for path in found if path.count("/") < 2)
        self._files = {nfc(path[len(top) :]): file for path, file in found.items() if path.startswith(top)}
        self.beside = [path for path in found if not path.startswith(top)]
        self.sizes = {path: file.stat().st_size for path, file in self._files.items()}

    def chunks(self, path):
        with self._files[path].open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
