"""The name of a firm as registers and contracts write it: with its town, its trade and its legal form around the name that people use."""

import re

from cnai.store.folding import simplified

# 北京月之暗面科技有限公司: the town, the name, the trade, the form.
_FORM_ZH = re.compile(r"(?:股份|控股)?(?:有限)?(?:责任)?公司$")
_TRADE_ZH = re.compile(
    r"(?:科技|技术|信息|网络|网讯|人工智能|智能|云计算|计算机|计算|系统|基础|研究|控股|集团|股份|服务|在线|软件|数字|数据|国际|发展|中国)$"
)
_TOWN_ZH = re.compile(r"^(?:北京|上海|天津|重庆|杭州|深圳|广州|珠海|南京|苏州|合肥|成都|武汉|西安|香港|浙江|广东|江苏|中国)(?:[省市])?")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
# Hangzhou DeepSeek Artificial Intelligence Co., Ltd.
_FORM = re.compile(
    r"(?:,?\s+(?:co\.?,?\s*ltd|pte\.?,?\s*ltd|pty\.?,?\s*ltd|ltd|limited|inc|incorporated|corp|corporation|llc|plc|company|co|holdings?|group)\.?)+$"
)
_TRADE = re.compile(
    r"\s+(?:technology|technologies|tech|information|intelligent|intelligence|artificial|network|online|internet|computing|software|research"
    r"|fundamental|digital|services?|science|international|global|china)$"
)
_TOWN = re.compile(r"^(?:beijing|shanghai|tianjin|hangzhou|shenzhen|guangzhou|zhuhai|nanjing|hefei|chengdu|hong kong|china)\s+")
_AFTER_COMMA = re.compile(r",\s*(?:ltd|inc|llc|limited|corp|plc)\b\.?", re.I)


def names(text: str) -> list[str]:
    """What may be the name in use of a firm that is written out, the longest first; none of a text without a legal form at its end.

    "北京月之暗面科技有限公司" gives 月之暗面 at last, "Hangzhou DeepSeek Artificial Intelligence Co., Ltd." gives deepseek.
    """
    said = _BRACKETS.sub(" ", simplified(text)).strip()
    for form, trade, town in ((_FORM_ZH, _TRADE_ZH, _TOWN_ZH), (_FORM, _TRADE, _TOWN)):
        rest = form.sub("", said).strip()
        if not rest or rest == said:
            continue
        out = []
        while rest:
            out += [rest, town.sub("", rest)]
            shorter = trade.sub("", rest).strip()
            rest = shorter if shorter != rest else ""
        return list(dict.fromkeys(n for n in out if n))
    return []


def with_form(text: str) -> bool:
    """Whether the comma of a text stands before a legal form (Co., Ltd.): then it parts no list."""
    return bool(_AFTER_COMMA.search(text)) and not _AFTER_COMMA.sub("", text).count(",")
