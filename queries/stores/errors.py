"""What can go wrong between us and a SPARQL server, beyond what every store may meet (:mod:`queries.errors`)."""

from __future__ import annotations

from queries.errors import QueryError


class EndpointMoved(QueryError):
    """The endpoint redirects; nothing is sent on to an address that nobody named."""

    en = "The SPARQL endpoint {url} redirects to {target}; give that address if you trust it."
    zh = "SPARQL 端点 {url} 转到 {target}；如信任该地址，请直接使用它。"


class CutByServer(QueryError):
    """The server gave a part of the result and called it the whole."""

    en = "The SPARQL endpoint {url} gave only a part of the result ({reason}); add LIMIT, or ask its keeper."
    zh = "SPARQL 端点 {url} 只返回了部分结果（{reason}）；请加 LIMIT，或联系其管理员。"


class UpdateRejected(QueryError):
    """The server took part in the exchange but not the new graph."""

    en = "{url} did not take the graph {graph} ({reason}); what was there before still stands."
    zh = "{url} 没有接受图 {graph}（{reason}）；原有内容保持不变。"


class NotAsPublished(QueryError):
    """After publishing the server does not hold what was sent."""

    en = "{url} holds {found} statements in {graph} after publishing, not {sent}; is it the same server?"
    zh = "发布后 {url} 的图 {graph} 中有 {found} 条陈述，而不是 {sent} 条；请确认它是同一服务器的查询地址。"


class NoSuchPlan(QueryError):
    """The dataset has no plan of that name."""

    en = "The dataset has no plan {name!r}; it has: {known}."
    zh = "数据集中没有规划 {name!r}；可用：{known}。"


class NoServerProgram(QueryError):
    """Oxigraph's server program is not installed."""

    en = 'The Oxigraph server is not installed; pip install "guihua[server]" brings it.'
    zh = '没有安装 Oxigraph 服务器；请运行 pip install "guihua[server]"。'


class ServerNotStarted(QueryError):
    """Oxigraph's server ended, or could not listen."""

    en = "The SPARQL server did not start on {host}:{port} ({reason})."
    zh = "SPARQL 服务器未能在 {host}:{port} 启动（{reason}）。"
