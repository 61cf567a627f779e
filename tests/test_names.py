"""Names: how they are folded, and which record each of them means."""

import difflib
import json
import string
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cnai
from cnai import Ambiguous, NotFound
from cnai.model.kinds import NAMED
from cnai.questions.which import Which
from cnai.questions.which import which as which_of
from cnai.store.folding import _TRADITIONAL, fold, is_variant
from cnai.store.letters import Letters
from cnai.store.names import Names
from cnai.store.spelling import distance
from cnai.store.written import addresses, spoken
from conftest import Runner

# ---- folding


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("", ""),
        (" -_.", ""),
        ("DeepSeek", "deepseek"),
        ("Deep Seek", "deepseek"),
        ("deep_seek", "deepseek"),
        ("D.e-e.p--s e  e k", "deepseek"),
        ("ＤｅｅｐＳｅｅｋ　Ｒ１", "deepseekr1"),
        ("Qwen3", "qwen3"),
        ("Qwen 3", "qwen3"),
        ("Qwen2.5-7B", "qwen2 5 7b"),
        ("qwen2-57b", "qwen2 57b"),
        ("Qwen 257B", "qwen257b"),
        ("3 . 5", "3 5"),
        ("3-B-5", "3b5"),
        ("Erniе", "erniе"),  # a Cyrillic letter stays one
        ("Ernïe", "ernie"),
        ("PanGu-Α", "panguα"),
        ("AReaL-boba²-8B", "arealboba2 8b"),
        ("智譜 AI", "智谱ai"),
        ("騰訊", "腾讯"),
        ("書生·浦語", "书生浦语"),
        ("GLM–4‑5", "glm4 5"),
        ("Kimi\u200bK2\ufeff", "kimik2"),
        ("music-2.5+", "music2 5+"),
        ("Qwen/Qwen3-8B", "qwen/qwen3 8b"),
    ],
)
def test_a_name_folds_to(name, folded):
    assert fold(name) == folded


anything = st.text(st.characters(exclude_categories=()))  # lone surrogates too
letters = st.text(st.sampled_from(string.ascii_letters + "智谱腾讯千问"), min_size=1)
gaps = st.text(st.sampled_from(" -_.\t\u00a0\u3000·–—"), min_size=1, max_size=3)


@given(anything)
@example("\ud800")
@example("ᾳ\u0345")
def test_folding_takes_any_text_and_folds_it_once(text):
    once = fold(text)
    assert fold(once) == once


@given(anything)
def test_the_form_of_unicode_does_not_matter(text):
    for form in ("NFC", "NFKC", "NFD", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text(st.sampled_from(string.printable)))
def test_the_width_of_letters_does_not_matter(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert fold(wide) == fold(text)


@given(st.text(st.sampled_from(string.printable + "智谱腾讯äöéñΣς")))
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text.title()) == fold(text)


@given(st.lists(letters, min_size=1), gaps)
def test_gaps_between_letters_do_not_matter(words, gap):
    assert fold(gap.join(words)) == fold("".join(words))
    assert fold(gap + "".join(words) + gap) == fold("".join(words))


@given(st.lists(st.integers(0, 9999).map(str), min_size=2), gaps, gaps)
def test_of_a_gap_between_digits_one_boundary_stays(numbers, gap, other):
    assert fold(gap.join(numbers)) == fold(other.join(numbers)) == " ".join(numbers)
    assert fold(gap.join(numbers)) != fold("".join(numbers))


def test_each_traditional_character_has_one_simplified_one():
    assert len(_TRADITIONAL) % 2 == 0
    pairs = set(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
    table = dict(pairs)
    assert len(table) == len(pairs), "a traditional character stands for two simplified ones"
    assert [c for c in table.values() if table.get(c, c) != c] == [], "a simplified character is itself mapped"
    assert all(fold(old) == fold(new) == new for old, new in pairs)


@given(letters, letters, letters)
def test_distance_is_a_measure_of_difference(a, b, c):
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) == distance(b, a) <= max(len(a), len(b))
    assert distance(a + c, b + c) <= distance(a, b)


@pytest.mark.parametrize(
    ("a", "b", "edits"), [("qwen", "qwen", 0), ("kimi", "kmii", 1), ("kimi", "kimmi", 1), ("yi", "ling", 3), ("", "abc", 3)]
)
def test_distance_counts_slips(a, b, edits):
    assert distance(a, b) == edits


_WORDS = st.text("abk2 云模", max_size=9)


@given(st.lists(_WORDS), _WORDS, st.sampled_from([0.0, 0.5, 0.7, 1.0]))
def test_letters_rule_out_no_name_that_is_alike(names, text, ratio):
    alike = difflib.get_close_matches(text, names, n=len(names) + 1, cutoff=ratio)
    assert set(alike) <= set(Letters(names).alike(text, ratio))


@given(st.lists(_WORDS), _WORDS, st.integers(0, 3))
def test_letters_rule_out_no_name_a_few_edits_away(names, text, edits):
    assert {name for name in names if distance(text, name) <= edits} <= set(Letters(names).within(text, edits))


def test_letters_rule_out_what_has_others():
    names = Letters(["kimi", "kimik2", "qwen", "abc模型"])
    assert list(names.alike("kimmi", 0.7)) == ["kimi", "kimik2"]
    assert list(names.within("kimmi", 1)) == ["kimi", "kimik2"]  # at least: in kimmi only the 2 of kimik2 is missing


# ---- what each name means in the bundled data: (id, how, names)


def which(catalogue: cnai.Catalogue, name: str) -> Which:
    return which_of(catalogue, [name])[0]


