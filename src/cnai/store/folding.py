"""Folding: the form in which names are compared.

A name is compared folded: Unicode NFKC, no letter case, no diacritics, traditional Chinese as simplified, the words of Taiwan as those of
the mainland, without spaces, hyphens, dots and underscores, except that between two digits one boundary stays, so that Qwen2-57B and
Qwen2.5-7B never meet.
"""

import re
import unicodedata

_TRADITIONAL = (
    "灣湾爲为臺台裏里麼么"
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
_TAIWAN = (("智慧", "智能"), ("网路", "网络"), ("软体", "软件"), ("资讯", "信息"), ("影片", "视频"))  # once simplified
# Words that make another model of a name.
VARIANTS = (
    "lite|pro|max|plus|turbo|flash|mini|nano|air|large|small|medium|tiny|base|chat|instruct|thinking|reasoner|reasoning|vision|vl|ocr|coder|code"
    "|math|audio|image|video|omni|preview|exp|highspeed|speed|ultra|long|dit|asr|tts|music|edit|embedding|reranker|guard|distill|zero|prover"
)
_GAPS = frozenset(" -_.\t\n\r\u00a0\u3000\u00b7\u2010\u2011\u2012\u2013\u2014\u2015")
_SIMPLE = re.compile(r"[a-z0-9]+")
_ASCII_GAPS = " -_.\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_NO_GAPS = dict.fromkeys(map(ord, _ASCII_GAPS))
_BETWEEN_DIGITS = re.compile(rf"\d[{re.escape(_ASCII_GAPS)}]+\d")


def simplified(text: str) -> str:
    """Text for comparing words: one width, no letter case, traditional Chinese as simplified."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLIFY)


def fold(name: str) -> str:
    """The form in which names are compared. "Qwen2.5-7B" gives "qwen2 5 7b", "智譜 AI" gives "智谱ai"."""
    if _SIMPLE.fullmatch(name):
        return name
    if name.isascii() and not _BETWEEN_DIGITS.search(name):
        return name.lower().translate(_NO_GAPS)
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    out = ""
    gap = False
    for c in text.translate(_SIMPLIFY):
        if c in _GAPS or c.isspace():
            gap = True
        elif c.isascii() or unicodedata.category(c) not in ("Mn", "Cf"):
            out += f" {c}" if gap and c.isdigit() and out[-1:].isdigit() else c
            gap = False
    if not out.isascii():
        for there, here in _TAIWAN:
            out = out.replace(there, here)
    return out


def digits(text: str) -> list[str]:
    """The runs of digits in a text, each as it stands."""
    return "".join(c if c.isdigit() else " " for c in text).split()


def finishes_version(start: str, name: str) -> bool:
    """Whether a folded name goes on where a number ends with a point release (M2 is not M2.7), a size (4.9 is not 4-9B) or a letter
    alone (4.5 is not 4.5V)."""
    return start[-1:].isdigit() and bool(re.match(r" ?\d|b(?!ase|it|ot)|[a-z](?![a-z])", name[len(start) :]))


def goes_on_in_size(start: str, written: str) -> bool:
    """Whether a name, as it is written, goes on behind a folded beginning with a size: MiniCPM4-0.5B behind minicpm4, not MiniCPM4.1-8B."""
    sizes = re.finditer(r"[-_ ]\d+(?:\.\d+)?b(?![a-z])", written, re.IGNORECASE)
    return any(fold(written[: m.start()]) == start for m in sizes)


def is_variant(rest: str) -> bool:
    """Whether what is behind a name makes another model of it: Dev, Turbo, Preview."""
    return bool(re.match(rf"(?:{VARIANTS}|dev|beta|mobile)", rest))


def is_chinese(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff"


def width(text: str) -> int:
    """How long a text is to the eye: a wide character, such as a Chinese one, counts twice."""
    return len(text) if text.isascii() else len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)
