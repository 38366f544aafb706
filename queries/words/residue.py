"""What is left of a question when the words that questions are made of are taken away: names not yet found, topics."""

from __future__ import annotations

import re

from queries.names.forms import CJK
from queries.words.lists import words
from queries.words.question import MARK

_CJK_RUN = re.compile(r"[\u3400-\u9fff0-9a-z&%·()（）+\-.]*[\u3400-\u9fff][\u3400-\u9fff0-9a-z&%·()（）+\-.]*")
_CJK_ONLY = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_RUN = re.compile(r"[a-z]{2,}(?:[ ']?[a-z]{2,})*")
_MIXED_RUN = re.compile(r"[a-z]{4,} ?[\u3400-\u9fff]{1,8}$")
_YEARS = re.compile(r"(?:到|至|在|截至|截止)?(?:19|20)\d\d年?(?:底|末|前|之前|以前|后|为止)?|"
                    r"[“\"]?十[二三四五]五[”\"]?(?:规划)?(?:期间|时期|末|期末)?")
_PREFIX = re.compile(
    r"^(?:是否|是不是|有没有|存在|请问|请|帮我|麻烦|我想知道|想知道|想了解|告诉我|能否|能不能|可以|查找|搜索|检索|查询|查一下|查一查|查|搜一下|搜|找一下|找出|找|看看|看一下|列出|列举|显示|"
    r"介绍一下|介绍|讲讲|说说|了解一下|了解|描述|解释一下|解释|什么是|什么叫|何谓|何为|关于|有关|对于|至于|"
    r"哪些地方|哪些段落|哪些章节|哪几段话|哪一段话|哪段话|哪几段|哪几个|哪几项|哪里|哪儿|哪些|哪个|哪一段话?|哪几段话|哪段话?|哪句话?|哪|什么地方|什么|有什么|有哪些|有|谁|多少|"
    r"原文(?:中|里)?|文本|全文|正文|规划中|规划里|规划|文件中|文中|本市|我市|全市|全省|市里|该市|这个|那个|这项|该|其|"
    r"提到了|提到|提及了?|谈到了?|讲到了?|说到了?|写到了?|涉及了?|包含了?|出现了?|含有|"
    r"讲|说|谈|写|达到|突破|超过|支撑了?|支持|服务于|服务|助力|助推|有助于|促进|推动|推进|带动|落实|实施|贯彻|实现|达成|完成|建成|建设|打造|围绕|发展|培育|"
    r"如果|假如|要是|万一|若|一旦|为了?|靠|依靠|由|通过|从|在|到|至|对|与|和|跟|同|把|被|将|要|都|的|了|是|计划|预计|力争|总|期间|时期|"
    r"怎么|怎样|如何|为什么|为何|一共|总共|共|打算|准备|按照|从大到小|最大|最多|最高|最少|最小|最低|量化|定量|数字|数值|投资|资金|任务|目标|项目|平台|,|，|、|:|：|\s)+")
_SUFFIX = re.compile(
    r"(?:吗|呢|呀|啊|吧|么|的|了|是|有|在|要|将|会|应|应该|需要|能|都|到|达|为|"
    r"多少(?:家|个|亿元?|万元?|人|公里|吨|名|张|亩|钱|项|套|座|万吨?)?|几(?:个|家|项|次|回|处|遍)|过|在?规划[里中]|多大|多高|哪些|哪里|哪儿|哪年|哪一?[笔项个家条段章节句处篇]|哪几[段章节句处篇]|什么|谁|何|啥|怎样|怎么样|怎么|如何|为什么|为何|"
    r"段落|地方|句子|原文|内容|部分|表述|章节|文字|情况|信息|"
    r"要降到|降到|降至|降低到|下降到|提高到|提升到|升到|增加到|增至|达到|突破|超过|增长|新增|增加|建成|完成|实现|达成|目标值?|指标|数量|规模|数字|数值|量化|定量|"
    r"投资|投入|资金|总额|额|方面|领域|上面|上|里|中|期间|时期|花|花费|投|拨|一共|总共|共|计划|安排|总|"
    r"提到|提及|出现|讲到|谈到|写|说|被|意思|含义|是什么|什么意思|指|定义|解释|"
    r"合作|协作|往来|靠|依靠|支撑|支持|任务|项目|平台|工程|落实|实施|推进|服务|关系|影响|依据|根据|证据|做|干|介绍|时候|之前|以前|前|底|末|那边|这边|那里|这里|一带|附近|打算|准备|参与|参加|内涵|外延|定义|要建|来推|来做|来干|来抓|建|搞|简介|概况|规划|安排|布局|哪年|最大|最多|最高|最少|最小|最低|排名|的?前?[一二三四五六七八九十\d]+个|领域|,|，|、|:|：|\s)+$")