KNOWN = [
    ("deepseek", "id", "DeepSeek; Deep Seek; deep-seek; DEEPSEEK; ＤｅｅｐＳｅｅｋ; deep_seek"),
    ("deepseek", "chinese", "深度求索; 深度求索公司"),
    ("deepseek", "pinyin", "Shendu Qiusuo; shenduqiusuo"),
    ("deepseek", "hub", "deepseek-ai"),
    ("deepseek", "spelling", "Depseek; DeepSeak; Deepsekk"),
    ("deepseek-models", "alias", "DeepSeek-V"),
    ("deepseek-chat", "api", "deepseek-chat; deepseek_chat; DeepSeek Chat"),
    ("deepseek-reasoner", "api", "deepseek-reasoner"),
    ("deepseek-r1", "id", "DeepSeek-R1; deepseek r1; Deepseek R1; deepseek_r1"),
    ("deepseek-v3-1", "article", "Deepseek V3 3.1"),
    ("deepseek-v3-1", "id", "DeepSeek-V3.1; DeepSeek V3.1"),
    ("deepseek-v3", "id", "DeepSeek-V3; DEEPSEEK V3"),
    ("deepseek-v3", "alias", "DeepSeek-V3-Base"),
    ("deepseek-v3-0324", "hub", "deepseek-ai/DeepSeek-V3-0324"),
    ("janus-pro-7b", "id", "Janus Pro 7B"),
    ("alibaba", "id", "Alibaba; Ali Baba"),
    ("alibaba", "chinese", "阿里巴巴"),
    ("alibaba", "alias", "Alibaba Cloud; Aliyun; 阿里云; 阿里雲"),
    ("alibaba", "alias", "A Li Yun"),
    ("alibaba", "ticker", "9988.HK; BABA; 9988 hk; NYSE:BABA; nyse: baba; HKEX 9988.HK; HK:9988"),
    ("alibaba", "prefix", "阿里; Alibab"),
    ("qwen", "id", "Qwen; QWEN; qwen"),
    ("qwen", "article", "Quinn; quinn"),
    ("qwen", "chinese", "千问; 千問"),
    ("qwen", "alias", "Tongyi Qianwen; 通义千问; 通義千問"),
    ("qwen", "pinyin", "Qianwen; qian wen"),
    ("qwen", "spelling", "Qwne; Qwenn"),
    ("qwen3-235b-a22b-thinking-2507", "article", "Quinn 3235B2507 Reasoning"),
    ("qwen3-235b-a22b-thinking-2507", "id", "Qwen3-235B-A22B-Thinking-2507"),
    ("qwen3", "id", "Qwen3; Qwen 3"),
    ("qwen3-8b", "hub", "Qwen/Qwen3-8B"),
    ("qwen3-8b", "id", "qwen3 8b; QWEN3_8B"),
    ("qwen2-5-72b", "alias", "qwen2.5-72b-instruct"),
    ("wan", "alias", "Tongyi Wanxiang; 通义万相; 萬相"),
    ("bytedance", "id", "ByteDance; Byte Dance; bytedance"),
    ("bytedance", "chinese", "字节跳动; 字節跳動"),
    ("bytedance", "pinyin", "Zijie Tiaodong; zijietiaodong"),
    ("bytedance", "spelling", "Bite Dance; Bytedence"),
    ("bytedance", "prefix", "字节; 字節"),
    ("seed", "article", "Bite Seed"),
    ("doubao", "chinese", "豆包"),
    ("doubao", "id", "Doubao; Dou Bao"),
    ("seed-thinking-v1-5", "id", "Seed Thinking v1.5"),
    ("seedream-3-0", "article", "Seed Dream 3.0"),
    ("seedance-1-0", "article", "Seen 1.0"),
    ("tencent", "id", "Tencent; TENCENT"),
    ("tencent", "chinese", "腾讯; 騰訊"),
    ("tencent", "pinyin", "Tengxun; teng xun"),
    ("tencent", "ticker", "0700.HK; 700.HK; 00700.hk; SEHK:0700; HKEX 700"),
    ("tencent", "spelling", "Tencet; Tencnet"),
    ("hunyuan", "article", "Hunren"),
    ("hunyuan", "chinese", "混元"),
    ("hunyuan", "id", "Hunyuan; Hun Yuan"),
    ("hunyuan-a13b", "hub", "tencent/Hunyuan-A13B-Instruct"),
    ("moonshot", "id", "Moonshot"),
    ("moonshot", "name", "Moonshot AI; MoonshotAI"),
    ("moonshot", "chinese", "月之暗面"),
    ("moonshot", "pinyin", "Yuezhi Anmian; yue zhi an mian"),
    ("moonshot", "spelling", "Moonshoot"),
    ("kimi", "id", "Kimi"),
    ("kimi", "spelling", "Kimmi"),
    ("kimi-k2", "id", "Kimi K2; kimi-k2"),
    ("kimi-k2", "alias", "kimi-k2-0711-preview"),
    ("kimi-k2", "hub", "moonshotai/Kimi-K2-Instruct"),
    ("kimi-k2-5", "id", "Kimi K2.5; kimi-k2.5"),
    ("moonshot-v1", "alias", "moonshot-v1-8k"),
    ("zhipu", "id", "Zhipu; Zhi Pu"),
    ("zhipu", "article", "Zupu; Zupu AI; Zupu AI (ZAI)"),
    ("zhipu", "chinese", "智谱; 智譜"),
    ("zhipu", "alias", "Z.ai; 智谱AI; 智譜 AI"),
    ("zhipu", "ticker", "2513.HK"),
    ("zhipu", "hub", "zai-org; THUDM"),
    ("embedding-3", "api", "embedding-3"),
    ("glm-4-5", "id", "GLM4.5; GLM-4.5; glm 4.5"),
    ("cogvideo", "id", "CogVideo"),
    ("chatglm-6b", "hub", "THUDM/chatglm-6b"),
    ("minimax", "id", "MiniMax; Minimax; Mini Max"),
    ("minimax", "article", "Miniax"),
    ("minimax", "chinese", "稀宇科技"),
    ("minimax", "pinyin", "Xiyu Keji"),
    ("minimax", "ticker", "0100.HK"),
    ("minimax", "spelling", "Miniamx"),
    ("minimax-m2", "article", "Miniax M2"),
    ("minimax-m2", "hub", "MiniMaxAI/MiniMax-M2"),
    ("glow", "id", "Glow"),
    ("hailuo", "chinese", "海螺"),
    ("kuaishou", "id", "Kuaishou; Kuai Shou"),
    ("kuaishou", "chinese", "快手"),
    ("kuaishou", "ticker", "1024.HK"),
    ("kuaishou", "alias", "Kwai; 快手科技"),
    ("kuaishou", "spelling", "Kwaishou; Kuaishuo"),
    ("kling-v2-5-turbo", "api", "kling-v2-5-turbo"),
    ("kling", "article", "Cling"),
    ("kling", "chinese", "可灵; 可靈"),
    ("butterfly-effect", "id", "Butterfly Effect"),
    ("butterfly-effect", "chinese", "蝴蝶效应; 蝴蝶效應"),
    ("butterfly-effect", "pinyin", "Hudie Xiaoying"),
    ("butterfly-effect", "spelling", "Butterfly Efect"),
    ("manus", "article", "Manis; Manis AI"),
    ("manus", "id", "Manus"),
    ("baidu", "id", "Baidu; bai du"),
    ("baidu", "chinese", "百度"),
    ("baidu", "ticker", "9888.HK; BIDU"),
    ("ernie", "id", "Ernie; ERNIE"),
    ("ernie", "chinese", "文心"),
    ("ernie", "spelling", "Erine"),
    ("ernie-4-5", "id", "Ernie 4.5"),
    ("ernie", "alias", "文心一言; Wenxin Yiyan; 文心大模型"),
    ("01-ai", "id", "01.AI; 01-ai; 01AI"),
    ("01-ai", "chinese", "零一万物; 零一萬物"),
    ("01-ai", "pinyin", "Lingyi Wanwu; ling yi wan wu"),
    ("yi", "id", "Yi"),
    ("yi-34b", "hub", "01-ai/Yi-34B"),
    ("baichuan", "id", "Baichuan; Bai Chuan"),
    ("baichuan", "article", "BRIA"),
    ("baichuan", "chinese", "百川智能"),
    ("baichuan", "spelling", "Baichaun"),
    ("stepfun", "id", "StepFun; Step Fun; STEPFUN"),
    ("stepfun", "chinese", "阶跃星辰; 階躍星辰"),
    ("stepfun", "alias", "Jieyue Xingchen"),
    ("step3", "article", "Step three"),
    ("step3", "id", "Step3; Step 3"),
    ("step3", "hub", "stepfun-ai/step3"),
    ("openbmb", "id", "OpenBMB; OpenBmb"),
    ("openbmb", "spelling", "OpenBBM"),
    ("minicpm", "id", "MiniCPM; Mini CPM"),
    ("minicpm", "alias", "面壁小钢炮; 面壁小鋼炮"),
    ("minicpm-v-2-6", "hub", "openbmb/MiniCPM-V-2_6"),
    ("huawei", "id", "Huawei; Hua Wei"),
    ("huawei", "chinese", "华为; 華為"),
    ("huawei", "spelling", "Hwawei; Huawai"),
    ("pangu", "id", "Pangu; Pan Gu"),
    ("pangu", "chinese", "盘古; 盤古"),
    ("pangu-alpha", "name", "PanGu-α"),
    ("sensetime", "id", "SenseTime; Sense Time"),
    ("sensetime", "chinese", "商汤科技; 商湯科技"),
    ("sensetime", "alias", "商汤; 商湯"),
    ("sensetime", "pinyin", "Shangtang"),
    ("sensetime", "ticker", "0020.HK"),
    ("sensenova", "id", "SenseNova; Sense Nova"),
    ("sensenova", "chinese", "日日新"),
    ("sensenova-v6-5", "id", "SenseNova V6.5"),
    ("shanghai-ai-lab", "id", "Shanghai AI Lab"),
    ("shanghai-ai-lab", "name", "Shanghai AI Laboratory"),
    ("shanghai-ai-lab", "chinese", "上海人工智能实验室; 上海人工智能實驗室"),
    ("shanghai-ai-lab", "alias", "SHLAB; 浦江實驗室; 上海AI实验室"),
    ("shanghai-ai-lab", "spelling", "Shangai AI Lab"),
    ("internlm", "id", "InternLM"),
    ("internlm", "chinese", "书生·浦语; 書生浦語"),
    ("ant-group", "id", "Ant Group; AntGroup"),
    ("ant-group", "chinese", "蚂蚁集团; 螞蟻集團"),
    ("ant-group", "pinyin", "Mayi Jituan"),
    ("ant-group", "alias", "inclusionAI"),
    ("ant-group", "prefix", "蚂蚁"),
    ("ring", "id", "Ring"),
    ("ring-1t", "id", "Ring 1T; Ring-1T"),
    ("ring-1t", "hub", "inclusionAI/Ring-1T"),
    ("cherry-studio", "id", "Cherry Studio; CherryStudio"),
    ("cherry-studio", "spelling", "Cherry Studo"),
    ("xiaohongshu", "id", "Xiaohongshu; Xiao Hong Shu"),
    ("xiaohongshu", "article", "Xiaohongsu"),
    ("xiaohongshu", "chinese", "小红书; 小紅書"),
    ("xiaohongshu", "alias", "RedNote; Red Note; Little Red Book"),
    ("dots-llm1", "article", "DOTS LM1"),
    ("dots-llm1", "id", "dots.llm1"),
    ("dots-llm1", "hub", "rednote-hilab/dots.llm1.inst"),
    ("xiaomi", "id", "Xiaomi; xiao mi"),
    ("xiaomi", "chinese", "小米"),
    ("xiaomi", "ticker", "1810.HK"),
    ("xiaomi", "spelling", "Xiaomy"),
    ("mimo", "id", "MiMo; Mimo"),
    ("meituan", "id", "Meituan; Mei Tuan"),
    ("meituan", "chinese", "美团; 美團"),
    ("meituan", "ticker", "3690.HK"),
    ("meituan", "spelling", "Meitaun"),
    ("longcat-flash-chat", "article", "Long-Flash"),
    ("longcat-flash-chat", "hub", "meituan-longcat/LongCat-Flash-Chat"),
    ("longcat", "alias", "龙猫; 龍貓"),
]  # fmt: skip
TABLE = [(name, rid, how) for rid, how, names in KNOWN for name in names.split("; ")]
SLIPS = [(name, rid) for name, rid, how in TABLE if how == "spelling"]


