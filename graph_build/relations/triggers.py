"""The words that decide a relation: general verbs and frames of plan prose, no names.

Each frame looks at what stands before a group of coordinated names within its clause (``left``) and after it
(``right``).
"""

from __future__ import annotations

import re

#: 以 A、B 为龙头: what stands after 为.
_ROLE = (
    r"龙头|重点|载体|核心|依托|抓手|骨架|支撑|主体|主(?!题|线|旨|责)|引领|平台|基础|中心|纽带|轴|带动|牵引|节点|主阵地|阵地|支点|引擎|极核|枢纽|龙头企业|"
    r"先导|突破口|基地|骨干|代表|示范|样板|依据|切入点|通道|窗口"
)
#: 依托 A; 立足 A 优势; 发挥 A 作用.
LEAN = re.compile(
    r"(?:依托|依靠|立足(?:于)?|借助|凭借|倚靠|借力|背靠|用好|利用|汇聚|整合|放大|挖掘|发挥好?|强化发挥|以)(?:好)?[^，,。；]{0,14}$"
)
LEAN_STRONG = re.compile(r"(?:依托|依靠|立足(?:于)?|借助|凭借|借力|背靠|汇聚)[^，,。；]{0,14}$")
USE = re.compile(r"(?:充分|积极|有效)?(?:利用|用好)[^，,。；建]{0,6}$")
PLAY = re.compile(r"(?:发挥|放大)(?:好)?[^，,。；]{0,8}$")
PLAYED = re.compile(r"^[^，,。；]{0,16}(?:作用|优势|效应|功能|带动|引领|辐射)")
WITH = re.compile(r"(?:^|[^加予难])以(?:[^，,。；为]{0,10})$")
AS = re.compile(r"^(?:等|等[^，,。；]{0,14})?(?:[^，,。；为]{0,12})为(?:[^，,。；]{0,8})?(?:" + _ROLE + ")")
LEADING = re.compile(r"^等?[^，,。；、]{0,10}(?:龙头|骨干|领军|链主|重点|优势|头部|标杆|重大)[^，,。；、]{0,4}企业")
#: Building verbs between 以 and the name: 以建设 A 为载体 builds A.
BUILD = re.compile(r"(?:建设|打造|推进|推动|创建|构建|实施|培育|发展|加快|开展|提升)[^，,。；、]{0,8}$")

COOPERATE_LEFT = re.compile(
    r"(?:对接|接轨|合作|协作|承接|联合|携手|联动|协同|融入|牵手|交流|结对|共建|互通|会同|引入|引进)(?:与|和|同)?[^，,。；]{0,12}$"
)
WITH_LEFT = re.compile(r"(?:与|和|同|跟|向)[^，,。；]{0,8}$")
COOPERATE_RIGHT = re.compile(
    r"^(?:市|省|等)?[^，,。；]{0,14}(?:合作|协作|对接|联动|交流|共建|互动|协同|结对|联合|互通|一体化|产业转移|转移|毗邻|同城化|共同|互认|通办|合力)"
)

#: 在 A 推进 B、C 建设.
AT_LEFT = re.compile(r"(?:^|[，,。；、])?(?:在|于)$")
LOCATED = re.compile(r"(?:位于|坐落于?|落户|布局在|落地|选址)(?:在|于)?$")

#: A、B 等 C: what stands between the list and its class name.
SUCH_AS = re.compile(r"^[”\"》）)]*(?:等|为代表的|为主的|为重点的|等为代表的|等为主的)[^，,。；、]{0,6}$")
#: X 推进 A、B、C 四大平台建设: the list is the subject's parts.
PARTS = re.compile(
    r"^等?(?:[一二两三四五六七八九十\d]{1,2}(?:大|个)[^，,。；、]{0,6}(?:平台|园区|片区|板块|区块|组团|基地|功能区|组成)|等(?:子)?(?:园区|片区|板块|区块))"
)

#: After the opening name of a sentence: it is the subject (吉利汽车为龙头 is not).
SUBJECT_NEXT = re.compile(
    r"^(?:要|应|将|以|全力|加快|重点|主动|积极|紧密|抓住|统筹|大力|着力|努力|充分|坚持|聚焦|依托|围绕|推进|推动|建设|打造|发展|培育|突出|强化|实施|力争|深入|持续|切实|进一步|"
    r"按照|立足|瞄准|引进|承接|对接|通过|发挥|优化|完善|提升|做|争|优先|加强|构建|形成|集聚|主要|规划|利用|以|深化|扎实|高标准|高质量|高水平|不断|探索|到|在|方面)"
)
#: An Industry in a later clause is what the Platform of an earlier one is for.
HOSTS = re.compile(
    r"(?:引进|集聚|发展|带动|培育|招引|布局|做强|做大|壮大|打造|推动|聚焦|吸引|形成|突出|主攻|导入)[^，,。；]{0,24}$"
)
