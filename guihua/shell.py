"""Asking in a row: what a line of the shell means, with what was asked before in mind. No terminal is needed here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import GuihuaError, Lang
from queries.errors import NotUnderstood
from queries.rendering.layout import place
from queries.vocabulary import say

if TYPE_CHECKING:
    from queries.answer import Answer, Item
    from queries.dataset import Dataset

PAGE = 20
"""Things of an answer that are shown at once."""

_EVIDENCE = re.compile(r"(?:(?:它|这|这些|那)?的?(?:依据|根据|证据|出处|理由)(?:是|有|在)?(?:什么|哪些|哪里|哪儿|呢)?|"
                       r"凭什么|为什么|为啥|why|how come|"
                       r"(?:what(?:'s| is) the )?(?:evidence|proof|grounds?|basis|source)s?)[?？。.]?", re.IGNORECASE)
_EXPAND = re.compile(r"(?:展开|详细|细说|看看|expand|show|open|more on)?\s*(?:第\s*)?(\d{1,3})\s*(?:个|项|条)?",
                     re.IGNORECASE)
_MORE = re.compile(r"(?:更多|下一页|还有呢|还有吗|继续|more|next)[?？。.]?", re.IGNORECASE)
_OTHER = re.compile(r"(?:那么?|换成|换)\s*(.+?)\s*(?:呢|怎么样|如何)?\s*[?？。]?|"
                    r"(?:and|what about|how about)\s+(.+?)\s*\??", re.IGNORECASE)
_PRONOUN = re.compile(r"它|(?:这|那|该)个?(?:目标|任务|项目|平台|园区|企业|公司|机构|产业|战略|指标|地方|镇)|"
                      r"\b(?:it|this (?:goal|task|project|platform|company|industry|strategy|indicator|place))\b",
                      re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")

HELP: dict[Lang, str] = {
    "zh": """直接输入问题，例如：{examples}
得到回答之后还可以问：
  依据是什么         每一项的依据和原文
  展开 2             第 2 项的全部依据
  那头门港呢         同样的问题，换一个名称或年份
  更多               后面的各项
命令：
  :find 词语         全文检索段落
  :export 文件       保存刚才的回答（.md .csv .json .html）
  :sparql            刚才执行的查询
  :plan 名称 | -     只问一部规划 | 问全部规划
  :lang zh | en      界面语言
  :help  :quit""",
    "en": """Type a question, such as: {examples}
After an answer you may go on with:
  why                the grounds of each thing, with their sentences
  expand 2           everything about the second thing
  what about 头门港   the same question about another name or year
  more               the things that follow
Commands:
  :find WORDS        passages with these words
  :export FILE       save the answer (.md .csv .json .html)
  :sparql            the query that was run
  :plan NAME | -     ask one plan alone | all plans
  :lang zh | en      language of these messages
  :help  :quit""",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the shell says to a line: an answer to show, or text."""

    answer: Answer | None = None
    text: str = ""
    failed: bool = False
    proposed: bool = False
    """Whether a language model put the question as a query, which is to be shown."""
    done: bool = False
    """Whether the user wants to leave."""


