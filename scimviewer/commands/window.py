"""Commands that open the window or make a picture of it: open, demo, shot."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from scimviewer.commands.answering import Told, case_at, print_json
from scimviewer.commands.arguments import AS_JSON, CASE, redaction
from scimviewer.errors import UserError


def open_window(paths: list[Path]) -> None:
    from scimviewer.ui.app import open_window as opened

    sys.exit(opened(paths))


@click.command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def open_(paths: tuple[Path, ...]) -> None:
    """Open the window on a case, or on bundles."""
    for path in paths:
        if not path.exists():
            raise UserError(f"{path} does not exist.")
    open_window(list(paths))


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write bundle and case.",
)
@click.option("--size", default=4000, show_default=True, type=click.IntRange(300), help="About how many requests.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="A fault to put in; may be repeated.")
@click.option("--clean", is_flag=True, help="Put no fault in.")
@click.option("--shot", type=click.Path(path_type=Path, dir_okay=False), help="Write a picture of the window and end.")
@AS_JSON
def demo(
    folder: Path | None,
    size: int,
    seed: int,
    faults: tuple[str, ...],
    clean: bool,
    shot: Path | None,
    as_json: bool,
) -> None:
    """Make test traffic as a bundle, import it and open the window."""
    from scimviewer.demo.bundle import make_bundle
    from scimviewer.demo.faults import FAULT_NAMES, all_faults
    from scimviewer.store.importing import import_paths

    names = [fault.name for fault in all_faults()]
    unknown = [name for name in faults if name not in names]
    if unknown:
        raise UserError(f"There is no fault “{unknown[0]}”. Faults are {', '.join(names)}.")
    chosen = () if clean else faults or FAULT_NAMES
    where = folder or Path(tempfile.mkdtemp(prefix="scimviewer-demo-"))
    where.mkdir(parents=True, exist_ok=True)
    bundle = make_bundle(where, size=size, seed=seed, faults=chosen, progress=Told("making traffic"))
    case = bundle.with_suffix(".scimcase")
    imported = import_paths([bundle], case, progress=Told("importing"))
    if as_json:
        print_json({"bundle": str(bundle), "case": str(case), **imported.as_json()})
    else:
        click.echo(f"{bundle}\n{case}: {imported.events} events", err=True)
    if shot is not None:
        from scimviewer.ui.picture import Shot
        from scimviewer.ui.picture import shot as take

        take(case, shot, Shot("main", redact=False))  # nobody in it is real
    elif not as_json:
        open_window([case])


@click.command()
@CASE
@click.option(
    "--view", default="main", show_default=True, help="main, events, event:ID, diff:ID, story:RESOURCE or plots"
)
@click.option(
    "-o",
    "out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .png file, for plots also .svg.",
)
@click.option("--filter", "filter_text", default="", help="Filter text.")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--width", default=0, type=click.IntRange(0, 7680), help="Pixels; by default the view's own.")
@click.option("--height", default=0, type=click.IntRange(0, 4320), help="Pixels; by default the view's own.")
@click.option("--bucket", default="", metavar="LENGTH", help="Of plots: 30s, 5m, 1h, 1d …; by default one that fits.")
@click.option("--by", metavar="FIELD", help="Split plots by the values of this field.")
@click.option("--tab", default="explain", show_default=True, help="Of an event: explain, exchange, raw …")
@redaction(True)
def shot(
    case: Path, view: str, out: Path, filter_text: str, theme: str, width: int, height: int, bucket: str,
    by: str | None, tab: str, redact: bool,
) -> None:  # fmt: skip
    """Write a picture, also without a screen."""
    from scimviewer.ui.picture import Shot
    from scimviewer.ui.picture import shot as take

    case_at(case)
    take(case, out, Shot(view, filter_text, theme, width, height, redact, bucket, by, tab))
    click.echo(str(out), err=True)
