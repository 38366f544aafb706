"""What can go wrong when the graph is asked, each with the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ontology.errors import GuihuaError, Lang

if TYPE_CHECKING:
    from queries.answer import Quotation
    from queries.names.index import Candidate


class QueryError(GuihuaError):
    """Base of the errors of this room."""


class DatasetMissing(QueryError):
    """The dataset directory is not there, or holds no graph."""

    en = "No dataset at {path}: run “guihua build PLAN.txt -o {path}” first, or name one with --data."
    zh = "{path} 没有数据集：请先运行 “guihua build 规划.txt -o {path}”，或用 --data 指定。"


class DatasetUnreadable(QueryError):
    """The dataset is there but its graph cannot be read."""

    en = "The dataset at {path} cannot be read ({reason}); build it again with “guihua build”."
    zh = "无法读取 {path} 的数据集（{reason}）；请用 “guihua build” 重新构建。"


class EndpointUnreachable(QueryError):
    """No answer from a SPARQL endpoint: refused, reset, no such host."""

    en = "The SPARQL endpoint {url} cannot be reached ({reason}); check --endpoint."
    zh = "无法连接 SPARQL 端点 {url}（{reason}）；请检查 --endpoint。"


class EndpointFailed(QueryError):
    """The endpoint answered with an error of its own."""

    en = "The SPARQL endpoint {url} answered with an error ({reason})."
    zh = "SPARQL 端点 {url} 返回错误（{reason}）。"


class EndpointNotSparql(QueryError):
    """The endpoint answered with something that is no SPARQL result (a web page, cut JSON)."""

    en = "{url} did not answer with SPARQL results but with {reason}; is it the endpoint's query address?"
    zh = "{url} 返回的不是 SPARQL 结果，而是{reason}；请确认它是查询地址。"


class NotAuthorised(QueryError):
    """The endpoint wants credentials, or other ones."""

    en = "The SPARQL endpoint {url} refused access; set GUIHUA_USER and GUIHUA_PASSWORD, or add the host to ~/.netrc."
    zh = "SPARQL 端点 {url} 拒绝访问；请设置 GUIHUA_USER 和 GUIHUA_PASSWORD，或在 ~/.netrc 中加入该主机。"


class QueryTooSlow(QueryError):
    """The deadline passed before the result was complete."""

    en = "No complete result within {seconds} s; narrow the query or raise --timeout."
    zh = "{seconds} 秒内没有得到完整结果；请缩小查询范围或增大 --timeout。"


class ResultTooLarge(QueryError):
    """The result has more rows or bytes than are allowed."""

    en = "The result is larger than {limit}; add LIMIT to the query or raise the cap."
    zh = "结果超过 {limit}；请在查询中加 LIMIT 或提高上限。"


class BadSparql(QueryError):
    """The query is not legal SPARQL 1.1; ``line`` and ``column`` count from 1 where they are known."""

    en = "Not legal SPARQL{where}: {reason}"
    zh = "SPARQL 语法错误{where}：{reason}"

    def __init__(self, *, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        where = "" if line is None else f" (line {line}, column {column})" if column is not None else f" (line {line})"
        super().__init__(reason=reason, where=where)


class QueryNotRun(QueryError):
    """The query is legal, but the store cannot evaluate it: a function that it does not have."""

    en = "This query cannot be run: {reason}."
    zh = "无法执行该查询：{reason}。"


class UpdateRefused(QueryError):
    """A SPARQL update was given where only queries are run."""

    en = "This is a SPARQL update ({keyword}); guihua only reads. Use SELECT, ASK, CONSTRUCT or DESCRIBE."
    zh = "这是 SPARQL 更新（{keyword}）；guihua 只读。请使用 SELECT、ASK、CONSTRUCT 或 DESCRIBE。"


class ServiceRefused(QueryError):
    """A SERVICE clause would send the question to another machine."""

    en = "SERVICE is not run: guihua does not send queries to other servers on its own."
    zh = "不执行 SERVICE：guihua 不会自行向其他服务器发送查询。"


class BadTerm(QueryError):
    """A value cannot be written as an RDF term (an IRI with a space or a brace in it)."""

    en = "Not an IRI: {text!r}."
    zh = "不是合法的 IRI：{text!r}。"


class UnknownQuery(QueryError):
    """No stored query has that name."""

    en = "No stored query is called {name!r}.{nearest} “guihua query list” shows all."
    zh = "没有名为 {name!r} 的查询。{nearest}“guihua query list” 列出全部。"
    exit_status: ClassVar[int] = 2


class UnknownParameter(QueryError):
    """The stored query has no such parameter."""

    en = "{query} has no parameter {name!r}; it has: {known}."
    zh = "{query} 没有参数 {name!r}；可用：{known}。"
    exit_status: ClassVar[int] = 2


class BadParameter(QueryError):
    """A parameter's value is not of its type."""

    en = "{query}: {name} must be {expected}, not {value!r}."
    zh = "{query}：{name} 应为{expected}，而不是 {value!r}。"
    exit_status: ClassVar[int] = 2


class MissingParameter(QueryError):
    """A required parameter was not given."""

    en = "{query} needs {name} ({expected}): -p {name}=…"
    zh = "{query} 需要 {name}（{expected}）：-p {name}=…"
    exit_status: ClassVar[int] = 2


class NameNotFound(QueryError):
    """No thing in the graph has that name or one near it."""

    en = "Nothing in the graph is called {name!r}{cls}.{nearest}"
    zh = "图中没有名为 {name!r} 的{cls}。{nearest}"


class BadHeader(QueryError):
    """A stored query's ``#+`` header is missing something or is not YAML."""

    en = "{path}: header: {reason}"
    zh = "{path}：文件头：{reason}"


class NotUnderstood(QueryError):
    """The grammar does not understand a question."""

    en = "{reason}"
    zh = "{reason_zh}"

    def __init__(self, *, question: str, lang: Lang, nearest: tuple[str, ...] = (),
                 passages: tuple[Quotation, ...] = (), missing: str | None = None,
                 near: tuple[Candidate, ...] = ()) -> None:
        self.lang: Lang = lang
        self.question = question
        self.nearest = nearest
        """Names of stored queries that come near."""
        self.passages = passages
        """Passages that have the question's words."""
        self.missing = missing
        """A name in the question that the graph does not have, where that is the trouble."""
        self.near = near
        """Things whose names have that name in them."""
        if missing is None:
            super().__init__(question=question, reason=f"I do not understand the question “{question}”.",
                             reason_zh=f"没有理解这个问题：“{question}”。")
        else:
            super().__init__(question=question, reason=f"Nothing in the graph is called “{missing}”.",
                             reason_zh=f"图中没有叫“{missing}”的事物。")
