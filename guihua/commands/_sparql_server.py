"""``guihua serve --sparql``: Oxigraph's server in the foreground, until it is told to stop."""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import click

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(data: str, *, host: str, port: int, timeout: float, lang: str) -> None:
    """Serve the dataset at *data* until Ctrl+C, SIGTERM, or the server's own end.

    :raises queries.errors.QueryError: no dataset there, no server program, or the port is taken.
    """
    from queries.stores.errors import ServerNotStarted
    from queries.stores.server import serving

    zh = lang == "zh"
    if port == 0:
        with socket.socket() as probe:
            probe.bind((host if ":" not in host else "127.0.0.1", 0))
            port = probe.getsockname()[1]
    # The server is a process of its own: it must not outlive us when we are told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with serving(Path(data), host=host, port=port, timeout=timeout) as process:
        shown = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        click.echo(f"{shown}/  " + ("查询页；" if zh else "query page; ") + f"{shown}/query  "
                   + ("SPARQL 端点；按 Ctrl+C 停止" if zh else "SPARQL endpoint; stop with Ctrl+C"), err=True)
        if host not in _LOOPBACK:
            click.echo("其他机器也能查询，且没有密码。" if zh
                       else "Other machines can ask it, and there is no password.", err=True)
        try:
            status = process.wait()
        except KeyboardInterrupt:
            return
        raise ServerNotStarted(host=host, port=port, reason=f"exit status {status}")
