"""The commands of the command line, in the order in which `--help` lists them.

Whatever a command needs is imported inside it: worker processes import these modules too, and starting must be quick.
"""

from scimviewer.commands import events, explaining, finding, handing, importing, program, states, window, zoning

COMMANDS = (
    window.open_,
    window.demo,
    importing.import_,
    zoning.zone,
    events.events,
    handing.show,
    explaining.explain,
    states.story,
    states.undo,
    finding.findings,
    finding.census,
    finding.time,
    events.stats,
    events.facets,
    handing.export,
    window.shot,
    program.formats,
    program.self_test,
)
