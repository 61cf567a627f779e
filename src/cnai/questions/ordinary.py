"""Words that are names of ours too, or look like one: what says in a text that they are not meant as names."""

import re

# Names that are words of English, given names or words of Chinese; alone or before a small number they mean nothing of ours.
_COMMON = """abab ahn ant aq ati auk bagel bernini bpo cici clear coze cpm dola dolphin dots embedding eurus evo glyph gr gte humo
image infinity janus kat keye klear lam lance ling liquid loca logics luca lumina lynx marco memo ming monica moonlight music nava
neo nezha ovis pair phantom plato polar raccoon research ring rynn scope seed senta skep skylark speech spiral step talkie tdd
tpo uno uso uss valley var venus video vita wan wand waver yi ying
百灵 海螺 快意 可图 云雀 星野 大声 点点 绘想 扣子 灵光 商量 日日新 如影 小浣熊 秒画 蒸汽机 剪映"""
# The same only where a sentence begins: elsewhere a capital letter says that a name is meant.
GIVEN = frozenset(("cling", "ernie", "glow", "manis", "quinn"))
# Words of English that sound or look like a name.
_ALIKE = """ariel balling cease clear colors colours entrance failing inclusion infra keeling killing lying mailing marko memo meng
minimal minimum maximum pango queen queens salmon tailing gemini moonshots menus minus janice"""
# Words of a language where no capital letter says otherwise.
SMALL = frozenset(("areal", "atria", "damo", "manus", "minimax", "piccolo", "quark", "tarsier", "vidi"))
# What people call a company by half of its Chinese name is a word too, except these; the others are never a company.
HALVES, NO_HALVES = frozenset(("阿里", "百川", "稀宇", "阶跃")), frozenset(("月之", "深度", "蝴蝶"))
ORDINARY, WORDS = frozenset(_COMMON.split()), frozenset(_ALIKE.split())
ORDINARY_NUMBERED = re.compile(r"(?:step|ring|ling|music|speech|image|video|embedding|yi|glow)\d{1,2}(?: \d{1,2})?$|(?:seed|wan)\d$")
