"""What a validation finds, said in Chinese. The English sentence is what the checks and the report's JSON go by."""

from __future__ import annotations

import re

from ontology import resources

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the graph holds no plan", "图谱中没有任何规划"),
    (r"its text (\S+) is missing", r"缺少原文 \1"),
    (r"(\S+) is not the text that the graph was built from \(SHA-256\)", r"\1 不是构建图谱时的原文（SHA-256 不符）"),
    (r"says “(.*)” where the text says “(.*)”", r"引文为“\1”，原文此处为“\2”"),
    (r"has no start, end or quotation", "缺少起止位置或引文"),
    (r"a claim whose statement is not asserted", "断言所述的陈述不在图谱中"),
    (r"a claim whose subject or object the plan does not describe", "断言的主语或宾语在规划中没有描述"),
    (r"a quotation outside the passage that it names", "引文不在所注明的段落之内"),
    (r"a blank node", "出现空白节点"),
    (r"(gh:\w+) without a claim", r"关系 \1 没有相应的断言"),
    (r"the embedded store cannot be opened: (.*)", r"内嵌存储无法打开：\1"),
    (r"the embedded store does not hold what graph\.nq holds; build again", "内嵌存储与 graph.nq 不一致；请重新构建"),
)
_MESSAGE = re.compile(r'"([^"]+)"@en\s*,\s*"([^"]+)"@zh')
CHECKS = {"shapes": "形状", "evidence": "引文", "claims": "断言", "store": "存储"}


def chinese(problem: str) -> str:
    """*problem* in Chinese; as it is where nobody has said it in Chinese."""
    for pattern, said in _SENTENCES:
        if re.fullmatch(pattern, problem, re.DOTALL):
            return re.sub(f"^{pattern}$", said, problem, flags=re.DOTALL)
    return _shapes().get(problem, problem)


def _shapes() -> dict[str, str]:
    """The messages of the shapes, English → Chinese."""
    return {found[1]: found[2] for found in _MESSAGE.finditer(resources.read("shapes.ttl").decode("utf-8"))}
