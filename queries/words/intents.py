"""Which wordings ask for which stored query.

The wordings are in ``cues.zh.txt`` and ``cues.en.txt``: regular expressions over the masked question (``◆`` stands for
a name), each with a weight. Of those of one intent that match, the best counts in full and each further one a little.
A name adds weight to the intents that ask about things of its class. Cues are written for kinds of wording, not for
whole sentences, so that wordings that nobody thought of still add up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ontology.errors import Lang
from queries.words.lists import cues


@dataclass(frozen=True)
class Intent:
    """What asks for one stored query."""

    query: str
    slot: str | None = None
    """The parameter that takes the name in the question."""
    classes: tuple[str, ...] = ()
    """Classes of things that the slot takes; all when empty."""
    needs: int = 0
    """How many names the question must have."""
    prior: float = 0.0
    """Weight of a name of the right class alone, without any cue."""

    @cached_property
    def cues(self) -> tuple[tuple[float, re.Pattern[str]], ...]:
        """The wordings of both languages, with their weights: a Chinese question may have English words in it."""
        return tuple((weight, re.compile(pattern)) for lang in _LANGUAGES
                     for weight, pattern in _cues(lang).get(self.query, ()))

    @cached_property
    def words(self) -> re.Pattern[str]:
        """The Chinese words of its wordings: in a question that is read so they are no name that was left out."""
        own = {word for _, pattern in _cues("zh").get(self.query, ()) for word in re.findall(
            r"[\u3400-\u9fff]{2,}", pattern)}
        return re.compile("|".join(sorted(own, key=lambda word: (-len(word), word))) or r"(?!)")


_LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@lru_cache
def _cues(lang: Lang) -> dict[str, list[tuple[float, str]]]:
    return cues(f"cues.{lang}.txt")


INTENTS: tuple[Intent, ...] = (
    Intent("supports", "goal", ("Goal",), needs=1, prior=0.4),
    Intent("goals-of", "what", ("Task", "Project", "Platform", "Program", "Strategy", "Industry", "Organization",
                                 "Place"), needs=1),
    Intent("trace", needs=2),
    Intent("goal", "goal", ("Goal",), needs=1, prior=1.2),
    Intent("gaps"),
    Intent("platform", "platform", ("Platform",), needs=1, prior=1.4),
    Intent("at-place", "place", ("Place", "Platform"), needs=1, prior=0.9),
    Intent("industry", "industry", ("Industry",), needs=1, prior=1.4),
    Intent("organization", "organization", ("Organization",), needs=1, prior=1.4),
    Intent("cooperation", "partner", ("Organization", "Place")),
    Intent("indicator", "indicator", ("Indicator",), needs=1, prior=2.0),
    Intent("indicators"),
    Intent("missed"),
    Intent("target", "subject", ("Target",), prior=1.6),
    Intent("money", "topic"),
    Intent("strategy", "strategy", ("Strategy", "Program"), needs=1, prior=1.4),
    Intent("strategies"),
    Intent("reforms"),
    Intent("box", "box"),
    Intent("chapter-goals"),
    Intent("central"),
    Intent("depends", "what", ("Platform", "Project", "Program", "Organization", "Task", "Industry", "Strategy"),
           needs=1),
    Intent("glossary", "term", ("Strategy", "Program", "Goal", "Industry", "Platform", "Project")),
    Intent("find", "words"),
    Intent("evidence", "about"),
    Intent("compare"),
    Intent("timeline"),
    Intent("things"),
    Intent("thing", "what", needs=1, prior=1.0),
)
