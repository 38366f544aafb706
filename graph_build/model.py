"""The frozen types that pass between the stages of a build.

``SourceText → Plan → Mention → Thing → Claim → quads``: each type knows its place in the source text, so that
whatever is said at the end can be traced back to the characters that say it.

All offsets named ``start`` and ``end`` are half-open code-point offsets into :attr:`SourceText.text`, except where a
docstring says *reading offsets*: those count in :attr:`Passage.text`, where line breaks that only the layout put
there are gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

ThingClass = Literal[
    "Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator", "Task"
]
THING_CLASSES: tuple[ThingClass, ...] = (
    "Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator", "Task",
)

# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of the canonical text stood in the original file (page of a PDF, paragraph of a Word file…)."""

    start: int
    end: int
    kind: Literal["line", "page", "paragraph", "element", "cell"]
    label: str
    """What a citation shows: ``"12"`` for page 12, ``"body/div[3]/p[7]"`` for an element."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the original's formatting says of a stretch of text and the plain text no longer shows."""

    start: int
    end: int
    kind: Literal["heading", "bold", "box", "list-item", "caption"]
    level: int | None = None
    """Heading level, 1 for the highest, where the format gives one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``row_span`` and ``col_span`` are 1 where nothing is merged."""

    start: int
    end: int
    text: str
    row: int
    column: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table whose cells the original format keeps apart (HTML, Word, PDF)."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SourceText:
    """A document as canonical text. For ``.txt`` it is the decoded input, byte order mark aside, unchanged."""

    name: str
    """File name as given, for messages and citations."""
    slug: str
    """ASCII name of the plan in IRIs and file names."""
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    origins: tuple[Origin, ...] = ()
    hints: tuple[Hint, ...] = ()
    tables: tuple[CellTable, ...] = ()
    warnings: tuple[str, ...] = ()
    title: str | None = None
    """The title that the file's own properties give (HTML ``<title>``, properties of a Word or PDF file)."""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


# --- outline -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """A paragraph of the plan (or an item of a list, a note, a caption)."""

    key: str
    """Stable local name: it depends on the passage's own words only (and on its rank among equal ones)."""
    start: int
    end: int
    text: str
    """The reading text: the slice with layout line breaks (hard wraps) taken out."""
    offsets: tuple[int, ...] | None = None
    """Source offset of each character of ``text``; ``None`` where ``text`` is the slice itself."""
    kind: Literal["paragraph", "item", "note", "caption", "definition", "heading"] = "paragraph"
    number: str | None = None
    """Printed number of an item (``"1."``, ``"（2）"``)."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the reading offsets ``[start, end)``."""
        if self.offsets is None:
            return self.start + start, self.start + end
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Value:
    """One filled cell of an indicator row."""

    role: Literal["Baseline", "PlannedTarget", "PlannedGrowth", "Actual", "ActualGrowth"]
    text: str
    """The cell as printed: ``≥93.3``, ``[10]``, ``按上级任务``."""
    start: int
    end: int
    year: int | None = None
    cumulative: bool = False
    value: float | None = None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of an indicator table."""

    row: int
    name: str
    """Indicator's name without its unit."""
    start: int
    end: int
    unit: str | None
    nature: Literal["Expected", "Binding"] | None
    values: tuple[Value, ...]
    category: str | None = None
    parent: str | None = None
    """Name of the indicator group that the row belongs to (城镇化率 for 常住人口城镇化率)."""
    serial: str | None = None
    note: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of a project list (项目名称, 建设内容, 总投资, 年限, 责任单位)."""

    row: int
    name: str
    start: int
    end: int
    content: str | None = None
    investment: float | None = None
    investment_unit: str | None = None
    period: str | None = None
    organization: str | None = None
    place: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class Table:
    """A table of the plan."""

    key: str
    number: str | None
    """As printed: ``表一``."""
    title: str
    start: int
    end: int
    kind: Literal["indicators", "projects", "other"]
    indicators: tuple[IndicatorRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    notes: tuple[Passage, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    doubts: tuple[str, ...] = ()
    texts: tuple[Passage, ...] = ()
    """Cells that are read as text, of a table that lists neither indicators nor projects (任务, 责任单位)."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What the table says in words: its cells' texts and its notes, in order."""
        if not self.texts:
            return self.notes
        return tuple(sorted((*self.texts, *self.notes), key=lambda passage: passage.start))


@dataclass(frozen=True)
class Division:
    """A heading and what stands under it."""

    key: str
    kind: Literal["chapter", "section", "subsection", "box", "annex", "front"]
    level: int
    """1 for chapters, 2 for sections, 3 and deeper for subsections; a box has the level of its place plus 1."""
    number: str | None
    """As printed: ``四``, ``(一)``, ``第三章``, ``专栏五``."""
    title: str
    """Heading's text without its number."""
    start: int
    end: int
    heading: Passage
    """The title as a passage of kind ``heading``: its key is the division's, its text is ``title``."""
    heading_start: int
    heading_end: int
    """Source offsets of the whole heading, its number included."""
    order: int
    children: tuple[Division | Passage | Table, ...] = ()