class Session:
    """A row of questions to one dataset.

    :param lang: language of the shell's own messages; answers are in the language of the question.
    :param plan: ask this plan alone.
    :param proposer: answers what the grammar does not understand, by a query that a language model proposes.
    """

    def __init__(self, dataset: Dataset, lang: Lang = "en", plan: str | None = None,
                 proposer: Callable[[NotUnderstood], Answer] | None = None) -> None:
        self.dataset = dataset
        self.lang: Lang = lang
        self.plan = plan
        self._proposer = proposer
        self.last: Answer | None = None
        """The last answer, whole."""
        self._shown = 0

    def respond(self, line: str) -> Reply:
        """Answer one line. Nothing that a user can type raises."""
        line = line.strip()
        if not line:
            return Reply()
        try:
            if line.startswith((":", "：")):
                return self._command(line[1:].strip())
            if line.lower() in ("exit", "quit", "退出", "再见"):
                return Reply(done=True)
            return self._follow(line) or self._ask(line)
        except NotUnderstood as error:
            return Reply(text=helpful(error, self.dataset), failed=True)
        except GuihuaError as error:
            return Reply(text=error.render(self.lang), failed=True)

    def _ask(self, question: str) -> Reply:
        try:
            return self._answered(self.dataset.ask(question, plan=self.plan))
        except NotUnderstood as error:
            if self._proposer is None:
                raise
            return replace(self._answered(self._proposer(error)), proposed=True)

    def _answered(self, answer: Answer) -> Reply:
        self.last, self._shown = answer, min(PAGE, len(answer.items))
        return self._page(answer.page(0, PAGE), failed=not answer.items)

    def _page(self, page: Answer, *, failed: bool = False) -> Reply:
        """Part of the last answer, and how to see the rest."""
        assert self.last is not None
        left = len(self.last.items) - self._shown
        rest = (f"还有 {left} 项：输入“更多”。" if self.last.lang == "zh" else
                f"{left} things follow: type “more”.") if left > 0 else ""
        return Reply(answer=replace(page, total=len(page.items)), text=rest, failed=failed)

    def _say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def _no(self, zh: str, en: str) -> Reply:
        return Reply(text=self._say(zh, en), failed=True)

    # Follow-ups

    def _follow(self, line: str) -> Reply | None:
        """The reply to what only makes sense after an answer; ``None`` for a question of its own."""
        if self.last is None:
            alone = _EVIDENCE.fullmatch(line) or _EXPAND.fullmatch(line) or _MORE.fullmatch(line)
            if alone:
                return self._no("还没有回答可以展开：先问一个问题。", "There is no answer yet: ask something first.")
            return None
        if _EVIDENCE.fullmatch(line):
            told = [_grounds(n, item, self.last) for n, item in enumerate(self.last.items[:PAGE], 1)]
            return Reply(text="\n".join(line for lines in told for line in lines))
        if number := _EXPAND.fullmatch(line):
            return self._expand(int(number[1]))
        if _MORE.fullmatch(line):
            return self._more()
        other = _OTHER.fullmatch(line)
        if other:
            return self._instead(next(group for group in other.groups() if group))
        return self._meant(line)

    def _meant(self, line: str) -> Reply | None:
        """The reply to a line in which a pronoun stands for the name that was asked about last."""
        assert self.last is not None
        pronoun = _PRONOUN.search(line)
        if pronoun is None or not self.last.readings:
            return None
        return self._ask(line.replace(pronoun.group(), self.last.readings[0].chosen[0].thing.label, 1))

    def _expand(self, number: int) -> Reply:
        assert self.last is not None
        if not 1 <= number <= len(self.last.items):
            n = len(self.last.items)
            return self._no(f"刚才的回答有 {n} 项。", f"The answer has {n} things.")
        item = self.last.items[number - 1]
        return Reply(text="\n".join(_grounds(number, item, self.last, whole=True)))

    def _more(self) -> Reply:
        assert self.last is not None
        if self._shown >= len(self.last.items):
            return Reply(text=self._say("没有更多了。", "That is all."))
        page = self.last.page(self._shown, PAGE)
        self._shown += len(page.items)
        return self._page(replace(page, sentence=""))

    def _instead(self, name: str) -> Reply | None:
        """The last question about another name, or another year."""
        assert self.last is not None
        query, bound = self.last.query, dict(self.last.parameters)
        if "plan" in bound and self.plan is None:
            bound.pop("plan")
        if year := _YEAR.fullmatch(name):
            of_year = next((p.name for p in query.parameters if p.type == "year"), None)
            if of_year is None:
                return None
            bound[of_year] = (year[1],)
        else:
            slots = [p for p in query.parameters if p.type in ("thing", "text") and p.name in bound]
            fitting = [p for p in slots if p.type == "text" or self.dataset.names.exact(name, p.classes)]
            if not slots:
                return None
            slot = (fitting or slots)[0]
            bound[slot.name] = (name,)
        question = self.last.question
        old = next((r.text for r in self.last.readings if r.text in question), None)
        if old and not year:
            question = question.replace(old, name)
        answer = self.dataset.query(query.name, bound, lang=self.last.lang)
        if not answer.items and not year:
            # 那吉利汽车呢, after what is planned at a place: what there is to say about that name.
            try:
                return self._ask(name)
            except NotUnderstood:
                pass
        return self._answered(replace(answer, question=question))

    # Commands

    def _command(self, line: str) -> Reply:
        name, _, rest = line.partition(" ")
        commands: dict[str, Callable[[str], Reply]] = {
            "help": self._help, "帮助": self._help, "h": self._help, "?": self._help,
            "quit": self._quit, "q": self._quit, "exit": self._quit, "退出": self._quit,
            "export": self._export, "保存": self._export, "find": self._find, "查找": self._find,
            "sparql": self._sparql, "lang": self._language, "plan": self._plan, "规划": self._plan,
        }
        if name.lower() not in commands:
            return self._no(f"没有命令 :{name}；:help 列出全部。", f"No command :{name}; :help lists all.")
        return commands[name.lower()](rest.strip())

    def _help(self, _rest: str) -> Reply:
        from queries.words.helping import examples

        some = examples(self.lang, self.dataset.names)[:3]
        return Reply(text=HELP[self.lang].format(examples=("；" if self.lang == "zh" else "; ").join(some)))

    def _quit(self, _rest: str) -> Reply:
        return Reply(done=True)

    def _find(self, words: str) -> Reply:
        found = self.dataset.find(words, plan=self.plan) if words else ()
        if not found:
            return self._no("没有找到这样的段落。", "No passage has these words.")
        return Reply(text="\n".join(f"[{n}] “{q.sentence}” – {place(q, self.lang)}" for n, q in enumerate(found, 1)))

    def _export(self, target: str) -> Reply:
        if self.last is None or not target:
            return self._no("用法：先提问，再 :export 文件名.md（或 .csv .json .html）。",
                            "Ask first, then :export FILE.md (or .csv, .json, .html).")
        path = Path(target).expanduser()
        form = path.suffix.lower()
        if form not in WRITERS:
            return self._no(f"不认识的格式 {form or target}；可用：{' '.join(WRITERS)}",
                            f"Unknown format {form or target}; use one of {' '.join(WRITERS)}.")
        try:
            path.write_text(WRITERS[form](self.last), encoding="utf-8", newline="\n")
        except OSError as error:
            return self._no(f"无法写入 {path}：{error.strerror}", f"Cannot write {path}: {error.strerror}")
        n = len(self.last.items)
        return Reply(text=self._say(f"已保存到 {path}（{n} 项）。", f"{path}: {n} things."))

    def _sparql(self, _rest: str) -> Reply:
        if self.last is None:
            return self._no("还没有执行过查询。", "No query was run yet.")
        return Reply(text=self.last.sparql.rstrip())

    def _language(self, wanted: str) -> Reply:
        if wanted not in ("zh", "en"):
            return self._no("用法：:lang zh 或 :lang en", "Use :lang zh or :lang en")
        self.lang = "zh" if wanted == "zh" else "en"
        return Reply(text=self._say("现在用中文。", "English it is."))

    def _plan(self, wanted: str) -> Reply:
        from queries.plans import find

        if wanted in ("-", "all", "全部"):
            self.plan = None
        elif wanted:
            find(wanted, self.dataset.plans)
            self.plan = wanted
        asked = find(self.plan, self.dataset.plans) if self.plan is not None else self.dataset.plans
        return Reply(text="\n".join(plan.title for plan in asked))


