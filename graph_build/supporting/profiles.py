"""What a task is about, and where the text says so: heading, section, chapter, paragraph.

A field of policy in the task's own heading weighs most; a section's title stands for its tasks; the chapter's title
less so; the paragraph counts by how often it speaks of the field. The weights were set on the reference chapters,
leaving one out at a time (``docs/explanation/supports.md``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph_build.model import Division, Evidence, Mention, Passage, Plan
from graph_build.supporting.fields import BROADER, fields
from graph_build.supporting.sentences import evidence as quote
from graph_build.supporting.sentences import sentences, whole

Level = Literal["heading", "section", "chapter", "opening", "paragraph"]

HEADING, SECTION, CHAPTER, OPENING = 1.0, 0.7, 0.55, 0.2
PER_MENTION, PARAGRAPH_MOST = 0.2, 0.65
NARROWER = 0.65


@dataclass
class Profile:
    """A task with the texts that speak for it."""

    task: Mention
    key: str
    """Key of the task's Thing."""
    heading: Passage
    sections: tuple[Passage, ...]
    """Headings above it, below the chapter's, the nearest first."""
    chapter: Passage | None
    opening: tuple[Passage, ...]
    """The chapter's opening paragraphs, before its first section."""
    chapter_key: str
    paragraphs: tuple[Passage, ...]
    """The task's own paragraphs, elaborating ones included."""
    body_start: int
    """Where the first paragraph goes on after the heading sentence."""
    levels: dict[str, tuple[float, Level]] = field(default_factory=dict)
    """Field → how strongly, and by what."""
    headed: frozenset[str] = frozenset()
    """The fields of its heading and of its section's, with the wider fields that these are part of."""
    keys: frozenset[str] = frozenset()
    """Keys of the passages of this task."""

    def quote(self, field_name: str, level: Level) -> Evidence:
        """The words that show that the task is about a field."""
        if level == "section":
            for heading in self.sections:
                if field_name in fields(heading.text):
                    return whole(heading)
        if level == "chapter" and self.chapter is not None:
            return whole(self.chapter)
        if level == "opening":
            return _best_sentence(self.opening, field_name) or self.stated()
        if level == "paragraph":
            return _best_sentence(self.paragraphs, field_name, self.body_start) or self.stated()
        return self.stated()

    def stated(self) -> Evidence:
        """The heading sentence."""
        return self.task.evidence


def _best_sentence(passages: Sequence[Passage], field_name: str, skip: int = 0) -> Evidence | None:
    best: tuple[int, Evidence] | None = None
    for index, passage in enumerate(passages):
        for a, b in sentences(passage.text):
            if index == 0 and b <= skip:
                continue
            count = fields(passage.text[a:b]).get(field_name, 0)
            if count and (best is None or count > best[0]):
                best = (count, quote(passage, a, b))
    return best[1] if best else None


def profiles(plan: Plan, tasks: Sequence[tuple[Mention, str]], scope: Mapping[str, Mention]) -> tuple[Profile, ...]:
    """The profiles of ``tasks`` (mention, key of its thing), in order."""
    place: dict[str, tuple[Passage, tuple[Division, ...]]] = {p.key: (p, path) for p, path in plan.texts()}
    governed: dict[tuple[str, int], list[Passage]] = {}
    for key, task in scope.items():
        if key in place and place[key][0].kind != "heading":
            governed.setdefault((task.evidence.passage, task.evidence.start), []).append(place[key][0])
    openings: dict[str, tuple[Passage, ...]] = {}
    out: list[Profile] = []
    for task, key in tasks:
        if task.evidence.passage not in place:
            continue
        passage, path = place[task.evidence.passage]
        above = [d for d in path if d.kind != "box" and d.key != passage.key]
        chapter = above[0] if above else None
        if chapter is not None and chapter.key not in openings:
            openings[chapter.key] = _opening(chapter, scope)
        paragraphs = tuple(governed.get((task.evidence.passage, task.evidence.start), [passage]))
        boxes = [d.heading for d in path if d.kind == "box"]
        profile = Profile(
            task,
            key,
            passage,
            (*boxes, *(d.heading for d in reversed(above[1:]))),
            chapter.heading if chapter else None,
            openings.get(chapter.key, ()) if chapter else (),
            chapter.key if chapter else "",
            paragraphs,
            passage.text.find(task.label) + len(task.label),
            keys=frozenset(p.key for p in paragraphs),
        )
        profile.levels = _levels(profile)
        profile.headed = _headed(profile)
        out.append(profile)
    _dampen(out)
    return tuple(out)


def _opening(chapter: Division, scope: Mapping[str, Mention]) -> tuple[Passage, ...]:
    out: list[Passage] = []
    for child in chapter.children:
        if not isinstance(child, Passage) or child.key in scope:
            break
        out.append(child)
    return tuple(out)


def _levels(profile: Profile) -> dict[str, tuple[float, Level]]:
    out: dict[str, tuple[float, Level]] = {}

    def put(name: str, value: float, level: Level) -> None:
        if value > out.get(name, (0.0, level))[0]:
            out[name] = (value, level)

    heading = fields(profile.task.label)
    for name in heading:
        put(name, HEADING, "heading")
    section: dict[str, int] = {}
    for passage in profile.sections:
        section |= fields(passage.text)
    for name in section:
        put(name, SECTION, "section")
    if profile.chapter is not None:
        for name in fields(profile.chapter.text):
            put(name, CHAPTER, "chapter")
    counts: dict[str, int] = {}
    for index, passage in enumerate(profile.paragraphs):
        text = passage.text[profile.body_start :] if index == 0 and passage is profile.heading else passage.text
        for name, count in fields(text).items():
            counts[name] = counts.get(name, 0) + count
    for name, count in counts.items():
        put(name, min(PARAGRAPH_MOST, PER_MENTION * count), "paragraph")
    for passage in profile.opening:
        for name in fields(passage.text):
            put(name, OPENING, "opening")
    for narrow, wider in BROADER.items():
        for wide in wider:
            if narrow in heading:
                put(wide, NARROWER, "heading")
            elif narrow in section:
                put(wide, NARROWER * 0.9, "section")
    return out


def _headed(profile: Profile) -> frozenset[str]:
    said: set[str] = set(fields(profile.task.label))
    for passage in profile.sections:
        said |= fields(passage.text).keys()
    return frozenset(said | {wide for narrow in said for wide in BROADER.get(narrow, ())})


def _dampen(every: Sequence[Profile]) -> None:
    """In a plan of one field (digital government, water…) that field tells nothing: it counts half."""
    if len(every) < 8:
        return
    tally: dict[str, int] = {}
    for profile in every:
        for name, (value, _) in profile.levels.items():
            if value >= CHAPTER:
                tally[name] = tally.get(name, 0) + 1
    common = {name for name, n in tally.items() if n > 0.6 * len(every)}
    for profile in every:
        for name in common & profile.levels.keys():
            value, level = profile.levels[name]
            profile.levels[name] = (value * 0.5, level)