_ENGLISH = words("stop.en.txt")


def topic(masked: str, names: tuple[str, ...]) -> str:
    """The words that a question is about, its names put back in their places; empty when nothing is left."""
    # While the question's own words are taken off, a rare character stands for each name: 数字 goes, 数字经济 stays.
    text = masked
    for number, _ in enumerate(names):
        text = text.replace(MARK, chr(_STANDING + number), 1)
    text = strip(text)
    for number, name in enumerate(names):
        text = text.replace(chr(_STANDING + number), name)
    return text


_STANDING = 0x9E00


def strip(text: str) -> str:
    """Take the question's own words off both ends, again and again until nothing changes."""
    text = _YEARS.sub(" ", text).strip()
    text = text.strip("“”\"'《》「」 ?？。,，")
    chinese = CJK.findall(text)
    mixed = len(chinese) >= 2 or any(ord(c) >= _STANDING for c in chinese)
    if mixed and re.search(r"[a-z]{3,}", text) and re.search(r"\b[a-z]+ ", text):
        runs = [run for run in _CJK_RUN.findall(text) if CJK.search(run)]
        text = max(runs, key=len) if runs else text
    if not CJK.search(text):
        kept = [word for word in re.findall(r"[\w&%+-]+", text) if word not in _ENGLISH and not word.isdigit()]
        return " ".join(kept)
    while True:
        shorter = _SUFFIX.sub("", _PREFIX.sub("", text)).strip("“”\"'《》「」 ?？。,，、")
        if shorter == text or not shorter:
            return shorter
        text = shorter


_FILLING = re.compile(
    r"[的了着过在于是有和与跟同或及以并就也都还又很更最把被将给让向往从到至对为由用靠按这那其它他她们我你您谁个项种类些点次名家位处条批座所"
    r"吗呢吧啊呀嘛哦么请问会能可要应该需得不没无非上下中里内外前后间时一二三四五六七八九十两几多少大小各每全总共第年月日什么哪怎样如何为啥几]+|"
    r"规划|计划|目标|任务|项目|平台|工程|指标|战略|产业|企业|公司|园区|高校|部门|机构|单位|地方|工作|措施|举措|内容|情况|方面|领域|重点|主要|重大|具体|相关|有关|关于|"
    r"建设|发展|推进|实施|落实|实现|完成|达到|支撑|支持|服务|依托|参与|合作|列出|介绍|知道|告诉|看看|说说|讲讲|本市|我市|全市|文件|全部|所有|"
    r"直接|间接|详细|简单|一下|清单|列表|名单|哪些|哪个|哪里|东西|事情|事项|重要|核心|能够|承载|主导|龙头|现状|角色|配套|路子|事|关键|部分|章节|数量|数字|量化|期间|未来|目前|现在|以及|"
    r"怎么|样子|实际|亿元|万元|万吨|金额|大概|大约|左右|关系|联系|影响|作用|意义|目的|依据|证据|贡献|根据|出处|原文|提到|投资|资金|比较|对比|改革|试点|国家|上级|省级|市级|层面|类型|试验区")


def leftovers(masked: str, wordings: re.Pattern[str]) -> tuple[str, ...]:
    """Stretches of Chinese beside the names that are more than the words that questions are made of.

    :param wordings: finds the words of the wordings that the question is read by.
    """
    found = []
    for part in masked.split(MARK):
        for chunk in _CJK_ONLY.findall(strip(part)):
            if len(_FILLING.sub("", wordings.sub(" ", chunk)).replace(" ", "")) >= 2:
                found.append(chunk)
    return tuple(found)


def chunks(masked: str) -> tuple[str, ...]:
    """Stretches that may be names, out of what is not marked as one: the longest first."""
    found = []
    for part in masked.split(MARK):
        left = strip(part)
        if len(left) >= 2:
            found.append(left)
            pieces = re.split(r"(?:和|与|跟|同|对|到|、|,|，|\s)+", left)
            found.extend(piece for piece in pieces if len(piece) >= 2 and piece != left)
        if CJK.search(masked):
            # Pinyin in a Chinese question: shuangqianyi 靠什么支撑, fudan daxue 参与了哪些任务.
            found.extend(_MIXED_RUN.findall(part))
            found.extend(run for run in _LATIN_RUN.findall(part) if len(run) >= 3 and run not in _ENGLISH)
    return tuple(sorted(dict.fromkeys(found), key=lambda c: -len(c)))
