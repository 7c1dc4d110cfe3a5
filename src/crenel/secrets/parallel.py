"""Looking through much at once: batches of files of about the same size, a process for each core.

A process hands back what it found, masked, and what it looked through; no value leaves it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from crenel.model.source import Source
from crenel.secrets.finding import Finding
from crenel.secrets.scan import Coverage, Scan
from crenel.secrets.sources.tree import File

_BATCH = 8 * 1024 * 1024


def looked_through(files: list[File], scan: Scan, processes: int) -> None:
    """Looks through all files in several processes; the result is the same as in one."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for findings, commented, coverage in pool.map(_batch, _batches(files, scan.least)):
            scan.findings.extend(findings)
            scan.commented.extend(commented)
            scan.coverage.files += coverage.files
            scan.coverage.bytes += coverage.bytes
            scan.coverage.skipped.extend(coverage.skipped)


def _batches(files: list[File], least: float) -> Iterator[tuple[float, list[File]]]:
    batch: list[File] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.size
        if size >= _BATCH:
            yield least, batch
            batch, size = [], 0
    if batch:
        yield least, batch


def _batch(work: tuple[float, list[File]]) -> tuple[list[Finding], list[Source], Coverage]:
    least, files = work
    scan = Scan(least=least, fast=True)
    for file in files:
        scan.file(file)
    return scan.findings, scan.commented, scan.coverage