@pytest.mark.parametrize(("name", "rid", "how"), TABLE)
def test_a_name_means_its_record(real: cnai.Catalogue, name, rid, how):
    row = which(real, name)
    assert row.match is not None, row.candidates
    assert (row.match.id, row.how) == (rid, how)
    assert (row.score == 1) == (how not in ("prefix", "spelling"))


def test_the_table_speaks_of_every_company_of_the_article(real: cnai.Catalogue):
    assert len(TABLE) >= 150
    article = {c for t in real.tiers for c in t.companies}
    assert article <= {rid for _, rid, _ in TABLE}
    assert {how for _, _, how in TABLE} == {
        "id", "name", "alias", "article", "chinese", "pinyin", "ticker", "hub", "api", "prefix", "spelling",
    }  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        "Qwen2-57B-A14B|Qwen2.5-7B", "Qwen2.5-7B|Qwen2.5-72B", "Qwen2-1.5B|Qwen2.5-1.5B", "Qwen3-8B|Qwen3.8", "Qwen3|Qwen3.5",
        "Qwen3-4B|Qwen1.5-4B", "Kimi K2|Kimi K2.5", "Kimi K2|Kimi K2 0905", "Kimi K2|Kimi K3", "GLM-4.5|GLM-4.5V", "GLM-4|GLM-4.5",
        "GLM-4.5|GLM-4.6", "DeepSeek-V3|DeepSeek-V3.1", "DeepSeek-V3|DeepSeek-V3-0324", "DeepSeek-V3.1|DeepSeek-V3.2",
        "DeepSeek-V2|DeepSeek-V2.5", "DeepSeek-R1|DeepSeek-R1-0528", "DeepSeek-R1|DeepSeek-V3", "MiniMax-M2|MiniMax-M2.1",
        "MiniMax-M2.5|MiniMax-M2.7", "MiniMax-M1|MiniMax-M2", "MiniMax|MiniCPM", "Yi-34B|Yi-1.5-34B", "Yi-6B|Yi-9B", "Step-2|Step3",
        "Step3|Step 3.5 Flash", "Hunyuan-A13B|Hunyuan-1.8B", "Hunyuan3D-2.0|Hunyuan3D-2.1", "Huawei|Hunyuan", "ERNIE 4.5|ERNIE 5.0",
        "MiniCPM-V 2.6|MiniCPM-o 2.6", "MiniCPM4-8B|MiniCPM4.1-8B", "InternLM2-20B|InternLM2.5-20B", "Kling 1.5|Kling 1.6", "Kling|Ling",
        "Ring-1T|Ling-1T", "Ring|Ling", "Seed 1.6|Seed 1.8", "Seedream 3.0|Seedream 4.0", "Seedance 1.0|Seedream 3.0", "Seed|Seedance",
        "MiMo-7B|MiMo-VL-7B", "Kimi|Kimina-Prover Preview", "Baichuan2-7B|Baichuan-7B", "Kimi|Kling", "Manus|Minimax",
    ],
)  # fmt: skip
def test_two_names_never_meet(real: cnai.Catalogue, pair):
    a, b = (which(real, name).match for name in pair.split("|"))
    assert a
    assert b
    assert a.id != b.id


