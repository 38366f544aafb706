"""Which wordings ask for which stored query.

Each cue is a regular expression over the masked question (``◆`` stands for a name) with a weight; of the cues of one
intent that match, the best counts in full and each further one a little. A name adds weight to the intents that ask
about things of its class. Cues are written for kinds of wording, not for whole sentences, so that wordings that nobody
thought of still add up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


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
    cues: tuple[tuple[re.Pattern[str], float], ...] = field(default=())
    against: tuple[tuple[re.Pattern[str], float], ...] = field(default=())


def _cues(*lines: tuple[float, str]) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(pattern), weight) for weight, pattern in lines)


_WHICH = r"(?:哪些|哪几|哪个|哪|什么|有什么|何|谁|多少|几)"
_SUPPORT = r"(?:支撑|支持|服务于?|助力|助推|有助于|有利于|贡献|促进|推动|推进|带动|保障|支援|撑起|托起|落实|对应|对接|围绕|指向|瞄准|导向)"
_REACH = r"(?:实现|达成|达到|完成|建成|做到|做成|落地|迈入|迈向|拿下|办成|到达|打造|建设|创建)"
_DO = r"(?:任务|工作|举措|措施|项目|工程|平台|抓手|路径|动作|行动|办法|做法|做了?什么|干什么|怎么做|安排|部署)"
_GOAL_EN = r"(?:goals?|objectives?|aims?|ends?)"
_SUPPORT_EN = (r"(?:support|serv|contribut|help|further|achiev|reach|reali[sz]|back|underpin|driv|deliver|advanc|promot|"
               r"accomplish|fulfil|attain|work(?:s|ing)? towards?|lead(?:s|ing)? to|push)\w*")

INTENTS: tuple[Intent, ...] = (
    Intent("supports", "goal", ("Goal",), needs=1, prior=0.4, cues=_cues(
        (3.0, rf"{_WHICH}.*{_SUPPORT}了?着?.*◆"), (3.0, rf"{_WHICH}.*{_REACH}.*◆"), (2.6, rf"{_SUPPORT}了?着?.*◆.*(?:的|是|{_WHICH}|{_DO})"),
        (3.0, rf"◆.*(?:靠|依靠|依赖|由|通过|凭|仰仗|借助|得益于).*{_WHICH}"), (3.0, rf"(?:怎么|怎样|如何|咋).*{_REACH}.*◆"),
        (3.0, rf"◆.*(?:怎么|怎样|如何|咋).*(?:{_REACH}|支撑|做|来|推进|落实)"), (2.6, rf"(?:为了?|围绕|针对|朝着|面向).*◆.*(?:{_DO}|{_WHICH})"),
        (2.8, rf"{_REACH}.*◆.*(?:{_DO}|{_WHICH}|靠|需要)"), (2.8, r"◆.*(?:支撑|支持|抓手|举措|措施|任务|路径|保障)"), (2.2, rf"{_SUPPORT}.*◆"),
        (2.6, rf"◆.*(?:有|得到|受到).*{_WHICH}.*{_SUPPORT}"),
        (3.0, rf"(?:what|which|who|how|list|show|things?|tasks?|projects?).*{_SUPPORT_EN}.*◆"),
        (2.8, r"how (?:is|will|can|to|do|does|are|would).*◆.*(?:achiev|reach|reali|met|deliver|attain|accomplish|support)"),
        (2.8, rf"◆.*(?:{_SUPPORT_EN}|depend|rel(?:y|ies)|rest)\b.*(?:by|on|what|from)"), (2.4, rf"{_SUPPORT_EN}.*◆"),
        (2.6, r"(?:supporters?|contributors?|support|tasks?|work|behind|means|measures|actions|steps).*(?:of|for|behind|to|toward|towards).*◆"),
        (2.6, r"(?:what|who|which).*(?:behind|makes?|for|toward|towards).*◆"))),
    Intent("goals-of", "what", ("Task", "Project", "Platform", "Program", "Strategy", "Industry", "Organization"), needs=1, cues=_cues(
        (3.2, rf"◆.*(?:为了?|服务于?|支撑|支持|助力|对应|贡献|促进|推动|实现|指向|瞄准|达成|围绕).*(?:{_WHICH}|目标)"),
        (3.0, rf"◆.*{_WHICH}.*目标"), (2.6, r"◆.*(?:目的|意义|为何|为什么|图什么|有什么用|用处|目标)"), (3.0, rf"{_WHICH}目标.*(?:靠|由|得益|依靠|和|与|跟|同).*◆"),
        (2.6, r"(?:为什么|为何|为啥).*◆"), (2.6, r"◆.*(?:是|究竟)?.*(?:为了|服务).*(?:什么|啥)"),
        (3.2, rf"(?:which|what|whose|list|show).*{_GOAL_EN}.*◆"), (3.2, rf"◆.*(?:which|what).*{_GOAL_EN}"), (3.2, rf"{_GOAL_EN}.*{_SUPPORT_EN}.*by.*◆"),
        (2.8, r"what is ◆ (?:for|good for|meant for|meant to)"), (2.8, r"why (?:is|are|do|does|build|should).*◆"), (2.8, r"(?:purpose|point|aim|goals?) of ◆"),
        (2.6, rf"what (?:does|do|will|would) ◆ {_SUPPORT_EN}"))),
    Intent("trace", None, (), needs=2, cues=_cues(
        (3.4, r"◆.*(?:和|与|跟|同|对|到|至|→|->|、).*◆.*(?:关系|联系|关联|影响|作用|贡献|路径|通路|相关|渊源|牵连)"), (3.4, r"◆.*(?:怎么|怎样|如何|咋).*◆"),
        (3.2, r"(?:从|由).*◆.*(?:到|至|通向|走向).*◆"), (3.0, r"◆.*(?:通向|走向|通往|传导到|带到|关系到|作用于|影响|支撑|服务于?|助力).*◆"),
        (3.2, r"(?:追踪|追溯|梳理|路径|链条|脉络|关系|联系).*◆.*◆"), (3.4, r"\btrace\b.*◆.*◆"), (3.2, r"how (?:does|do|is|are|did|will|can).*◆.*◆"),
        (3.2, r"(?:relat|connect|link|path|way|route|chain)\w*.*◆.*◆"), (3.0, r"from ◆ to ◆"), (3.2, r"between ◆ and ◆"), (3.0, r"what (?:has|have|does).*◆.*(?:do with|mean for).*◆"),
        (2.6, r"(?:does|do|is|why).*◆.*(?:support|serve|contribut|help|lead|link|relat|matter).*◆"), (1.6, r"◆.*◆"))),
    Intent("goal", "goal", ("Goal",), needs=1, prior=1.2, cues=_cues(
        (3.0, r"◆.*(?:是什么|什么意思|含义|内涵|是指|指的?是?什么|指什么|怎么理解|如何理解|定义|解释|说的是|啥意思|是啥|意味)"), (3.0, r"◆.*(?:包括|包含|涵盖|涉及|内容|要求|构成|组成|体现)"),
        (3.0, r"◆.*(?:怎么|如何|用什么|怎样).*(?:衡量|考核|评价|界定)"), (2.8, r"◆.*(?:指标|标准|描述|要点|详情|具体)"), (2.6, r"(?:介绍|描述|讲讲|说说|解释|解读|阐述|什么是|何谓|什么叫|何为|了解).*◆"),
        (3.0, r"what (?:is|are|does|do).*◆.*(?:mean|about|include|cover|contain|consist|entail|involve)?$"), (3.0, r"(?:describe|explain|define|about|definition|meaning|description|content|overview|details?).*◆"),
        (3.0, r"(?:how|what).*(?:measure|indicator|target|metric)\w*.*◆"), (2.8, r"◆.*(?:measured|mean|include|consist|about)")),
        against=_cues((1.2, r"◆.*(?:靠|支撑|支持)"))),
    Intent("gaps", None, (), cues=_cues(
        (3.6, r"(?:没有?|无|缺乏|缺少|未被?|尚未|缺|不受).{0,8}(?:支撑|任务|落实|支持|对应|对接|覆盖|承接|举措|措施|抓手|保障|着落|项目|目标)"), (3.6, r"(?:孤立|悬空|空白|缺口|落空|孤零零|没人管|无人|挂空|空转)"),
        (3.4, r"(?:任务|工作).*(?:不|没有?|未|无).{0,4}(?:支撑|服务|对应|指向|支持).{0,6}(?:目标)?"), (3.4, r"(?:没有?|不|未|无).{0,4}(?:支撑|服务|对应|支持).*(?:任务|目标)"),
        (3.6, r"\b(?:orphan|gap|unsupported|uncovered|isolated|unattached|dangling|unimplemented)\w*"), (3.6, r"(?:nothing|no (?:task|one|body|support|project)|nobody|none).*(?:support|serv|implement|behind|carr|address|cover)"),
        (3.6, r"(?:without|lack(?:s|ing)?|miss(?:es|ing)|no).*(?:any )?(?:support|task|implement|backing|goal)"), (3.6, r"(?:support|serve)s? (?:nothing|no goal|no one|none)"), (3.4, r"(?:not|n't|never) (?:\w+ )?(?:support|serv|implement|back|cover|carried)\w*"))),
    Intent("platform", "platform", ("Platform",), needs=1, prior=1.4, cues=_cues(
        (2.8, r"(?:介绍|讲讲|说说|了解|描述|什么是|看看|谈谈).*◆"), (2.8, r"◆.*(?:是什么|是个?什么|怎么样|情况|定位|概况|简介|功能|啥)"), (3.0, r"◆.*(?:在哪|位于|位置|地处|坐落|依托|产业|发展什么|主导|重点|龙头|建什么|做什么|布局)"),
        (3.0, r"(?:哪些|什么|谁).*(?:任务|推进|建设|项目).*◆"), (2.6, r"◆.*(?:哪些|什么|谁).*(?:任务|推进|建设|产业|企业)"),
        (2.8, r"(?:tell|describe|introduc|about|what is|what's|overview|profile|details?|info\w*|explain).*◆"), (3.0, r"(?:where|who|which|what).*◆.*(?:located|rel|develop|industr|advance|build|depend)?"))),
    Intent("at-place", "place", ("Place", "Platform"), needs=1, prior=0.9, cues=_cues(
        (3.2, r"◆.*(?:有|建设?|布局|安排|规划|落户|实施|上马|开展|推进).*(?:哪些|什么|几个|多少|啥).*(?:项目|平台|任务|工程|园区|动作|安排|建设)?"), (3.2, r"◆.*(?:哪些|什么|多少|所有|全部)?(?:的)?(?:项目|工程|平台|园区|任务|机构)(?:有哪些|有什么|清单|名单)?$"),
        (3.2, r"(?:在|位于|落在|坐落于?|地处).*◆.*(?:项目|平台|任务|工程|哪些|什么|规划|建|园区)"), (3.2, r"(?:哪些|什么|列出|所有).*(?:项目|平台|任务|工程|园区).*(?:在|位于|落在|涉及).*◆"), (3.0, r"◆.*(?:规划|安排|布局|要干|要建|建设).*(?:什么|哪些|啥)"), (3.0, r"(?:规划|安排|布局)了?.*◆"),
        (3.2, r"(?:project|platform|task|park|work|thing|plan|activit|development|facilit)\w*.*\b(?:in|at|near|around|for|located|within|of)\b.*◆"), (3.0, r"(?:what|which).*(?:planned|happen|built|build|located|going on|done).*(?:in|at|for|near|around)?.*◆"), (2.0, r"\b(?:in|at|near|around) ◆"), (3.0, r"what.*(?:in|at) ◆"))),
    Intent("industry", "industry", ("Industry",), needs=1, prior=1.4, cues=_cues(
        (3.0, r"◆.*(?:依托|靠|依靠|谁|龙头|载体|企业|平台|布局|支柱|由|怎么发展|如何发展|怎样发展|发展得?|在哪)"), (3.0, r"(?:哪些|什么|谁|哪里|哪).*(?:发展|培育|做大|壮大|布局|聚焦|从事|集聚|支持|推动|主攻).*◆"), (2.6, r"(?:发展|培育|壮大|做强).*◆.*(?:的|有|靠|哪些|平台|任务)"),
        (2.4, r"(?:介绍|讲讲|说说|了解|关于).*◆"), (2.4, r"◆.*(?:情况|是什么|规划|有哪些|怎么样)"), (3.0, r"(?:who|what|which|where|how).*(?:develop|grow|host|drive|boost|promot|rel|focus|concentrat|work)\w*.*◆"), (3.0, r"◆.*(?:rel(?:y|ies)|depend|based|develop|grow|led|host|driven)\w*.*"), (2.4, r"(?:about|tell|describe|platforms?|companies|places?).*◆"))),
    Intent("organization", "organization", ("Organization",), needs=1, prior=1.4, cues=_cues(
        (3.0, r"◆.*(?:参与|出现|角色|作用|负责|承担|牵头|做什么|干什么|任务|参加|涉及|提到|发挥|扮演|投入|介入|有份)"), (2.8, r"(?:哪些|什么).*(?:任务|项目|地方|工作|产业|平台).*(?:依托|提到|涉及|有|靠|由|需要|依靠).*◆"), (2.4, r"(?:介绍|讲讲|说说|了解|关于).*◆"), (2.4, r"◆.*(?:是什么|情况|怎么样|哪些|在规划中)"),
        (3.0, r"(?:where|what|which|how|who).*◆.*(?:role|appear|involv|do|play|part|mention|take)?"), (3.0, r"(?:role|part|involvement|tasks?|place) (?:of|for|by|does|that|in).*◆"), (2.4, r"(?:about|tell|describe).*◆"))),
    Intent("cooperation", "partner", ("Organization", "Place"), cues=_cues(
        (3.4, r"(?:与|和|跟|同|对).*◆.*(?:合作|协作|对接|联手|共建|携手|协同|联动|往来|融合)"), (3.4, r"(?:合作|对接|协作|承接|联手|携手|接轨|融入|联动).*◆"), (3.2, r"◆.*(?:合作|对接|协作|共建|承接)"), (3.2, r"(?:与|和|跟|同)(?:谁|哪些|哪|什么|外地|外部|周边).*(?:合作|协作|对接|联手|共建|携手|联动)"), (3.2, r"(?:合作|协作|对接)(?:对象|方|伙伴|单位|院校|城市|高校|谁|了?哪些|了?哪)"), (2.6, r"(?:哪些|什么|有何).{0,12}(?:合作|协作)"),
        (3.4, r"(?:cooperat|collaborat|partner|work with|team(?:s|ed)? up|joint|ally|allied|tie)\w*"), (2.0, r"\bwith ◆"))),
    Intent("indicator", "indicator", ("Indicator",), needs=1, prior=2.0, cues=_cues(
        (3.4, r"◆.*(?:目标|多少|基期|完成|现状|达到|是几|多高|多大|数值|值|水平|情况|指标|属性|增长|要求|提高到|降到|变化|约束|预期)"), (3.2, r"(?:到|至|在)?.*\d{4}.*◆"), (3.2, r"◆.*\d{4}"), (3.0, r"(?:查询?|告诉|看看|介绍|列出|显示).*◆"),
        (3.4, r"(?:what|which|how|show|give|tell|is|was|list).*◆"), (3.2, r"(?:baseline|target|value|result|level|nature|goal|rate|figure)\w* (?:of|for).*◆"), (3.2, r"◆.*(?:baseline|target|value|result|in \d{4}|by \d{4}|binding|expected)"))),
    Intent("indicators", None, (), cues=_cues(
        (3.6, r"(?:约束性|预期性|约束|预期)(?:的)?(?:指标)?.*(?:哪|什么|列|有|清单|多少|几)"), (3.6, r"(?:哪些|什么|列出|所有|全部|有几|多少).*(?:约束性|预期性).*指标?"), (3.6, r"(?:哪些|什么)指标(?:是|属于).*(?:约束性|预期性)"), (3.4, r"表(?:[一二三四五六七八九十]|\d).*(?:指标|内容|有|是)?"), (2.8, r"(?:类|方面|领域).*指标"), (3.0, r"指标(?:体系|清单|列表|一览|表|有哪些|都有|是哪些|有几|共有)"), (2.6, r"(?:有哪些|哪些|列出|所有|全部|主要).*指标$"),
        (3.6, r"\b(?:binding|expected|mandatory|obligatory)\b.*(?:indicator|target|one)?"), (3.4, r"indicators? (?:in|of|from) (?:table|category|the)"), (3.0, r"(?:list|show|which|what|all|how many).*indicators"), (3.4, r"\btable (?:\d|one|two)"))),
    Intent("missed", None, (), cues=_cues(
        (4.2, r"(?:没|未|没有|未能|没能|尚未|不).{0,4}(?:完成|达标|达到|实现|达成|兑现).*(?:指标|目标|任务|十[一二三四]五)?"), (4.0, r"(?:十[二三]五|上个?五年|上一?个?规划期?|上期|过去五年).*(?:没|未|差距|落空|欠|失败|不足|差|不达标|短板)"), (3.6, r"指标.*(?:没|未|差距|落空|欠|不达标|不及|低于|拖后腿)"), (3.0, r"(?:不达标|欠账|落后).*"),
        (4.2, r"(?:miss(?:ed)?|fell short|fall short|not (?:\w+ )?(?:met|reach|achiev|hit|attain|fulfil|complet)|fail|unmet|underperform|n't (?:meet|met|reach|hit|achiev|fulfil|attain)|behind target|below target|shortfall)\w*"))),
    Intent("target", "subject", (), cues=_cues(
        (3.0, r"(?:要|将|应|会|预计|力争|争取)?(?:达到|突破|超过|增长|新增|建成|培育|完成|实现|是|有|增加)(?:到)?多少"), (2.6, r"(?:目标|数量|规模|产值|总量|人数|面积|里程)(?:是|为|达|有)?(?:多少|几|多大|多高)"), (2.4, r"多少(?:家|个|亿元?|万|人|公里|吨|%|名|套|张|亩)?"), (3.4, r"(?:量化|数字|数值|数量|定量)(?:的)?(?:目标|指标)"), (2.6, r"\d{4}年?.*(?:目标|要达到|数字|多少)"), (2.4, r"(?:目标|数字).*\d{4}"), (2.4, r"(?:十四五末|十五五末|期末).*(?:多少|几|目标)"), (2.0, r"(?:目标值?|指标)是?(?:多少|几)?$"),
        (2.8, r"how (?:many|much|large|big|high|long)"), (3.2, r"(?:quantified|quantitative|numeric\w*|numerical) (?:target|goal|aim)\w*"), (2.8, r"(?:target|number|figure|quota)s? (?:for|of|on|set|by|in)"), (2.6, r"targets?.*\d{4}"), (2.4, r"\d{4}.*targets?"))),
    Intent("money", "topic", (), cues=_cues(
        (3.6, r"(?:投资|投入|资金|花费?|造价|经费)(?:是|有|为|了|额|规模|总额|需要)?.{0,4}(?:多少|几|多大)"), (3.4, r"(?:总|计划|完成|安排|估算)投资"), (3.4, r"(?:多少|几)(?:亿|万|钱|资金|投资)"), (3.0, r"投资(?:额|规模|计划|项目|多少|情况|有哪些|安排)?$"), (3.0, r"(?:哪些|什么|多少).*(?:投资|资金)"), (2.6, r"投资|花多少钱"),
        (3.4, r"\b(?:invest|money|cost|spend|spent|fund|budget|expenditure|financ|price|capital)\w*"))),
    Intent("strategy", "strategy", ("Strategy", "Program"), needs=1, prior=1.4, cues=_cues(
        (3.2, r"(?:哪些|什么|谁|怎么|如何|怎样|靠什么).*(?:落实|实施|贯彻|执行|推进|推行|响应|参与|融入|对接|承接|践行|开展|服务|围绕|支撑|推动|体现|做).*◆"), (3.2, r"◆.*(?:怎么|如何|怎样|谁|哪些|什么|由|靠).*(?:落实|实施|贯彻|执行|推进|推行|做|承接|任务|举措|负责|融入|开展)"), (2.8, r"(?:落实|实施|贯彻|执行|推进|推行|响应|融入|践行|开展).*◆"), (2.8, r"◆.*(?:落实|实施|任务|举措|措施|贯彻)"),
        (3.2, r"(?:what|which|who|how|tasks?|list).*(?:implement|carr|execut|put|respond|follow|join|appl|advance|pursue|promot|support|integrat|deliver|realis|realiz|serv)\w*.*◆"), (3.0, r"◆.*(?:implement|carried|execut|put into|realised|realized|deliver|pursued|promoted)\w*"))),
    Intent("strategies", None, (), cues=_cues(
        (3.6, r"(?:国家|上级|省级?|中央|国家级|重大|更高|上位|高层|全国).{0,4}战略"), (3.4, r"(?:哪些|什么|多少|列出|所有|几).{0,10}战略"), (3.4, r"战略.*(?:哪些|什么|最多|排名|排序|提到|对接|清单|引用)"), (3.2, r"(?:对接|呼应|响应|落实|贯彻|服务|衔接|融入)了?.{0,4}(?:哪些|什么).*(?:战略|部署|倡议)"), (2.6, r"上级|战略部署"),
        (3.6, r"(?:national|higher|provincial|central|state|upper|top|overarching|which|what|list|major|cited).{0,24}strateg\w+"), (3.0, r"strategies"))),
    Intent("reforms", None, (), cues=_cues(
        (3.2, r"(?:哪些|什么|多少|列出|有|所有|几项|推进|开展|名单).*(?:改革|试点|试验区|先行先试)"), (3.2, r"(?:改革|试点|试验区|先行先试).*(?:哪些|什么|清单|列表|在哪|有|名单|事项|多少)"), (2.2, r"改革|试点"),
        (3.2, r"\b(?:reform|pilot|trial|experiment)\w*"))),
    Intent("box", "box", (), cues=_cues((4.4, r"专栏\s*(?:[一二三四五六七八九十]+|\d+)"), (3.0, r"专栏"), (4.2, r"\bbox\s*(?:no\.?\s*)?(?:\d+|[a-z]+)\b"))),
    Intent("chapter-goals", None, (), cues=_cues(
        (3.8, r"(?:各|每|哪些?|不同|分|逐)(?:个)?章.*目标"), (3.8, r"目标.*(?:各|每|哪些?|不同|分)(?:个)?章"), (3.6, r"章节?.*(?:目标|支撑|对应|矩阵|关系)"), (3.4, r"矩阵|对照表|对应(?:关系|表)"),
        (3.8, r"chapters?.*(?:goal|support|serve|contribut|matrix)\w*"), (3.8, r"(?:goal|support|matrix)\w*.*(?:by|per|each|which|and|across) chapters?"), (3.2, r"\bmatrix\b"))),
    Intent("central", None, (), cues=_cues(
        (3.4, r"最(?:重要|核心|关键|中心|主要|突出|要紧|受重视)"), (3.2, r"(?:核心|关键|枢纽|中心|重要)(?:性|的|节点|事物|地位).*(?:平台|项目|产业|任务|战略|事物|机构|排|是|有|哪)"), (3.2, r"(?:联系|关联|连接|提及|提到|牵涉|出现).{0,3}(?:最多|最广|最密|最频繁)"), (2.8, r"(?:重要|核心|关键)(?:程度|性)?(?:排名|排序|排行)"), (3.0, r"(?:哪些|哪个|什么).*(?:最|核心|关键)"),
        (3.4, r"\bmost (?:important|central|connected|linked|cited|mentioned|influential|significant|prominent|key|critical)"), (3.2, r"\b(?:key|central|core|pivotal|hub|top|important)\b.*(?:platform|project|thing|industr|task|strateg|organi|node|place)\w*"), (3.0, r"(?:ties?|hold|bind)\w* the plan together"), (2.6, r"centrality|hubs?"))),
    Intent("depends", "what", ("Platform", "Project", "Program", "Organization", "Task", "Industry", "Strategy"), needs=1, cues=_cues(
        (4.2, r"(?:如果|假如|要是|万一|假设|若|倘若|一旦|假使).*◆"), (3.8, r"◆.*(?:没有?|未|失败|落空|取消|推迟|停|黄了|不建|缺席|出问题|延期|搁浅|建不成|没获批|泡汤).*(?:影响|哪些|什么|目标|怎样|会|后果)"), (3.4, r"(?:没有|失去|缺了|离开|少了|取消).*◆.*(?:影响|会|哪些|目标|怎样)?"), (3.2, r"◆.*(?:影响|波及|牵动|关系到|决定).*(?:哪些|什么|目标)"), (3.0, r"(?:哪些|什么)目标.*(?:依赖|取决于|离不开|受.*影响).*◆?"),
        (4.2, r"\bif\b.*◆"), (3.8, r"(?:without|lose|lost|losing|remove|removing|cancel|cancelling) ◆"), (3.8, r"◆.*(?:fail|cancel|delay|collapse|stop|drop|fell through|falls? through|not built|not approved)\w*"), (3.6, r"(?:depend|rel(?:y|ies)|hinge|rest)\w* on ◆"), (3.2, r"(?:impact|effect|consequence)s? of.*◆"))),
    Intent("glossary", "term", ("Strategy", "Program", "Goal", "Industry", "Platform", "Project"), cues=_cues(
        (2.9, r"◆.*(?:是什么|什么意思|含义|是指|指什么|指的是|啥意思|怎么解释|如何理解|怎么理解|内涵|意思|解释|具体指|是啥|定义|由来)"), (2.9, r"(?:什么是|何谓|什么叫|解释|何为|啥是|解读).*(?:◆|“)"), (2.9, r"(?:简称|缩写|提法|口号|术语|名词).*(?:意思|解释|含义|是什么)"), (2.5, r"(?:是什么意思|什么意思|啥意思|指什么|是指什么|的含义|怎么理解|如何理解)"), (1.2, r"(?:是什么|是啥)$"), (1.2, r"^(?:什么是|什么叫|何谓|何为)"),
        (2.9, r"(?:what (?:is|are|does)|meaning|define|definition|explain|stand for|mean).*◆"), (2.9, r"◆.*(?:mean|stand for|refer)\w*"), (2.5, r"what does.*(?:mean|stand for|refer to)"), (1.2, r"^(?:define|explain|what is|what are|meaning of)"))),
    Intent("find", "words", (), cues=_cues(
        (3.6, r"(?:提到|提及|谈到|讲到|说到|写到|出现|包含|涉及|含有|写了|提过)了?.*(?:段落|地方|句子?|原文|章节|内容|部分|文字|哪)"), (3.6, r"(?:哪里|哪儿|哪些地方|哪些段落|哪几段|哪段|哪一段|何处|哪句|哪些部分|在哪).*(?:提到|提及|讲|说|写|谈|出现|涉及|包含)"), (3.4, r"(?:查找|搜索|检索|搜一?下?|找出?|查一?下?|搜).{0,20}"), (3.0, r"(?:提到|提及|谈到|讲到|说到).*"), (3.0, r"段落"), (2.6, r"(?:关于|有关).*(?:段落|原文|内容|表述|论述|文字)"),
        (3.6, r"(?:passage|paragraph|text|sentence|place|part|section)s?.*(?:mention|contain|about|with|on|that|where|of)\w*"), (3.6, r"(?:where|which).*(?:mention|say|said|talk|discuss|speak|refer|occur)\w*"), (3.4, r"\b(?:find|search|look for|look up|grep|locate)\b"), (3.0, r"\bmention(?:s|ed|ing)?\b"))),
    Intent("evidence", "about", (), cues=_cues(
        (3.6, r"(?:依据|根据|证据|出处|佐证|凭据|来源|出自)(?:是|在|有|为)?(?:什么|哪|何)?"), (3.4, r"(?:哪|什么)(?:句|些?原文|几句|段)话?.*(?:说|讲|依据|支持|写|证明|表明)"), (3.2, r"(?:凭什么|何以见得|怎么知道|怎么看出|从哪看出)"), (3.0, r"(?:原文|原话|原句)"),
        (3.6, r"\b(?:evidence|proof|source|grounds?|quote|quotation|citation|basis)\b"), (3.4, r"(?:which|what) sentences?"), (3.2, r"(?:says? so|where does it say|how do (?:you|we) know)"))),
    Intent("compare", None, (), cues=_cues(
        (3.8, r"(?:比较|对比|相比|对照|比对|比一比)"), (3.4, r"(?:区别|差异|差别|不同|异同|共同点?|相同|共有|一致)"), (3.8, r"\b(?:compar|differ|versus|vs|in common|contrast|share)\w*"))),
    Intent("timeline", None, (), cues=_cues(
        (3.8, r"\d{4}年?(?:底|末|年底|年末)?(?:之?前|以前|前|为止).*(?:完成|达到|实现|建成|做|要|哪些|什么|任务|目标)?"), (3.6, r"(?:什么时候|何时|哪年|哪一年|几时|什么时间|多会儿)"), (3.6, r"(?:时间表|时间节点|时间线|进度安?排?|年度安排|里程碑|截止|期限|时限|到期|时间轴)"), (3.2, r"(?:按年|分年|逐年|每年)"), (3.2, r"(?:截至|截止到?|不晚于|赶在|到)\s*\d{4}.*(?:完成|要做|哪些|什么|到期|建成)"),
        (3.8, r"\b(?:due|deadline|timeline|schedule|milestone|calendar|timetable)\w*"), (3.6, r"\b(?:before|until|no later than|by the end of)\b.*\d{4}"), (3.4, r"(?:what|which).*\bby\b.*\d{4}"), (3.2, r"^when\b|\bwhen (?:is|are|will|must|should)"))),
    Intent("things", None, (), cues=_cues(
        (3.0, r"^(?:请)?(?:列出|列举|罗列|展示|显示|给出|有|都有|共有|规划(?:中|里)?(?:提到|提出|有)?了?)?(?:了)?(?:哪些|什么|所有|全部|多少|几个)(?:的)?(?:目标|战略|任务|平台|项目|产业|机构|企业|地方|地点|工程|单位)$"), (2.8, r"^(?:.{0,12})(?:有|提到|提出|规划)了?(?:哪些|什么|多少|几个)(?:重大|重点|主要)?(?:目标|任务|平台|项目|产业|机构|企业|地点|工程)$"), (2.6, r"^(?:所有|全部)(?:的)?(?:目标|任务|平台|项目|产业|机构|企业|地点|工程)$"), (2.6, r"(?:目标|任务|平台|项目|产业|机构|企业|工程)(?:有哪些|清单|列表|一览|名单|都有哪些|有多少个?)$"),
        (3.0, r"^(?:list|show|give me|name|what are|which are|what|all|how many)\b.{0,14}\b(?:goals|tasks|platforms|projects|industries|organi[sz]ations|places|programmes|programs|companies)\b(?: (?:are there|there are|does the plan (?:have|name|set|mention)|in the plan|named|are named))?$"))),
    Intent("thing", "what", (), needs=1, prior=1.0, cues=_cues(
        (2.4, r"(?:介绍|讲讲|说说|了解|描述|什么是|关于|谈谈|看看).*◆"), (2.4, r"◆.*(?:是什么|怎么样|情况|详情|相关|信息|有关|简介|概况|资料|的?内容)"), (2.6, r"◆.*(?:有关|相关|联系|关联)(?:的)?(?:事物|内容|一切|什么|哪些)"), (2.2, r"(?:tell|describe|about|what is|what's|information|details|everything|show).*◆"), (2.2, r"^◆$"))),
)
BY_QUERY = {intent.query: intent for intent in INTENTS}
