"""A minus before a condition negates it; a minus before an option is one."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from scimviewer.commands.filter_argument import FilterCommand


@click.command(cls=FilterCommand)
@click.argument("case")
@click.argument("text", default="")
@click.option("-o", "out", default="")
@click.option("--sort", default="")
@click.option("--count", is_flag=True)
def told(case: str, text: str, out: str, sort: str, count: bool) -> None:
    click.echo(f"{case}|{text}|{out}|{sort}|{count}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["c", "-status:409"], "c|NOT status:409|||False"),
        (["c", "-op:patch x", "-o", "f"], "c|NOT op:patch x|f||False"),
        (["c", "--sort", "-duration", '-"a b"'], 'c|NOT "a b"||-duration|False'),
        (["--count", "c", "-quota"], "c|NOT quota|||True"),
        (["c", "-(a OR b)"], "c|NOT (a OR b)|||False"),
        (["c", "status:409", "-of.csv"], "c|status:409|f.csv||False"),
        (["c", "-o", "-x:y"], "c||-x:y||False"),
    ],
)
def test_arguments_mean(arguments: list[str], said: str) -> None:
    assert CliRunner().invoke(told, arguments).stdout.strip() == said


def test_an_option_that_is_not_there_is_still_refused() -> None:
    assert CliRunner().invoke(told, ["c", "--nothing"]).exit_code == 2