STRANGERS = ["Llama", "Llama 3", "GPT-4", "GPT-4o", "Claude", "Gemini", "Mistral", "Grok", "Gemma", "Phi", "OpenAI", "Anthropic", "Nvidia"]
NOTHING = ["", " ", "a", "Q", "!!!", "...", "😀", "\u200b", "-", "12", "\x1b[31m"]


@pytest.mark.parametrize("name", STRANGERS + NOTHING)
def test_a_stranger_means_nothing(real: cnai.Catalogue, name):
    row = which(real, name)
    assert (row.match, row.how, row.score) == (None, None, None)
    with pytest.raises(NotFound) as caught:
        real.resolve(name)
    if name in NOTHING:
        assert row.candidates == ()
        assert not isinstance(caught.value, Ambiguous)


@pytest.mark.parametrize("name", [n for n in NOTHING if not n.isalnum()])
def test_nothing_has_no_nearest_name(real: cnai.Catalogue, name):
    assert real.names.near.nearest(name) == []


# ---- the order in which a name is looked for


@pytest.mark.parametrize(
    ("name", "kinds", "rid"),
    [
        ("MiniMax", NAMED, "minimax"),
        ("MiniMax", ("family",), "minimax-models"),
        ("DeepSeek", NAMED, "deepseek"),
        ("DeepSeek", ("family", "model"), "deepseek-models"),
        ("Baichuan", ("family",), "baichuan-models"),
        ("Qwen", NAMED, "qwen"),  # a brand belongs to its family
        ("Kimi", NAMED, "kimi"),
        ("Step", NAMED, "step"),  # exactly the family, and the beginning of StepFun
        ("Alibab", NAMED, "alibaba"),
    ],
)
def test_a_name_is_looked_for_in_order(real: cnai.Catalogue, name, kinds, rid):
    assert real.resolve(name, kinds).id == rid


