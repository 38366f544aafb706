"""``guihua serve``: the pages of a dataset on this machine."""

from __future__ import annotations

import click

from guihua.commands._data import data_options, open_dataset


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="Port to listen on.")
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="A further name under which the pages may be asked for (behind a proxy, on a network).")
@click.option("--sparql", is_flag=True,
              help="Serve no pages but Oxigraph's own read-only SPARQL server, with its query page.")
@click.option("--timeout", type=click.FloatRange(min=1), default=30.0, show_default=True,
              help="With --sparql: seconds after which a query is given up.")
@data_options
@click.pass_context
def command(
    ctx: click.Context, host: str, port: int, names: tuple[str, ...], sparql: bool, timeout: float, data: str,
    endpoint: str | None
) -> None:
    """Serve the plans' text, network and tables as pages, with a SPARQL endpoint at /sparql.

    Only this machine can reach the pages unless --host says otherwise.

    \b
    guihua serve
    guihua serve --port 9000 --data guihua-data
    guihua serve --sparql --port 7878
    """
    if sparql:
        from guihua.commands._sparql_server import run

        if endpoint:
            raise click.UsageError("--sparql serves a dataset directory: give --data, not --endpoint")
        run(data, host=host, port=port, timeout=timeout, lang=(ctx.obj or {}).get("lang", "en"))
        return
    import socket
    import threading

    from guihua import __version__
    from viz.errors import CannotListen
    from viz.workbench.app import LOOPBACK, create_app

    dataset = open_dataset(data, endpoint)
    app = create_app(dataset, version=__version__, hosts=(*LOOPBACK, host, *names))
    # The first asker need not wait for what every asker needs.
    threading.Thread(target=app.state.warm, daemon=True).start()
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CannotListen(host=host, port=port, reason=error.strerror or str(error)) from error
    bound = listening.getsockname()[1]
    zh = (ctx.obj or {}).get("lang") == "zh"
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{bound}/  " + ("按 Ctrl+C 停止" if zh else "stop with Ctrl+C"), err=True)
    if host not in LOOPBACK:
        click.echo("其他机器也能访问这些网页，且没有密码。" if zh
                   else "Other machines can reach these pages, and there is no password.", err=True)
        if not names and host in ("0.0.0.0", "::"):
            click.echo("请用 --name 给出它们访问时所用的主机名，否则请求会被拒绝。" if zh
                       else "Say with --name under which host name they ask, else they are refused.", err=True)
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])