@dataclass(frozen=True)
class PlanMetadata:
    """What the document says of itself; ``None`` where it says nothing."""

    title: str
    place: str | None = None
    place_code: str | None = None
    """GB/T 2260 code of the plan's own area."""
    place_level: Literal["nation", "province", "city", "county", "town"] | None = None
    period_start: int | None = None
    period_end: int | None = None
    kind: Literal["outline", "special-plan", "action-plan", "report", "proposal", "measures", "other"] = "other"
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issued: str | None = None
    """Date of the document, ISO 8601."""
    published: str | None = None
    approved_by: str | None = None


@dataclass(frozen=True)
class Plan:
    """The plan as a tree: what is neither furniture nor contents list."""

    source: SourceText
    metadata: PlanMetadata
    children: tuple[Division | Passage | Table, ...]
    definitions: tuple[tuple[str, str, str], ...] = field(default=())
    """From 名词解释: (term, definition, key of the passage)."""

    def walk(self) -> Iterator[tuple[Division | Passage | Table, tuple[Division, ...]]]:
        """Every node in reading order, with the divisions above it, outermost first."""

        def visit(
            nodes: tuple[Division | Passage | Table, ...], path: tuple[Division, ...]
        ) -> Iterator[tuple[Division | Passage | Table, tuple[Division, ...]]]:
            for node in nodes:
                yield node, path
                if isinstance(node, Division):
                    yield from visit(node.children, (*path, node))

        yield from visit(self.children, ())

    def passages(self) -> Iterator[tuple[Passage, tuple[Division, ...]]]:
        """Every passage in reading order, with the divisions above it."""
        for node, path in self.walk():
            if isinstance(node, Passage):
                yield node, path

    def texts(self) -> Iterator[tuple[Passage, tuple[Division, ...]]]:
        """Everything that can name a thing, in reading order: passages, headings, tables' notes and cells of text.

        A heading comes with the path of its division, the division itself included.
        """
        for node, path in self.walk():
            if isinstance(node, Passage):
                yield node, path
            elif isinstance(node, Division):
                yield node.heading, (*path, node)
            else:
                for passage in node.passages:
                    yield passage, path

    def tables(self) -> Iterator[tuple[Table, tuple[Division, ...]]]:
        """Every table in reading order, with the divisions above it."""
        for node, path in self.walk():
            if isinstance(node, Table):
                yield node, path


# --- statements ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: ``SourceText.text[start:end]`` within a passage (or a heading, or a table)."""

    passage: str
    """Key of the passage, division or table that holds it."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names a thing."""

    cls: ThingClass
    label: str
    """The full name: completed by what a coordination shares (伏龙大桥、西门大桥改造 → 伏龙大桥改造)."""
    evidence: Evidence
    rule: str
    """Which rule or model took the span; ``build --explain`` shows it."""
    confidence: float = 1.0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A span that looked like a name and was not taken, with the reason; ``build --explain`` shows it."""

    cls: ThingClass | None
    text: str
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class HeadlineGoal:
    """One of the few end states that the plan's main-goals section (or its vision) lists."""

    mention: Mention
    """The mention that states it; its label is the goal's full name."""
    aliases: tuple[str, ...]
    """Short forms that the text itself uses or that quotation marks single out (双千亿 for “双千亿”市)."""
    description: tuple[Evidence, ...]
    """The sentences that say what the goal consists of, one piece of evidence each."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in the world, with every place that names it."""

    key: str
    """Local part of the IRI: ``linhai-14fyp/platform/…``, or ``place/331082`` for what plans share."""
    cls: ThingClass
    label: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    code: str | None = None
    """GB/T 2260 code of a Place, GB/T 4754 code of an Industry, where known."""
    headline: bool = False
    """A Goal of the plan's main-goals section."""
    definition: str | None = None


@dataclass(frozen=True, slots=True)
class QuantifiedTarget:
    """A quantified aim for the future in prose."""

    key: str
    subject: str
    comparator: Literal["AtLeast", "AtMost", "Exactly", "About", "Increase"]
    value: float
    value_text: str
    unit: str
    year: int | None
    evidence: Evidence
    subject_start: int
    subject_end: int
    confidence: float = 1.0
    rule: str = ""


Predicate = Literal[
    "advances", "implements", "aimsAt", "develops", "reliesOn", "locatedIn", "partOf", "cooperatesWith", "hasTarget",
    "supports", "measuredBy", "elaborates", "describes",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with its grounds."""

    subject: str
    """Key of a Thing (or of a QuantifiedTarget, a Passage or a Division where the predicate allows)."""
    predicate: Predicate
    object: str
    basis: Literal["Explicit", "Structural", "Indicator", "Thematic"]
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    strength: Literal["Direct", "Contributing"] | None = None
    reviewer: str | None = None
    """Who vouches for it, where a person has decided (:mod:`graph_build.review`)."""
    reviewed: str | None = None
    """Date of that decision, ISO 8601."""


@dataclass(frozen=True)
class Extraction:
    """All that was read from one plan, ready to be written as RDF."""

    plan: Plan
    things: tuple[Thing, ...]
    targets: tuple[QuantifiedTarget, ...]
    claims: tuple[Claim, ...]
    headline: tuple[HeadlineGoal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