@pytest.mark.parametrize(
    ("name", "rid"),
    [
        ("Mini", "minimax"),  # the beginning of a company, of families and of models
        ("Hua", "huawei"),
        ("Man", "manus"),
        ("cherry", "cherry-studio"),
        ("9988", "alibaba"),
        ("Qwen2-57B", "qwen2-57b-a14b"),
        ("MiniMax-M2.", "minimax-m2"),
    ],
)
def test_a_beginning_that_is_little_of_the_name_is_only_a_candidate(real: cnai.Catalogue, name, rid):
    if name.endswith("."):
        assert real.resolve(name).id == rid  # a dot at the end is none of the name
        return
    with pytest.raises(NotFound, match="did you mean") as caught:
        real.resolve(name)
    assert rid in caught.value.candidates
    row = which(real, name)
    assert row.match is None
    assert row.candidates[0].id == rid


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("通义", {"qwen", "wan"}),
        ("DeepSeek-R1-Distill", {"deepseek-r1-distill-qwen-7b", "deepseek-r1-distill-llama-8b"}),
        ("Kimi-VL-A3B", {"kimi-vl-a3b-instruct", "kimi-vl-a3b-thinking"}),
        ("MiniCPM4", {"minicpm4-0-5b", "minicpm4-8b", "minicpm4-mcp"}),
        ("InternLM2.5", {"internlm2-5-1-8b", "internlm2-5-20b"}),
        ("Baichuan2", {"baichuan2-7b", "baichuan2-53b", "baichuan2-turbo"}),
    ],
)
def test_an_unclear_beginning_raises_with_candidates(real: cnai.Catalogue, name, some):
    with pytest.raises(Ambiguous, match="could mean") as caught:
        real.resolve(name)
    assert some <= set(caught.value.candidates)
    assert some <= {c.id for c in which(real, name).candidates}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("GLM-4.6-REAP-218B", "glm-4-6"),
        ("cerebras/GLM-4.6-REAP-218B-A32B-FP8", "glm-4-6"),
        ("alibaba-pai/MiniMax-H3-Acc-LoRAs", "minimax-h3"),  # not the Hailuo that is spelt more like it
        ("qwen3-vl-flash-20260122-xyz", "qwen3-vl-flash-2026-01-22"),
        ("kimi-k2-thinking-0711", "kimi-k2-thinking"),
        ("qwen3-coder-plus-0711", "qwen3-coder-plus"),
        ("nosuch/DeepSeek-R1-xyz", "deepseek-r1"),
        ("Qwen3-32B-AWQ-xyz", "qwen3-32b"),
    ],
)
def test_what_somebody_made_of_a_model_leads_to_that_model(real: cnai.Catalogue, name, near):
    assert real.names.exact(name) == []
    assert real.names.near.nearest(name)[0] == near


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("qwen3.5-plus-20260420", ["qwen3.5-plus-2026-04-20"]),
        ("qwen/qwen3.5-plus-20260420", ["qwen3.5-plus-2026-04-20"]),
        ("qwen3.5-plus-2026-04-20", ["qwen3.5-plus-2026-04-20"]),
        ("qwen/qwen3.5-plus-04-20", ["qwen3.5-plus-2026-04-20"]),
        ("qwen3.5-plus-0420", ["qwen3.5-plus-2026-04-20"]),
        ("qwen-max-0125", ["qwen-max-2025-01-25"]),
        ("qwen max 0125", ["qwen-max-2025-01-25"]),
        ("openrouter/qwen/qwen-plus-0714", ["qwen-plus-2025-07-14"]),
        ("qwen3-max-0923", ["qwen3-max-2025-09-23"]),
        ("seed-1-6-flash-0715", ["seed-1-6-flash-250715"]),
        ("qwen-max-0126", []),
        ("qwen-max-1325", []),
        ("qwen-max-0428", ["qwen-max-0428"]),
        ("qwen/qwen3.5-flash-02-23", ["qwen3.5-flash-2026-02-23"]),
        ("qwen3.5-plus-04-21", []),
        ("qwen3.5-plus-20260421", []),
        ("qwen3.5-plus-2026-0420", []),
    ],
)
def test_a_day_in_a_name_is_one_day_however_it_is_written(real: cnai.Catalogue, name, meant):
    assert [m.id for m in real.names.exact(name, ("api", "model"))] == meant


@pytest.mark.parametrize("name", ["opal-0115", "opal-01-15", "stones/opal-0115"])
def test_between_two_years_none_is_meant(name):
    of_2024, of_2025 = ([[f"opal-2{n}", "id", "model"]] for n in (4, 5))
    names = named_by({"opal2024 01 15": of_2024, "opal250115": of_2025, "opal2024 02 15": of_2024})
    for kinds in (NAMED, ("api",), ("model",)):
        assert names.exact(name, kinds) == []
    assert [m.id for m in names.candidates(name)] == ["opal-24", "opal-25"] == names.near.nearest(name)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("tongyi", ["qwen", "wan"]),
        ("通义", ["qwen", "wan"]),
        ("Tong Yi", ["qwen", "wan"]),
        ("mayi", ["ant-group"]),
        ("zijie", ["bytedance"]),
    ],
)
def test_a_brand_as_it_is_spoken_gives_what_the_chinese_gives(real: cnai.Catalogue, name, first):
    assert real.names.near.nearest(name)[: len(first)] == first
    assert [c.id for c in which(real, name).candidates][: len(first)] == first


