"""The stored queries: ``*.rq`` files, each legal SPARQL 1.1 with a YAML header of ``#+`` lines that grlc reads too.

A parameter is a variable that the query restricts by a ``VALUES`` clause of its own::

    VALUES ?goal { UNDEF }

As it stands that says nothing (or gives an example), so the file runs in any SPARQL tool. To bind the parameter the
clause is written anew from RDF terms, each by its serializer; no value is ever pasted into the query's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from queries.errors import BadHeader, UnknownParameter, UnknownQuery
from queries.names.near import nearest
from queries.stores.base import Term

STORED = Path(__file__).parent / "stored"
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
ParameterType = Literal["thing", "iri", "text", "number", "year", "choice", "word", "plan"]
_TYPES: tuple[ParameterType, ...] = ("thing", "iri", "text", "number", "year", "choice", "word", "plan")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a stored query can be asked about."""

    name: str
    type: ParameterType
    """``thing``: the name (or IRI) of a thing of one of ``classes``; ``plan``: of a plan; ``choice``: a term of the
    ontology out of ``choices``; ``word``: a plain word out of them; the rest say themselves."""
    en: str
    zh: str
    classes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    """Several values narrow the query (``find``: every word must occur); elsewhere they widen it."""
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of the result."""

    name: str
    kind: str
    en: str
    zh: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A use of the query with rows that must be among its answers on the plan that comes with guihua."""

    parameters: Mapping[str, str]
    rows: tuple[Mapping[str, Json], ...] = ()
    at_least: int = 0


@dataclass(frozen=True)
class StoredQuery:
    """One question, as SPARQL with its description."""

    name: str
    path: Path
    sparql: str
    """The file's text without its header."""
    summary: str
    summary_zh: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    examples: tuple[Example, ...] = field(default=())

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        :raises UnknownParameter: naming those that there are.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "-"
        raise UnknownParameter(query=self.name, name=name, known=known)

    def bind(self, values: Mapping[str, Sequence[Term]]) -> str:
        """The query's text with *values* in the ``VALUES`` clauses of its parameters.

        A clause that stays ``UNDEF`` is left out, which means the same and is quicker.
        """
        text = self.sparql
        for name in values:
            self.parameter(name)
        for parameter in self.parameters:
            terms = values.get(parameter.name, ())
            clause = _clause(parameter.name)
            if terms:
                written = " ".join(term.n3() for term in terms)
                text = clause.sub(lambda m, w=written: f"{m[1]}{{ {w} }}", text)  # type: ignore[misc]
            else:
                text = clause.sub(lambda m: "" if m[2].strip() == "UNDEF" else m[0], text)
        return text


@lru_cache
def _clause(name: str) -> re.Pattern[str]:
    return re.compile(r"(VALUES\s+\?" + re.escape(name) + r"\s*)\{([^{}]*)\}")


# Columns that mean the same in every query; a header names only its own.
_STANDARD: dict[str, tuple[str, str, str]] = {
    "label": ("label", "Name", "名称"), "class": ("class", "Class", "类别"), "thing": ("thing", "IRI", "IRI"),
    "strength": ("term", "Strength", "强度"), "basis": ("term", "Basis", "依据类型"),
    "relation": ("term", "Relation", "关系"), "direction": ("text", "Direction", "方向"),
    "confidence": ("number", "Confidence", "置信度"), "rule": ("text", "Rule", "规则"),
    "claim": ("claim", "Statement", "陈述"), "evidence": ("evidence", "Evidence", "证据"),
    "quote": ("quote", "Quotation", "原文"), "text": ("context", "Paragraph", "段落"),
    "chapter": ("chapter", "Chapter", "章"), "section": ("section", "Section", "节"),
    "passage": ("passage", "Passage IRI", "段落IRI"), "start": ("start", "From", "起"), "end": ("end", "To", "止"),
    "plan": ("plan", "Plan IRI", "规划IRI"), "planLabel": ("text", "Plan", "规划"),
    "goal": ("thing", "Goal IRI", "目标IRI"), "goalLabel": ("text", "Goal", "目标"),
    "via": ("thing", "Through (IRI)", "经由IRI"), "viaLabel": ("text", "Through", "经由"),
    "subject": ("text", "Subject", "对象"), "comparator": ("term", "At least / at most", "比较"),
    "value": ("number", "Value", "数值"), "valueText": ("text", "Value", "数值"), "unit": ("text", "Unit", "单位"),
    "year": ("year", "Year", "年份"), "role": ("term", "Role", "性质"), "nature": ("term", "Nature", "属性"),
    "table": ("text", "Table", "表"), "mentions": ("number", "Mentions", "提及次数"),
    "tasks": ("number", "Tasks", "任务数"), "definition": ("text", "Definition", "解释"),
}


