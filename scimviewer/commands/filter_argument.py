"""How can a filter that begins with a minus stand on a command line, where options begin with one too?"""

from __future__ import annotations

import re

import click

# A field or a quote behind the minus: no option looks like that.
SURELY = re.compile(r"-(?:[A-Za-z_]+:|[\"(])")


class FilterCommand(click.Command):
    """A command with a FILTER: `events CASE -actor:okta` is not taken for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [param for param in self.params if isinstance(param, click.Option)]
        valued = {name for option in options if not option.is_flag for name in option.opts}
        letters = {name[1] for option in options for name in option.opts if len(name) == 2}
        before, told = "", []
        for argument in args:
            negated = before not in valued and _negates(argument, letters)
            # NOT means the same, and does not look like an option.
            told.append(f"NOT {argument[1:]}" if negated else argument)
            before = argument
        return super().parse_args(ctx, told)


def _negates(argument: str, letters: set[str]) -> bool:
    if SURELY.match(argument):
        return True
    return len(argument) > 2 and argument[0] == "-" and argument[1].isalpha() and argument[1] not in letters
