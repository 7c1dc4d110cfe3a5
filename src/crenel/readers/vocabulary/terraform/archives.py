"""Where a function's code lies: behind the archive that its configuration makes or names."""

from __future__ import annotations

import posixpath

from crenel.model.provenance import How, Step
from crenel.model.value import NOTHING, Absent, Known, Map, Value, known, sequence
from crenel.readers.vocabulary.terraform.table import Properties
from crenel.readers.vocabulary.terraform.values import each, first, per_case, within
from crenel.readers.vocabulary.terraform.written import Written

_ARCHIVES = ("data.archive_file", "archive_file")
_CODE = (".py", ".js", ".mjs", ".cjs", ".ts", ".mts")
_OBJECTS = ("aws_s3_object", "aws_s3_bucket_object")


def code_of(it: Written) -> Properties:
    """The properties of ``Code`` for a function or layer."""
    filename = it["filename"].or_else(_uploaded(it))
    archive = it.place.referred(filename, *_ARCHIVES) or _archive_at(it, filename)
    if archive is None:
        found: dict[str, Value] = {"Code.LocalPath": _built(it, filename)}
    else:
        found = {
            "Code.LocalPath": _folder(archive),
            "Code.ZipFile": _inline(archive, it),
            "Code.Patterns": _packed(archive),
        }
    return {**found, "Code.ImageUri": it["image_uri"], "Code.S3Bucket": it["s3_bucket"]}


def _built(it: Written, filename: Value) -> Value:
    """A package that does not exist yet: what the module around it was told to make it from."""
    if isinstance(filename, Known):
        return filename
    source = within(it.resource.attributes, "call.source_path")
    return filename if isinstance(source, Absent) else built_from(source)


def built_from(source: Value) -> Value:
    """``source_path``: a folder, a file, or a list of those and of maps that say more about one."""

    def path(case: Value) -> Value:
        item = first(case)
        found = item.get("path") if isinstance(item, Map) else item
        code = isinstance(found, Known) and found.text().endswith(_CODE)
        return _folder_of(found) if code else found

    return per_case(source, path)


def _uploaded(it: Written) -> Value:
    """The file that is put into the bucket which the function takes its code from."""
    uploaded = it.place.referred(it["s3_key"], *_OBJECTS)
    return NOTHING if uploaded is None else uploaded["source"]


def _archive_at(it: Written, filename: Value) -> Written | None:
    """The archive that is written to the very path that the function takes."""
    path = filename.known()
    if path is None:
        return None
    archives = it.place.of_type(*_ARCHIVES)
    return next((one for one in archives if one["output_path"].known() == path), None)


def _folder(archive: Written) -> Value:
    whole, single = archive["source_dir"], archive["source_file"]
    return whole if not isinstance(whole, Absent) else per_case(single, _folder_of)


def _folder_of(single: Value) -> Value:
    if not isinstance(single, Known):
        return single
    step = Step(How.EXPANSION, "the folder of the archived file", single.span, before=single.via)
    return known(posixpath.dirname(single.text()) or ".", single.span, step)


def _packed(archive: Written) -> Value:
    """The single file that is packed, or what is left out of the folder, as patterns."""
    single = archive["source_file"]
    if isinstance(single, Known):
        name = known(posixpath.basename(single.text()), single.span, single.via)
        return sequence([known("!**", single.span), name], single.span)
    return each(archive.listed("excludes"), _left_out)


def _left_out(one: Value) -> Value:
    return known(f"!{one.value}", one.span, one.via) if isinstance(one, Known) else one


def _inline(archive: Written, it: Written) -> Value:
    """The content that the archive holds where it is written in the configuration itself."""
    handler = it["handler"].text().rpartition(".")[0]
    sources = archive.listed("source").items()
    for _, source in sources:
        name = within(source, "filename").text()
        if name.rpartition(".")[0] == handler:
            return source.get("content")
    content, name = archive["source_content"], archive["source_content_filename"].text()
    return content if name.rpartition(".")[0] == handler else NOTHING