def _grounds(number: int, item: Item, answer: Answer, *, whole: bool = False) -> list[str]:
    """One thing with its grounds: a line for each, and one for each sentence."""
    lang = answer.lang
    kind = f" ({say(item.cls, lang)})" if item.cls else ""
    lines = [f"{number}. {item.label}{kind}"]
    if whole:
        columns = {c.name: c.zh if lang == "zh" else c.en for c in answer.query.columns}
        lines += [f"   {columns.get(name, name)}: {say(str(value), lang)}" for name, value in item.facts.items()]
        lines += [f"   {item.thing.value}"] if item.thing else []
    for ground in item.grounds:
        why = [say(word, lang) for word in (ground.strength, ground.basis) if word]
        why += [f"{ground.confidence:.2f}"] if ground.confidence is not None else []
        why += [ground.rule] if whole and ground.rule else []
        if why:
            lines.append(f"   · {'，'.join(why) if lang == 'zh' else ', '.join(why)}")
        quotations = ground.quotations if whole else ground.quotations[:2]
        lines += [f"     “{q.sentence}” – {place(q, lang)}" for q in quotations]
    return lines


def helpful(error: NotUnderstood, dataset: Dataset) -> str:
    """What to print for a question that is not understood: what is wrong, questions that are, and passages."""
    from queries.words.helping import example

    lang = error.lang
    zh = lang == "zh"
    lines = [error.render(lang)]
    if error.near:
        named = "、".join(f"{c.thing.label}（{say(c.thing.cls, 'zh')}）" if zh else
                         f"{c.thing.label} ({say(c.thing.cls, 'en')})" for c in error.near)
        lines.append(f"名称里有“{error.missing}”的：{named}" if zh else f"Names with “{error.missing}”: {named}")
    asked = [text for name in error.nearest if (text := example(name, lang, dataset.names))]
    if asked:
        lines.append("可以这样问：" if zh else "Questions that can be asked:")
        lines += [f"  {text}" for text in asked]
    if error.passages:
        lines.append("相关段落：" if zh else "Passages with its words:")
        lines += [f"  “{q.sentence}” – {place(q, lang)}" for q in error.passages]
    return "\n".join(lines)


def _csv(answer: Answer) -> str:
    from queries.rendering.rows import to_csv

    return to_csv(answer.solutions)


def _json(answer: Answer) -> str:
    import json

    return json.dumps(answer.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _html(answer: Answer) -> str:
    from html import escape

    title = escape(answer.question or answer.query.name)
    return (f"<!doctype html>\n<html lang=\"{answer.lang}\"><meta charset=\"utf-8\"><title>{title}</title>"
            f"<h1>{title}</h1>\n{answer._repr_html_()}\n</html>\n")


def _markdown(answer: Answer) -> str:
    return f"# {answer.question}\n\n{answer}\n" if answer.question else f"{answer}\n"


WRITERS: dict[str, Callable[[Answer], str]] = {
    ".md": _markdown, ".csv": _csv, ".json": _json, ".html": _html,
}
"""How an answer is saved, by the ending of the file's name."""