@pytest.mark.parametrize(("name", "meant"), [("Zero One AI", "01-ai"), ("zero-one ai", "01-ai"), ("GLM four five", "glm-4-5")])
def test_numbers_that_are_spoken_one_by_one_are_a_name(real: cnai.Catalogue, name, meant):
    row = which(real, name)
    assert row.match
    assert (row.match.id, row.how) == (meant, "spelling")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("fal-ai/bytedance/seedream/v4", ["seedream-4-0"]),
        ("bytedance/seedream/v4.5", ["seedream-4-5"]),
        ("fal-ai/hunyuan-image/v3", ["hunyuanimage-3-0"]),
        ("deepseek/deepseek-r1/community", ["deepseek-r1"]),
        ("somebody/seedream/v4", []),
    ],
)
def test_a_version_behind_a_slash_belongs_to_the_name_before_it(real: cnai.Catalogue, name, meant):
    assert [m.id for m in real.names.exact(name)] == meant


def test_the_only_size_of_a_version_is_a_candidate_and_no_answer(real: cnai.Catalogue):
    with pytest.raises(NotFound, match="did you mean kat-v1-40b"):
        real.resolve("KAT-V1")
    assert next(c.id for c in which(real, "KAT-V1").candidates) == "kat-v1-40b"


@pytest.mark.parametrize("name", ["K", "Ki", "Qw", "Hu", "De", "01"])
def test_a_beginning_needs_three_letters(real: cnai.Catalogue, name):
    assert real.names.near.prefix(name) == []


def test_two_chinese_characters_are_a_beginning(real: cnai.Catalogue):
    assert [m.id for m in real.names.near.prefix("蚂蚁")] == ["ant-group"]


@pytest.mark.parametrize(("name", "rid"), SLIPS)
def test_only_which_takes_a_close_spelling(real: cnai.Catalogue, name, rid):
    with pytest.raises(NotFound, match="did you mean") as caught:
        real.resolve(name)
    assert caught.value.candidates[0] == rid
    assert rid in caught.value.message


@pytest.mark.parametrize(
    "name",
    ["Qwen7", "Qwen 9", "Qwen2.6", "GLM-9.9", "Kimi K9", "Kimi K2.1", "DeepSeek-V9", "ERNIE 4.6", "MiniMax-M9", "Seed 9.9", "Qwen3-9B"],
)
def test_a_digit_is_never_spelled_away(real: cnai.Catalogue, name):
    assert real.names.near.spelling(name) == []
    assert which(real, name).match is None


class Table:
    """A store of names alone."""

    def __init__(self, names: dict[str, list[list[str]]]) -> None:
        self.names = {name: rows for name, rows in names.items() if rows}

    def named(self, folded: str) -> list[list[str]]:
        return self.names.get(folded, [])

    def beginning(self, folded: str) -> dict[str, list[list[str]]]:
        return {name: rows for name, rows in self.names.items() if name.startswith(folded)}

    def some(self, *_: object) -> list[dict[str, str]]:
        return []

    rows = some


def named_by(names: dict[str, list[list[str]]]) -> Names:
    store: Any = Table(names)
    return Names(store)


ROWS = {
    "amber": [["amber", "name", "company"], ["amber-models", "name", "family"]],
    "ambergris": [["gris", "name", "model"]],
    "amberite": [["ite", "name", "model"]],
    "basalt2": [["basalt-2", "name", "model"]],
    "basalt3": [["basalt-3", "name", "model"]],
    "基石": [["stone", "chinese", "company"]],
    "stoneorg/amber": [["amber-models", "hub", "family"]],
    "cobalt": [["cobalt", "hub", "family"], ["cobalt-1", "alias", "model"]],
    "granite": [["granite", "api", "company"], ["granite-1", "hub", "model"]],
    "labradorit": [["labra-1", "name", "model"]],
    "labradorite": [["labra-2", "name", "model"]],
    "opal": [["opal", "name", "model"]],
}


@pytest.mark.parametrize(
    ("way", "query", "kinds", "found"),
    [
        ("exact", "Amber", NAMED, [("amber", 1)]),
        ("exact", "Amber", ("family", "company"), [("amber-models", 1)]),
        ("exact", "Amber", ("model",), []),
        ("exact", "cobalt", NAMED, [("cobalt-1", 1)]),  # a name of its own goes before a repository
        ("exact", "granite", NAMED, [("granite-1", 1)]),  # and a repository before an API name
        ("exact", "ambe", NAMED, []),
        ("prefix", "ambe", NAMED, [("amber", 0.8)]),
        ("prefix", "ambe", ("model",), [("gris", 0.44), ("ite", 0.5)]),
        ("prefix", "am", NAMED, []),
        ("spelling", "Ambre", NAMED, [("amber", 0.8)]),
        ("spelling", "Ombre", NAMED, []),
        ("spelling", "basalt4", NAMED, []),
        ("spelling", "basolt3", NAMED, [("basalt-3", 0.86)]),
        ("spelling", "basalt", NAMED, []),
        ("spelling", "ambrgris", NAMED, [("gris", 0.88)]),
        ("spelling", "labradorites", NAMED, [("labra-2", 0.92)]),  # the closest alone
        ("spelling", "labbradorites", NAMED, [("labra-2", 0.85)]),
        ("spelling", "labbradoritess", NAMED, []),
        ("spelling", "oppal", NAMED, [("opal", 0.8)]),
        ("spelling", "opa", NAMED, []),
        ("spelling", "", NAMED, []),
    ],
)
def test_a_table_of_names_is_searched(way, query, kinds, found):
    names = named_by(ROWS)
    search = names.exact if way == "exact" else getattr(names.near, way)
    assert [(m.id, m.score) for m in search(query, kinds)] == found


