"""Every way of naming a record: folding, exact match, prefix, close spelling.

A name is compared folded: Unicode NFKC, no letter case, no diacritics, traditional Chinese as simplified, without spaces, hyphens, dots and
underscores, except that between two digits one boundary stays, so that Qwen2-57B and Qwen2.5-7B never meet.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("company", "family", "model")
# How a name was recognised, best first.
HOW = ("id", "name", "alias", "article", "chinese", "pinyin", "ticker", "hub", "api", "prefix", "spelling")

_TRADITIONAL = (
    "爲为臺台裏里麼么"
    "譜谱騰腾訊讯階阶躍跃華华為为商商湯汤萬万螞蚂蟻蚁團团紅红書书億亿開开數数據据實实驗验動动節节雲云門门們们尋寻問问語语義义視视頻频龍龙貓猫點点"
    "評评聯联網网絡络國国際际學学習习機机電电腦脑業业務务資资員员達达幫帮夢梦盤盘無无極极優优選选體体靈灵悅悦燈灯歡欢訓训練练識识圖图畫画聲声樂乐繪绘"
    "鯨鲸鯤鲲鵬鹏鴻鸿銀银錄录號号倉仓庫库創创納纳飛飞槳桨壹一貳二請请說说話话讀读寫写譯译課课談谈論论試试誠诚調调講讲議议證证詞词該该詳详諾诺謝谢護护"
    "觀观覺觉覽览規规親亲東东車车軟软輕轻載载輝辉輯辑輸输轉转進进運运過过遠远適适遷迁郵邮鄉乡醫医釋释針针釘钉鋒锋鋼钢錢钱錯错鍵键鎖锁鏈链鏡镜長长閃闪"
    "間间閱阅關关陽阳陰阴隊队隨随險险雙双雜杂離离難难頁页頂顶項项順顺預预領领頭头題题額额願愿類类顧顾顯显風风館馆馬马駕驾驅驱騎骑驚惊髮发魚鱼鳥鸟鳳凤麗丽"
    "麥麦黃黄齊齐齡龄內内兩两倫伦傑杰備备傳传價价儲储兒儿凱凯劃划劉刘劍剑勝胜勞劳勢势匯汇區区協协單单參参吳吴員员啟启嘆叹嘗尝噸吨園园圓圆執执場场塊块塵尘"
    "壓压壞坏夠够奪夺奧奥婦妇媽妈孫孙寧宁對对導导將将專专層层岡冈島岛帥帅師师帳帐帶带幣币廠厂廣广廳厅強强彈弹彙汇彥彦後后從从復复徵征愛爱態态慮虑應应懷怀戰战戲戏"
    "戶户掃扫採采換换揮挥損损搖摇擁拥擇择擊击擔担擴扩擺摆攝摄攜携敗败敵敌時时晝昼曉晓書书會会條条東东楊杨極极構构樓楼標标樣样樹树橋桥檢检權权歐欧歲岁歷历氣气"
    "沒没況况決决準准溫温滅灭滿满漢汉濟济濤涛災灾烏乌無无煉炼熱热爾尔牆墙獎奖獨独獲获獻献現现環环產产畢毕異异當当療疗發发盡尽監监確确碼码礎础禮礼稱称種种積积穩稳"
    "窮穷競竞筆笔範范築筑簡简籌筹籤签粵粤糧粮紀纪約约純纯紙纸級级細细終终組组結结給给統统絕绝經经綜综綠绿維维緊紧線线編编緩缓縣县縱纵總总繁繁織织繞绕繼继續续"
    "罰罚羅罗羣群義义聖圣聞闻聰聪職职聽听肅肃脈脉脫脱腳脚興兴舉举舊旧艦舰藝艺蘇苏蘭兰處处虛虚衛卫術术衝冲補补裝装製制複复觸触"
)
_SIMPLIFY = str.maketrans(_TRADITIONAL[::2], _TRADITIONAL[1::2])
_VERSION = r"(?<![^\W\d_])[^\W\d_]\d+"  # a letter alone before a number: the R1 of DeepSeek-R1
_GAPS = frozenset(" -_.\t\n\r\u00a0\u3000\u00b7\u2010\u2011\u2012\u2013\u2014\u2015")


def fold(name: str) -> str:
    """The form in which names are compared. "Qwen2.5-7B" gives "qwen2 5 7b", "智譜 AI" gives "智谱ai"."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    out = ""
    gap = False
    for c in text.translate(_SIMPLIFY):
        if c in _GAPS or c.isspace():
            gap = True
        elif c.isascii() or unicodedata.category(c) not in ("Mn", "Cf"):
            out += f" {c}" if gap and c.isdigit() and out[-1:].isdigit() else c
            gap = False
    return out


def _digits(text: str) -> list[str]:
    """The runs of digits in a text, each as it stands."""
    return "".join(c if c.isdigit() else " " for c in text).split()


