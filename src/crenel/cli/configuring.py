"""From the flags of a verb to the configuration that holds, and to how applications are read."""

from __future__ import annotations

import argparse

import msgspec

from crenel.cli.common import parameters
from crenel.cli.customs import adopt_customs, adopt_names
from crenel.cli.naming import names
from crenel.readers.options import Options
from crenel.readers.project import root_folder
from crenel.triage.config import Config, configuration


def options(args: argparse.Namespace, config: Config) -> Options:
    """How to read: what the flags say, and the configuration where they say nothing."""
    return Options(
        parameters={**config.params, **parameters(args)},
        environment=args.env or config.env,
        code=not getattr(args, "no_code", False),
        excluded=config.excludes,
    )


def configured(args: argparse.Namespace, *, judges: bool = True) -> Config:
    """The configuration that holds for the analysed folder, and its own controls with it."""
    folder = root_folder(args.path)
    ran: tuple[str, ...] = ()
    if judges:
        allowed = args.allow_plugins
        ran = adopt_customs(folder, args.config, no_config=args.no_config, allowed=allowed)
    else:
        adopt_names(folder, args.config, no_config=args.no_config)
    config = configuration(folder, names(), file=args.config, no_config=args.no_config)
    return msgspec.structs.replace(config, ran=ran)
