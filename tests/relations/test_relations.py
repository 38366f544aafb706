"""What a reader of a paragraph would say that it states, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.relations.tagged import read

GOLDEN = Path(__file__).parent / "golden"

STATED = [
    (
        "[[Task|建设现代港口]]。加快[[Project|东山铁路二期]]、[[Platform|青石物流园]]建设。",
        "建设现代港口 advances 东山铁路二期",
    ),
    (
        "[[Task|建设现代港口]]。加快[[Project|东山铁路二期]]、[[Platform|青石物流园]]建设。",
        "建设现代港口 advances 青石物流园",
    ),
    ("[[Task|引育人才]]。深入实施[[Program|“百人计划”]]。", "引育人才 implements “百人计划”"),
    ("[[Task|扩大开放]]。主动融入[[Strategy|“一带一路”]]。", "扩大开放 implements “一带一路”"),
    ("[[Task|繁荣文化]]。争创[[Goal|全国文明城市]]。", "繁荣文化 aimsAt 全国文明城市"),
    ("[[Task|做强产业]]。培育[[Industry|光电产业]]。", "做强产业 develops 光电产业"),
    (
        "[[Task|做强产业]]。依托[[Organization|远山药业]]、[[Organization|奇峰科技]]等龙头企业，加快布局。",
        "做强产业 reliesOn 奇峰科技",
    ),
    ("[[Task|做强产业]]。推进以[[Platform|青石港]]为龙头的多式联运发展。", "做强产业 reliesOn 青石港"),
    ("[[Task|服务群众]]。发挥[[Platform|便民服务中心]]主阵地作用。", "服务群众 reliesOn 便民服务中心"),
    (
        "[[Task|做强物流]]。以东西向[[Place|东山铁路]]和南北向[[Place|西河高速]]等为骨架，打造物流格局。",
        "做强物流 reliesOn 西河高速",
    ),
    ("[[Task|扩大开放]]。加强与[[Place|杭州]]、[[Place|宁波]]等地协作。", "扩大开放 cooperatesWith 宁波市"),
    (
        "[[Task|引进大院名校]]。积极对接[[Organization|复旦大学]]等高校院所。",
        "引进大院名校 cooperatesWith 复旦大学",
    ),
    (
        "[[Task|做强产业]]。发展[[Industry|金融服务]]、[[Industry|创意设计]]等[[Industry|生产性服务业]]。",
        "创意设计 partOf 生产性服务业",
    ),
    (
        "[[Task|建设园区]]。在[[Platform|青石经济开发区]]加快推进[[Platform|科创园]]、[[Platform|医药小镇]]建设。",
        "医药小镇 locatedIn 青石经济开发区",
    ),
    (
        "[[Task|做强工业]]。力争[[Target|规上工业总产值突破1500亿元]]。",
        "做强工业 hasTarget 规上工业总产值突破",
    ),
    (
        "[[Industry|汽车产业]]以[[Organization|奇峰汽车]]为龙头，力争[[Target|产值达500亿元]]。",
        "汽车产业 reliesOn 奇峰汽车",
    ),
    (
        "[[Industry|汽车产业]]以[[Organization|奇峰汽车]]为龙头，力争[[Target|产值达500亿元]]。",
        "汽车产业 hasTarget 产值达",
    ),
    ("[[Platform|青石港区]]加快建设。培育[[Industry|临港产业]]。", "青石港区 develops 临港产业"),
    (
        "[[Platform|青石港区]]推进[[Platform|东园]]、[[Platform|西园]]和[[Platform|南园]]三大平台建设。",
        "西园 partOf 青石港区",
    ),
    ("推进[[Project|青石水厂]]落户[[Place|河口镇]]。", "青石水厂 locatedIn 河口镇"),
    ("支持[[Place|河口镇]]建设[[Platform|灯饰产业园]]。", "灯饰产业园 locatedIn 河口镇"),
    ("以[[Place|河口镇]]为主打造[[Platform|河口灯饰产业园]]。", "河口灯饰产业园 reliesOn 河口镇"),
    (
        "以[[Platform|国际物流园]]、[[Platform|综合保税区]]等为载体，大力发展[[Industry|港口物流业]]。",
        "港口物流业 reliesOn 综合保税区",
    ),
    (
        "[[Task|建设园区]]。加快[[Platform|光电产业园]]建设，着力引进[[Industry|灯饰]]企业。",
        "光电产业园 develops 灯饰",
    ),
]


@pytest.mark.parametrize(("text", "statement"), STATED)
def test_a_paragraph_states_it(text: str, statement: str) -> None:
    assert statement in read(text).statements()


NOT_STATED = [
    # What is leant on, or only says where, is not what is being built.
    (
        "[[Task|做强物流]]。立足[[Platform|青石港]]优势，大力发展[[Industry|物流业]]。",
        "做强物流 advances 青石港",
    ),
    (
        "[[Task|建设园区]]。在[[Platform|青石开发区]]推进[[Platform|科创园]]建设。",
        "建设园区 advances 青石开发区",
    ),
    (
        "[[Task|绿色转型]]。以[[Platform|工业园区]]入选[[Program|国家碳达峰试点]]为契机，加快转型。",
        "绿色转型 advances 工业园区",
    ),
    # What carries the work by being built is built, not leant on.
    (
        "[[Task|发展电商]]。以建设[[Platform|跨境电商产业园]]为载体，引进企业。",
        "发展电商 reliesOn 跨境电商产业园",
    ),
    # Who one works with is not built; whose part is played is not leant on.
    ("[[Task|发展港口]]。与[[Platform|宁波保税区]]等开展保税服务合作。", "发展港口 advances 宁波保税区"),
    (
        "[[Task|扩大开放]]。发挥[[Platform|青石港]]作为[[Place|台州]]开放桥头堡的优势。",
        "扩大开放 reliesOn 台州市",
    ),
    (
        "[[Task|数字赋能]]。在[[Program|城市大脑]]基础上建设[[Platform|交通大脑]]。",
        "交通大脑 locatedIn 城市大脑",
    ),
    ("[[Task|招商引资]]。建好用好[[Platform|招商平台]]。", "招商引资 reliesOn 招商平台"),
    # A body or a place that is only named.
    ("[[Task|办好教育]]。提升[[Organization|青石学院]]办学水平。", "办好教育 cooperatesWith 青石学院"),
    ("[[Task|改善交通]]。完善[[Place|西河]]沿线道路。", "改善交通 reliesOn 西河"),
    # Functions joined in one place are no industries of it, nor parts of one another.
    (
        "[[Platform|时尚小镇]]要构建集[[Industry|创意设计]]、[[Industry|文化旅游]]等功能于一体的综合体。",
        "时尚小镇 develops 文化旅游",
    ),
    # A number after a platform in another sentence is not the platform's.
    (
        "[[Task|做强工业]]。支持[[Platform|智造新城]]建设。力争[[Target|工业投资增长10%]]。",
        "智造新城 hasTarget 工业投资增长",
    ),
]


@pytest.mark.parametrize(("text", "statement"), NOT_STATED)
def test_a_paragraph_does_not_state_it(text: str, statement: str) -> None:
    assert statement not in read(text).statements()


def test_carried_by_what_is_built_still_advances_it() -> None:
    found = read("[[Task|发展电商]]。以建设[[Platform|跨境电商产业园]]为载体，引进企业。").statements()
    assert "发展电商 advances 跨境电商产业园" in found


def test_a_section_heading_counts_for_its_tasks_only() -> None:
    found = read("""
        # 构建[[Goal|区域人才高地]]
        [[Task|引进高层次人才]]。完善政策。
        [[Task|培养技能人才]]。办好学校。
        # 改善民生
        [[Task|扩大就业]]。拓宽渠道。
    """)
    assert found.statements() == {"引进高层次人才 aimsAt 区域人才高地", "培养技能人才 aimsAt 区域人才高地"}
    assert all(c.basis == "Structural" for c in found.claims)
    assert found.quote("引进高层次人才 aimsAt 区域人才高地") == ["构建区域人才高地", "引进高层次人才"]


def test_a_name_known_from_the_text_is_recognised_in_a_heading() -> None:
    found = read("""
        # 产业
        [[Task|大力发展商贸业]]。加快建设。
        [[Task|健全商贸业服务体系]]。壮大[[Industry|商贸业]]主体。
    """).statements()
    assert "大力发展商贸业 develops 商贸业" in found


def test_a_heading_that_a_list_knows_as_a_strategy_stays_a_phrase() -> None:
    found = read("""
        # [[Strategy|积极应对人口老龄化]]
        [[Task|完善养老服务]]。增加床位。
    """).statements()
    assert not found


def test_a_paragraph_that_elaborates_speaks_for_the_task_before_it() -> None:
    found = read("""
        # 产业
        [[Task|培育先进集群]]。抓住机遇。
        [[Industry|汽车产业]]以[[Organization|奇峰汽车]]为龙头，发展[[Industry|智能网联汽车]]。
    """).statements()
    assert "培育先进集群 develops 智能网联汽车" in found


def test_a_paragraph_that_opens_a_part_of_its_own_does_not() -> None:
    found = read("""
        # 产业
        [[Task|培育先进集群]]。抓住机遇。
        突出创新引领，建强科创中心。加快[[Platform|科创圈]]建设。
    """).statements()
    assert "培育先进集群 advances 科创圈" not in found


def test_a_name_alone_on_its_line_is_what_follows_is_about() -> None:
    found = read("""
        ! 园区发展方向
        [[Platform|青石经济开发区]]
        重点推进基础设施建设，培育[[Industry|医药化工]]、[[Industry|新材料]]等产业集群。
    """).statements()
    assert {"青石经济开发区 develops 医药化工", "青石经济开发区 develops 新材料"} <= found


def test_every_claim_quotes_the_sentence_that_states_it() -> None:
    found = read("[[Task|引育人才]]。完善政策。深入实施[[Program|“百人计划”]]，引进人才。")
    assert found.quote("引育人才 implements “百人计划”") == ["深入实施“百人计划”，引进人才"]
    assert all(0.0 < c.confidence <= 1.0 and c.rule for c in found.claims)


def test_a_comma_within_a_quoted_name_breaks_no_clause() -> None:
    found = read("[[Task|集聚人才]]。依托[[Platform|“百川入海,人才聚城”服务中心]]开展服务。").statements()
    assert "集聚人才 reliesOn “百川入海,人才聚城”服务中心" in found


def test_a_statement_made_twice_is_one_claim_with_both_sentences() -> None:
    found = read("[[Task|做强产业]]。培育[[Industry|光电产业]]。壮大[[Industry|光电产业]]。")
    assert len(found.claims) == 1
    assert found.quote("做强产业 develops 光电产业") == ["培育光电产业", "壮大光电产业"]


@pytest.mark.parametrize("name", sorted(p.stem for p in GOLDEN.glob("*.txt")))
def test_golden_plan(name: str) -> None:
    expected = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    found = read((GOLDEN / f"{name}.txt").read_text(encoding="utf-8")).statements()
    assert sorted(found) == [line for line in expected if line]


def test_the_same_text_gives_the_same_claims_in_the_same_order() -> None:
    text = (GOLDEN / "bay-city.txt").read_text(encoding="utf-8")
    assert read(text).claims == read(text).claims


@pytest.mark.slow
def test_time_is_linear_in_the_text() -> None:
    import time

    text = (GOLDEN / "bay-city.txt").read_text(encoding="utf-8").strip()

    def seconds(times: int) -> float:
        begun = time.process_time()
        read("\n".join([text] * times))
        return time.process_time() - begun

    seconds(2)
    assert seconds(40) < 14 * seconds(5) + 0.2