def _chinese(text: str) -> int:
    """How many Chinese characters a text has."""
    return sum("\u3400" <= c <= "\u9fff" for c in text)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Match:
    """What a name means: the record's id, how it was recognised, and how surely (1 is exact)."""

    id: str
    how: str
    score: float


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Names:
    """The folded names of all records: {folded name: [[id, how, kind], …]}, and which of them exist on the wanted day (None: all)."""

    table: Mapping[str, list[list[str]]]
    alive: Container[str] | None = None

    def _rows(self, folded: str) -> list[list[str]]:
        return [row for row in self.table.get(folded, ()) if self.alive is None or row[0] in self.alive]

    def exact(self, query: str, kinds: Iterable[str] = KINDS) -> list[Match]:
        """The records of exactly this name, of the first kind that has any; several of one kind are all given."""
        found = self._rows(fold(query))
        for hows in (("id", "name", "alias", "article", "chinese", "pinyin", "ticker"), ("hub",), ("api",)):
            for kind in kinds:
                hits = {i: how for i, how, of in found if how in hows and of == kind}
                if hits:
                    return [Match(i, how, 1.0) for i, how in hits.items()]
        return []

    def prefix(self, query: str, kinds: Iterable[str] = KINDS) -> list[Match]:
        """The records with a name that begins so (three letters or more), of the first kind that has any."""
        start = fold(query)
        if len(start) + _chinese(start) < 3:
            return []
        number = start[-1].isdigit()
        begun = [n for n in self.table if n.startswith(start) and not (number and n[len(start) : len(start) + 1].isdigit())]
        hits = {i: (of, len(start) / len(name)) for name in begun for i, _, of in self._rows(name)}
        for kind in kinds:
            of_kind = [Match(i, "prefix", round(score, 2)) for i, (of, score) in sorted(hits.items()) if of == kind]
            if of_kind:
                return of_kind
        return []

    def spelling(self, query: str, kinds: Iterable[str] = KINDS) -> list[Match]:
        """The records of the closest spelling, where it is close enough to be a slip and no other version number."""
        text = fold(query)
        allowed = least = _slips(text)
        versions = [fold(v) for v in re.findall(_VERSION, query)]
        if versions:
            allowed = least = min(allowed, 1)
        best: list[list[str]] = []
        for name in self.table if allowed else ():
            if abs(len(name) - len(text)) > least or _digits(name) != _digits(text):
                continue
            if any(v not in name for v in versions):
                continue
            edits = distance(text, name)
            swapped = len(name) == len(text) and sorted(name) == sorted(text)
            if edits > least or (_short(text) and len(name) == len(text) and not swapped):
                continue
            best = self._rows(name) + (best if edits == least else [])
            least = edits
        for kind in kinds:
            hits = dict.fromkeys(i for i, _, of in best if of == kind)
            if hits:
                return [Match(i, "spelling", round(1 - least / len(text), 2)) for i in hits]
        return []

    def nearest(self, query: str, limit: int = 3) -> list[str]:
        """Up to `limit` ids whose names look most like this, best first; nothing where nothing does."""
        import difflib

        text = fold(query)
        if not text:
            return []
        close = difflib.get_close_matches(text, self.table, n=limit * 4, cutoff=0.6)
        if len(text) >= 3:
            close += [n for n in self.table if text in n][: limit * 2]
        return list(dict.fromkeys(row[0] for n in close for row in self._rows(n)))[:limit]


def _short(text: str) -> bool:
    return len(text) + _chinese(text) < 6


def _slips(text: str) -> int:
    """How many slips of the pen a name of this length may have (a Chinese character counts twice)."""
    size = len(text) + _chinese(text)
    return 0 if size < 4 else 1 if size < 10 else 2


def distance(a: str, b: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def spoken(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, how) of everything that means this plain record and nothing else: what the build keeps unique."""
    names = [(record["id"], "id"), (record["name"], "name")]
    names += [(record[k], "alias") for k in ("short_name", "legal_name") if record.get(k)]
    names += [(n, "alias") for k in ("aliases", "former_names") for n in record.get(k) or ()]
    names += [(n, "article") for n in record.get("article_names") or ()]
    names += [(record["name_zh"], "chinese")] if record.get("name_zh") else []
    names += [(n, "pinyin") for n in record.get("pinyin") or ()]
    names += [(row["ticker"], "ticker") for row in record.get("listings") or ()]
    return names


def addresses(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, how) of repositories, organisations and API names, which several records may share."""
    out: list[tuple[str, str]] = []
    for key in ("huggingface", "modelscope", "github"):
        value = record.get(key) or ()
        out += [(n, "hub") for n in ([value] if isinstance(value, str) else value)]
    out += [(row["repo"], "hub") for row in record.get("weights") or ()]
    out += [(n.rpartition("/")[2], how) for n, how in out if "/" in n]
    return out + [(row["model_id"], "api") for row in record.get("apis") or () if not row.get("until")]
