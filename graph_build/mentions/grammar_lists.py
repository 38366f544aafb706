"""Lists that say at their end what their members are, for :mod:`graph_build.mentions.grammar`.

A rule's confidence is its precision on tagged plans of other places (limits and class both right).
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.model import ThingClass


@dataclass(frozen=True, slots=True)
class ListRule:
    """A list whose end says what its members are."""

    name: str
    cls: ThingClass
    before: str
    """等, or a count (三大)."""
    head: str
    confidence: float
    counted: bool = False
    """The count before the head must be that of the members."""
    not_after: str = ""
    never: str = ""
    shortest: int = 2
    longest: int = 14


MODIFIERS = (
    "(?:重点|重大|重要|特色|优势|传统|支柱|主导|新兴|先进|现代|惠民|创新|知名|本地|本土|骨干|龙头|链主|行业|品牌|国内|国际|著名|高水平|高等|"
    "千亿级?|百亿级?|[0-9]+亿级|大中型|大型|高端|标志性|战略性|国家级?|省级|市级|一批|系列|专项|水利|交通|民生|文旅|文化|基础设施|未来|"
    "新型|科技|产业|制造业|的|[0-9]+(?:个|项|条|家)){0,3}"
)
_GENERIC_MEMBER = r"^(?:企业|高校|院校|公司|各|相关|重点|有关|龙头|中小|民营|国有|外资|其他)|(?:企业|部门|单位|机构)$"

LISTS: tuple[ListRule, ...] = (
    ListRule(
        "listed industries", "Industry", "等", "产业集群|产业链|产业|行业|业态", 0.85,
        not_after=r"[园带]|化|基金|投资|工人|技术|空间|促进|项目|发展项|配套|领域安|领域监|领军|升级；|生产",
        never=r"期[）)]$|大赛|大会|体系$|中心$|论坛$|商圈|街区|社区|技改|扩建|改建|消防|燃气|工程$",
    ),
    ListRule(
        "listed bodies", "Organization", "等",
        "龙头企业|骨干企业|链主企业|领军企业|企业|高校院所|高校|高等院校|院校|科研院所", 0.85,
        never=_GENERIC_MEMBER
        + "|检测|设计|服务|包装|咨询|采选|加工$|制造$|产业|材料$|专精特新|瞪羚|独角兽|四类|机构|打架|执法|问题",
        not_after=r"集聚|入驻|满负荷|痛点|[0-9０-９]+[家个户]|提质|改造|用地",
    ),
    ListRule(
        "listed projects", "Project", "等", "项目|工程", 0.65, shortest=4, longest=24,
        not_after=r"师|款|申报|布局|前期工作经费",
        never=r"专项债|国债|贷款|商业配套|科创平台|经济|“考古|养老服务|治污|公益|节水$|一体化$",
    ),
    ListRule(
        "counted programmes", "Program", "[二三四五六两](?:大|项)", "专项行动|行动|计划|工程|改革|攻坚战|战役", 0.85,
        counted=True,
    ),
    ListRule(
        "counted industries", "Industry", "[二三四五六七八九十两](?:大|个|条)", "产业集群|产业链|产业|集群", 0.85,
        counted=True,
    ),
)
