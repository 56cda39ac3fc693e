"""The command line: what the window does, for scripts and for acceptance."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from scimviewer import __version__
from scimviewer.commands import COMMANDS
from scimviewer.commands.window import open_window
from scimviewer.errors import UserError
from scimviewer.output.terminal import safe, speak_utf8


class _Commands(click.Group):
    """Says what went wrong in one sentence and exits with 2; without a command the window opens."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            speak_utf8()
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except UserError as error:
            click.echo(f"scimviewer: {safe(f'{error} {error.hint}'.rstrip())}", err=True)
            ctx.exit(2)
        except BrokenPipeError:  # `scimviewer events … | head` has seen enough
            # Python writes what is left at its end, and would complain then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("\nscimviewer: stopped. What was imported is kept; import again to continue.", err=True)
            ctx.exit(130)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, commands={command.name: command for command in COMMANDS}, invoke_without_command=True)
@click.version_option(__version__, prog_name="scimviewer")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Make SCIM provisioning logs speak, offline. Without a command the window opens."""
    if ctx.invoked_subcommand is None:
        open_window([])
