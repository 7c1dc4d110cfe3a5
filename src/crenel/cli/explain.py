"""``crenel explain [CONTROL]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from crenel.cli.customs import adopt_names


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a control's name or handle, or nothing."""
    parser.add_argument("control", nargs="?", help="a name or a catalogue handle (none: list all)")


def run(args: argparse.Namespace) -> int:
    """Prints the control's page, or the list of all controls."""
    from crenel.controls.catalogue import catalogue, chosen, page

    adopt_names(Path())

    if not args.control:
        for control in catalogue():
            print(f"{control.handle:8} {control.severity.value:9} {control.name}: {control.title}")
        return 0
    (control,) = chosen([args.control])
    text = page(control)
    named = dict.fromkeys((f"`{control.name}`", control.handle, control.severity.value))
    facts = " · ".join(word for word in named if word != control.name)
    maps = f" · maps to {', '.join(control.maps_to)}" if control.maps_to else ""
    title, _, body = text.partition("\n")
    print(f"{title}\n\n{facts}{maps}\n{body}", end="")
    return 0