@pytest.mark.parametrize("name", ["labradorit-latest", "models/labradorit", "https://openrouter.ai/stones/labradorit-latest"])
def test_what_stands_around_a_name_does_not_hide_the_nearest(name):
    assert named_by(ROWS).near.nearest(name) == named_by(ROWS).near.nearest("labradorit") == ["labra-1", "labra-2"]


@pytest.mark.parametrize(("rest", "score"), [("dev", 0.79), ("pro", 0.79), ("alb", 0.85), ("", 1)])
def test_the_beginning_of_a_variant_is_never_sure(rest, score):
    names = named_by({f"labradorescent2 5{rest}": [["labra", "name", "model"]]})
    assert [(m.id, m.score) for m in names.near.beginnings("Labradorescent 2.5")] == [("labra", score)]
    assert bool(names.near.prefix("Labradorescent 2.5")) == (score >= 0.8)


def test_a_copy_is_near_to_what_it_copies_alone():
    assert named_by(ROWS).near.nearest("somebody/amberite-GGUF") == ["ite"]
    assert named_by(ROWS).near.nearest("amberit") == ["ite", "amber", "amber-models"]


def test_what_did_not_exist_on_the_day_has_no_name():
    names = named_by({n: [r for r in rows if r[0] == "amber-models"] for n, rows in ROWS.items()})
    assert [m.id for m in names.exact("Amber")] == ["amber-models"]
    assert names.exact("ambergris") == names.near.prefix("basalt") == []
    assert names.near.nearest("ambergris") == ["amber-models"]


@given(anything)
def test_any_text_has_an_answer(text):
    names = named_by(ROWS)
    for found in (names.exact(text), names.near.prefix(text), names.near.spelling(text)):
        assert all(0 < m.score <= 1 for m in found)
    assert len(names.near.nearest(text)) <= 3


# ---- every name that the data itself gives


@pytest.fixture(scope="module")
def names(real: cnai.Catalogue) -> Names:
    return real.names


def test_a_name_is_found_by_itself_as_in_the_whole_table(real: cnai.Catalogue):
    whole = real.store.names
    assert len(whole) > 1000
    assert all(real.store.named(name) == rows for name, rows in list(whole.items())[::7])
    assert real.store.named("no such name") == []
    assert real.store.beginning("qwen3 8") == {n: rows for n, rows in whole.items() if n.startswith("qwen3 8")} != {}


@pytest.mark.parametrize(("table", "kind"), [("companies", "company"), ("families", "family"), ("models", "model")])
def test_every_name_of_a_record_finds_it(real: cnai.Catalogue, names: Names, table, kind):
    lost = [
        (row["id"], how, name)
        for row in real.store.rows(table)
        for name, how in spoken(row)
        if [m.id for m in names.exact(name, (kind,))] != [row["id"]]
    ]
    assert lost == []


@pytest.mark.parametrize("table", ["companies", "families", "models"])
def test_only_a_family_shares_a_name_with_its_company(real: cnai.Catalogue, names: Names, table):
    owners = {(row["id"], m.id) for row in real.store.rows(table) for name, _ in spoken(row) for m in names.exact(name)}
    for rid, owner in owners:
        record = real.get(rid)
        assert rid == owner or (record.record == "family" and record.company == owner)


def test_every_organisation_finds_its_company_or_a_brand_of_it(real: cnai.Catalogue, names: Names):
    for company in real.companies:
        for name in (*company.huggingface, *company.modelscope, *company.github):
            found = [real.get(m.id) for m in names.exact(name)]
            assert company.id in {getattr(r, "company", r.id) for r in found}, name


def test_every_repository_finds_its_model_or_what_it_holds(real: cnai.Catalogue, names: Names):
    """The one model whose main repository it is, else the models whose weights are there, else all that name it."""
    for model in real.models:
        own = {model.huggingface, *(w.repo for w in model.weights)}
        for name in {r for r in (model.modelscope, model.github, *own) if r and "/" in r}:
            found = [real.get(m.id) for m in names.exact(name)]
            assert found, name
            held = [
                r
                for r in found
                if fold(name) in {fold(str(getattr(r, "huggingface", ""))), *(fold(w.repo) for w in getattr(r, "weights", ()))}
            ]
            assert model in found or (held == found and (name not in own or len(found) == 1)), (model.id, name, [r.id for r in found])


def test_every_name_of_an_api_finds_its_page_with_the_model(real: cnai.Catalogue):
    for model in real.models[::5]:
        for api in model.apis:
            [match] = real.names.exact(api.model_id, ("api",))
            page = real.api(match.id)
            assert model.id in {s.model for s in page.serves} | {s.model for s in page.served}, api.model_id


def test_ids_are_found_in_any_case(real: cnai.Catalogue, names: Names):
    records = (*real.companies, *real.families, *real.models)
    for record in records:
        for spelled in (record.id.upper(), record.id.replace("-", "_"), record.id.title()):
            assert [(m.id, m.how) for m in names.exact(spelled)] == [(record.id, "id")]


def test_folded_ids_differ(real: cnai.Catalogue):
    folded = sorted(fold(r.id) for r in (*real.companies, *real.families, *real.models))
    assert [a for a, b in pairwise(folded) if a == b] == []


@pytest.mark.parametrize(
    ("name", "rid"),
    [("deepseek-ai/DeepSeek-R1", "deepseek-r1"), ("zai-org/GLM-4.5", "glm-4-5"), ("internlm/Intern-S1", "intern-s1"), ("华爲", "huawei")],
)
def test_a_main_repository_is_its_model(real: cnai.Catalogue, name, rid):
    match = which(real, name).match
    assert match
    assert match.id == rid


