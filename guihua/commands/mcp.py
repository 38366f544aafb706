"""``guihua mcp``: let an assistant ask the graph."""

from __future__ import annotations

import click

from guihua.commands._data import data_options, open_dataset


@click.command(name="mcp")
@data_options
@click.pass_context
def command(ctx: click.Context, data: str, endpoint: str | None) -> None:
    """Serve the dataset to an assistant by the Model Context Protocol, over standard input and output.

    Meant to be started by the assistant's program, with this as the server's command:

    \b
    guihua mcp --data /path/to/guihua-data
    """
    try:
        from guihua.mcp_server import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "mcp":
            raise
        from guihua.errors import McpMissing

        raise McpMissing() from error
    # Opened before the first message: what is wrong with the data is said on the terminal, not in the protocol.
    dataset = open_dataset(data, endpoint)
    server(dataset, "zh" if ctx.obj is not None and ctx.obj["lang"] == "zh" else "en").run("stdio")
