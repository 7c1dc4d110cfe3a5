"""Sources of Terraform modules, as the language's "Module Sources" has them."""

from __future__ import annotations

from crenel.pattern import Pattern

_GIT = Pattern(r"git::|git@|hg::|github\.com/|bitbucket\.org/|[^?]*\.git(?:[/?]|$)")
_ARCHIVE = Pattern(r"(?:https?|s3|gcs|oci)(?:::|://)")
_REFERENCE = Pattern(r"[?&](?:ref|rev)=([^&]+)")
_COMMIT = Pattern(r"[0-9a-f]{7,64}")
_TAG = Pattern(r"(?:refs/tags/|.*?)[vV]?\d+(?:[._]\d+)+.*|[vV]\d+")
_HELD = Pattern(r"[?&](?:checksum|versionId)=|[/_-]v?\d+\.\d+|@sha256:|[?&]tag=")


def is_git(source: str) -> bool:
    """Is it a repository?"""
    return _GIT.match(source) is not None


def is_archive(source: str) -> bool:
    """Is it an archive, at an address or in a bucket?"""
    return _ARCHIVE.match(source) is not None


def is_pinned_git(source: str) -> bool:
    """Does it name a commit or a tag with a version? A branch moves."""
    found = _REFERENCE.search(source)
    if found is None:
        return False
    return bool(_COMMIT.fullmatch(found[1]) or _TAG.fullmatch(found[1]))


def is_pinned_archive(source: str) -> bool:
    """Does it name a checksum, or a version in its path?"""
    return _HELD.search(source) is not None
