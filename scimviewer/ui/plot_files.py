"""How does a plot leave the program: as a picture with a caption, or as numbers for a spreadsheet?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from scimviewer.errors import UserError
from scimviewer.output.listing import csv_line
from scimviewer.ui.caption import joined, save_svg, unseen, with_caption
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.events_columns import counted
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plots_sheet import PlotsSheet

WIDTH, HEIGHT = 1200, 280


def suggested_name(opened: OpenedCase, plot: Plot, form: str) -> str:
    """A name for the file, from what it shows."""
    return f"{opened.redactor().text(opened.name)}-{plot.key.replace('_', '-')}.{form.lower()}"


def plot_csv(plot: Plot) -> str:
    """The numbers of a plot, a line a bucket; nothing in it is a formula to a spreadsheet."""
    lines = [plot.header(), *plot.rows()]
    return "".join(csv_line(line) + "\r\n" for line in lines)


def plot_picture(plot: Plot, opened: OpenedCase, answer: Answer) -> QImage:
    """The plot as it is pasted: twice as fine, with its caption."""
    return with_caption(_sheet(plot), plot_caption(plot, opened, answer))


def save_plot(plot: Plot, path: str, opened: OpenedCase, answer: Answer) -> None:
    """Write a plot into a file that ends in .png, .svg or .csv; UserError where that cannot be."""
    out = Path(path)
    kind = out.suffix.lower()
    if kind == ".csv":
        try:
            out.write_bytes(plot_csv(plot).encode("utf-8", "replace"))
        except OSError as error:
            raise UserError(f"{out} cannot be written: {(error.strerror or 'no access').lower()}.") from error
    elif kind == ".svg":
        save_svg(_sheet(plot), plot_caption(plot, opened, answer), out, plot.title)
    elif kind != ".png":
        raise UserError(f"“{out.suffix}” cannot be written. The file must end in .png, .svg or .csv.")
    elif not plot_picture(plot, opened, answer).save(str(out), "PNG"):  # type: ignore[call-overload]
        raise UserError(f"{out} cannot be written.")


def plot_caption(plot: Plot, opened: OpenedCase, answer: Answer) -> list[str]:
    """Two lines that place it: case, time and zone; the filter and what happened to names."""
    redactor = opened.redactor()
    time = display_zone().span(plot.buckets.first_ns, plot.buckets.end_ns, 0)
    text = answer.query.text
    words = f"filter {redactor.text(text)}" if text else "no filter"
    return [
        joined([redactor.text(opened.name), time, counted(len(answer.ids), "event")]),
        joined([words, "names replaced"]),
    ]


def _sheet(plot: Plot) -> PlotsSheet:
    sheet = PlotsSheet()
    sheet.show_plots([plot])
    sheet.panes[plot.key].hide_buttons()
    sheet.resize(WIDTH, HEIGHT)
    unseen(sheet)
    return sheet