class Catalogue:
    """The stored queries of one or more folders; a file is read and checked when it is first asked for.

    :param folders: looked through in order; the first file of a name counts.
    """

    def __init__(self, folders: Sequence[Path] = (STORED,)) -> None:
        self._paths: dict[str, Path] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.rq")):
                if path.is_file():
                    self._paths.setdefault(path.stem, path)
        self._read: dict[str, StoredQuery] = {}

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(sorted(self._paths))

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[StoredQuery]:
        for name in self.names():
            yield self.get(name)

    def get(self, name: str) -> StoredQuery:
        """The query of that name.

        :raises UnknownQuery: with the nearest names; :raises BadHeader: when the file's header is wrong.
        """
        if name not in self._paths:
            near = nearest(name, self._paths)
            raise UnknownQuery(name=name, nearest=f" Nearest: {', '.join(near)}." if near else "")
        if name not in self._read:
            self._read[name] = read(self._paths[name])
        return self._read[name]


def read(path: Path) -> StoredQuery:
    """Read one ``.rq`` file.

    :raises BadHeader: naming what is wrong.
    """
    header_lines: list[str] = []
    body: list[str] = []
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors of Windows put a byte order mark first
    except UnicodeDecodeError as error:
        raise BadHeader(path=path, reason="the file is not UTF-8 text") from error
    except OSError as error:
        raise BadHeader(path=path, reason=error.strerror or error) from error
    for line in text.splitlines():
        if line.startswith("#+") and not body:
            header_lines.append(line[2:].removeprefix(" "))
        else:
            body.append(line)
    try:
        loaded = yaml.load("\n".join(header_lines), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise BadHeader(path=path, reason=" ".join(str(error).split())) from error
    if not header_lines:
        raise BadHeader(path=path, reason="it has none: the first lines are “#+ summary: …” and so on")
    header = _Header(path, loaded)
    sparql = "\n".join(body).strip() + "\n"
    parameters = tuple(_parameter(path, name, value) for name, value in header.mapping("params").items())
    for parameter in parameters:
        if not _clause(parameter.name).search(sparql):
            raise BadHeader(path=path, reason=f"no clause VALUES ?{parameter.name} {{ … }} for its parameter")
    return StoredQuery(
        name=path.stem, path=path, sparql=sparql, summary=header.text("summary"), summary_zh=header.text("summary_zh"),
        description=header.text("description", ""), tags=header.texts("tags"), parameters=parameters,
        columns=tuple(_column(path, name, value) for name, value in _columns(header, sparql).items()),
        examples=tuple(_example(path, value) for value in header.sequence("examples")),
    )


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Header:
    """A mapping out of YAML whose values are checked as they are taken."""

    def __init__(self, path: Path, value: object) -> None:
        if not isinstance(value, dict):
            raise BadHeader(path=path, reason="the #+ lines are not a YAML mapping")
        self._path, self._value = path, value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value.get(key, default)
        if value is None:
            raise BadHeader(path=self._path, reason=f"{key} is missing")
        return str(value).strip()

    def optional(self, key: str) -> str | None:
        value = self._value.get(key)
        return None if value is None else str(value)

    def flag(self, key: str) -> bool:
        return bool(self._value.get(key, False))

    def sequence(self, key: str) -> list[object]:
        value = self._value.get(key) or []
        if not isinstance(value, list):
            raise BadHeader(path=self._path, reason=f"{key} is not a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self.sequence(key))

    def mapping(self, key: str) -> dict[str, object]:
        value = self._value.get(key) or {}
        if not isinstance(value, dict):
            raise BadHeader(path=self._path, reason=f"{key} is not a mapping")
        return {str(k): v for k, v in value.items()}


def _parameter(path: Path, name: str, value: object) -> Parameter:
    header = _Header(path, value)
    kind = header.text("type")
    found = next((known for known in _TYPES if known == kind), None)
    if found is None:
        raise BadHeader(path=path, reason=f"parameter {name}: type {kind!r} is none of {', '.join(_TYPES)}")
    return Parameter(name=name, type=found, en=header.text("en"), zh=header.text("zh"), classes=header.texts("classes"),
                     choices=header.texts("choices"), required=header.flag("required"), many=header.flag("many"),
                     default=header.optional("default"), example=header.optional("example"))


def _columns(header: _Header, sparql: str) -> dict[str, object]:
    """The result's variables in order, with what the header says of each."""
    own = header.mapping("columns")
    selected = re.search(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s*WHERE", sparql, re.DOTALL)
    names = re.findall(r"\(.*?\bAS\s+\?(\w+)\s*\)|\?(\w+)", selected[1]) if selected else []
    return {a or b: own.get(a or b) for a, b in names}


def _column(path: Path, name: str, value: object) -> Column:
    kind, en, zh = _STANDARD.get(name, ("text", "", ""))
    header = _Header(path, value or {})
    column = Column(name=name, kind=header.text("kind", kind), en=header.text("en", en), zh=header.text("zh", zh),
                    unit=header.optional("unit"))
    if not column.en or not column.zh:
        raise BadHeader(path=path, reason=f"column {name} has no label (en and zh)")
    return column


def _example(path: Path, value: object) -> Example:
    header = _Header(path, value)
    rows = tuple({str(k): v for k, v in row.items()} for row in header.sequence("rows") if isinstance(row, dict))
    at_least = header.text("at_least", "0")
    if not at_least.isdecimal():
        raise BadHeader(path=path, reason=f"example: at_least must be a number, not {at_least!r}")
    return Example(parameters={k: str(v) for k, v in header.mapping("params").items()}, rows=rows,
                   at_least=int(at_least))
