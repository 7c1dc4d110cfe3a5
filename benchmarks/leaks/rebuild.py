"""Rebuilds the open half of CredData from repositories at hand. Nothing of it is ever committed.

    python benchmarks/leaks/rebuild.py CREDDATA MIRRORS TARGET

CREDDATA is a checkout of Samsung/CredData at commit c2e5761, MIRRORS a folder of git directories
``owner+name/repo``, TARGET the folder to make. Only repositories whose id begins with a digit are
looked at: the others are the blind half. Files are taken at the pinned commits, then the set's own
``obfuscate_creds`` replaces the true values, as its ``download_data.py`` does.
"""

from __future__ import annotations

import binascii
import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_GIT = shutil.which("git") or "git"


def open_repositories(creddata: Path) -> Iterator[tuple[str, str, str]]:
    """Id, pinned commit and ``owner+name`` of each repository of the open half."""
    snapshot = json.loads((creddata / "snapshot.json").read_text(encoding="utf-8"))
    for key, url in sorted(snapshot.items()):
        name = f"{binascii.crc32(binascii.unhexlify(key)):08x}"
        if name[0].isdigit():
            owner = url.rstrip("/").removesuffix(".git").partition("github.com/")[2]
            yield name, key[:40], owner.replace("/", "+")


def git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers about a mirror; None where it refuses."""
    done = subprocess.run(
        [_GIT, "--git-dir", str(folder), *arguments], capture_output=True, check=False
    )
    return done.stdout if done.returncode == 0 else None


def wanted(meta: Path) -> dict[str, str]:
    """File id -> path in the set, of one repository's rows."""
    with meta.open(encoding="utf-8", newline="") as file:
        return {row["FileID"]: row["FilePath"] for row in csv.DictReader(file)}


def moved(mirror: Path, commit: str, files: dict[str, str], target: Path) -> bool:
    """Writes the files that rows speak of; False, and nothing left, where one is missing."""
    tree = git(mirror, "ls-tree", "-r", "-z", commit)
    if tree is None:
        return False
    blobs: dict[str, str] = {}
    for row in filter(None, tree.split(b"\0")):
        about, _, path = row.partition(b"\t")
        name = hashlib.sha256(path).hexdigest()[:8]
        if name in files:
            blobs[name] = about.split()[2].decode()
    if blobs.keys() != files.keys():
        return False
    for name, blob in blobs.items():
        data = git(mirror, "cat-file", "blob", blob)
        if data is None:
            return False
        file = target / files[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return True


def main(arguments: list[str]) -> int:
    """Rebuilds, and tells which repositories could not be had."""
    creddata, mirrors, target = (Path(one).resolve() for one in arguments[:3])
    shutil.rmtree(target, ignore_errors=True)
    meta = target / "meta"
    meta.mkdir(parents=True)
    missing = []
    for name, commit, owner in open_repositories(creddata):
        mirror = mirrors / owner / "repo"
        mirror = mirror if (mirror / "HEAD").exists() else mirror / ".git"
        source = creddata / "meta" / f"{name}.csv"
        if mirror.exists() and moved(mirror, commit, wanted(source), target):
            shutil.copy(source, meta)
        else:
            shutil.rmtree(target / "data" / name, ignore_errors=True)
            missing.append(owner)
    _obfuscate(creddata, target)
    print(f"{len(list(meta.iterdir()))} repositories rebuilt; {len(missing)} not at hand:")
    print(" ".join(missing))
    return 0


def _obfuscate(creddata: Path, target: Path) -> None:
    program = "import obfuscate_creds as o, sys; o.obfuscate_creds(sys.argv[1], sys.argv[2])"
    subprocess.run(
        [sys.executable, "-c", program, str(target / "meta"), str(target / "data")],
        cwd=creddata,
        check=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
