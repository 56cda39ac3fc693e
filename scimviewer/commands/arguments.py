"""Which arguments do several commands share?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

CASE = click.argument("case", type=click.Path(path_type=Path))
FILTER = click.argument("filter_text", metavar="[FILTER]", default="")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def redaction(default: bool) -> Callable[[F], F]:
    """The switch that stands wherever data leaves the program."""
    return click.option(
        "--redact/--no-redact",
        default=default,
        show_default=True,
        help="Replace personal values by pseudonyms.",
    )