@pytest.mark.parametrize("name", ["智", "百", "Hunyuan 2", "Qwen-VL 2", "Kimi Chat 2", "DeepSeek R2", "Kimi X2", "\ud800x"])
def test_nothing_is_guessed(real: cnai.Catalogue, name):
    assert which(real, name).match is None


@pytest.mark.parametrize("name", ["GLM-4.9", "GLM-4-F"])
def test_an_unclear_beginning_is_no_slip(real: cnai.Catalogue, name):
    row = which(real, name)
    assert row.match is None
    assert row.candidates
    assert all(c.score < 0.8 for c in row.candidates)


def test_a_list_of_names_reads_the_api_names_once(run, monkeypatch, tmp_path):
    from cnai.store.database import Database

    read, columns = [], Database.columns

    def counted(store, table, names):
        read.append(table)
        return columns(store, table, names)

    monkeypatch.setattr(Database, "columns", counted)
    ids = [m.id for m in cnai.load().models][:50]
    (tmp_path / "ids").write_text("\n".join(ids), encoding="utf-8")
    said = run("which", f"@{tmp_path / 'ids'}", "--fields", "match_id", "--no-header")
    assert said.out.split() == ids
    assert read.count("apis") <= 1


def test_each_name_of_a_family_of_two_means_it(run: Runner):
    for name in ("QwQ", "qvq", "QVQ"):
        assert '"match": {"id": "qwq"' in run("which", name, "--json").out, name


@pytest.mark.parametrize(("rest", "variant"), [("turbo", True), ("dev", True), ("beta", True), ("", False), ("is good", False)])
def test_what_makes_another_model_of_a_name(rest, variant):
    assert is_variant(rest) is variant


@pytest.mark.parametrize(
    ("field", "value", "names", "how"),
    [
        ("short_name", "Amber", ["Amber"], "alias"),
        ("legal_name", "Amber Ltd", ["Amber Ltd"], "alias"),
        ("aliases", ["A2", "Ambra"], ["A2", "Ambra"], "alias"),
        ("former_names", ["Resin"], ["Resin"], "alias"),
        ("article_names", ["Amber AI"], ["Amber AI"], "article"),
        ("name_zh", "琥珀", ["琥珀"], "chinese"),
        ("pinyin", ["hupo", "hu po"], ["hupo", "hu po"], "pinyin"),
        ("listings", [{"exchange": "HKEX", "ticker": "9999"}], ["9999"], "ticker"),
    ],
)
def test_each_field_with_a_name_is_a_way_to_say_it(field, value, names, how):
    named = {"id": "amber-2", "name": "Amber 2"}
    alone = [("amber-2", "id"), ("Amber 2", "name")]
    assert spoken(named) == spoken({**named, field: None}) == alone
    assert spoken({**named, field: value}) == [*alone, *((name, how) for name in names)]


@pytest.mark.parametrize("field", ["huggingface", "modelscope", "github", "weights"])
def test_repositories_are_names_with_and_without_their_organisation(field):
    repos = ["stones/Amber-2", "stones"]
    held = {field: [{"repo": repo} for repo in repos] if field == "weights" else repos}
    assert addresses(held) == [("stones/Amber-2", "hub"), ("stones", "hub"), ("Amber-2", "hub")]
    assert addresses({field: None}) == []
    if field != "weights":
        assert addresses({field: "stones"}) == [("stones", "hub")]


@pytest.mark.parametrize("command", ["prices", "models", "stats", "scores", "timeline", "compare", "can", "license"])
@pytest.mark.parametrize("name", ["deepseek-chat", "deepseek-reasoner"])
def test_how_a_name_was_taken_is_said_once(command, name, run: Runner):
    said = run(command, name, *(["deepseek-r1"] if command == "compare" else []), "--as-of", "2026-11-01").err.splitlines()
    assert len([line for line in said if line.startswith(f"the API name {name} ")]) == 1


def test_a_bare_generation_comes_before_an_api_name_of_the_same_letters(real, run: Runner):
    both = {
        name: {row[0] for row in rows if row[1] == "bare"}
        for name, rows in real.store.names.items()
        if {"bare", "api"} <= {row[1] for row in rows}
    }
    assert "k3" in both
    for name, ids in both.items():
        for written in (name, name.upper()):
            assert {m.id for m in real.names.exact(written)} == ids
            if len(ids) == 1:
                said = run("show", written, "--json")
                assert json.loads(said.out)["id"] in ids
                assert f"{written} is taken as " in said.err
                assert "is an API name too" in said.err


def test_a_repository_of_several_names_says_the_others(run: Runner):
    said = run("show", "glm-asr", "--json")
    assert json.loads(said.out)["id"] == "glm-asr-nano-2512"
    assert said.err == "glm-asr is taken as GLM-ASR-Nano-2512, by its repository; other names that begin so: glm-asr-2512\n"
    for plain in ("zai-org/GLM-ASR", "glm-asr-2512", "moonshotai", "deepseek-r1"):
        assert run("show", plain, "--json").err == ""


@pytest.mark.parametrize("name", ["deepseek-chat", "deepseek/deepseek-chat", "openrouter/deepseek/deepseek-reasoner"])
def test_which_says_what_a_switched_off_name_served_last(name, run: Runner):
    api = name.rpartition("/")[2]
    assert f"the API name {api} is switched off and last served DeepSeek-V4-Flash: cnai show deepseek-v4-flash" in run("which", name).err
    assert "switched off" not in run("which", name, "--as-of", "2025-06-01").err
