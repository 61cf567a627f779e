"""Reading a text: which labs and models it names, where, and what the article claims about them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.questions.review import Mention, review
from conftest import Runner, rows_of

TEXT = """\
Ember leads, says the press; Amber-AI follows (as does Basal).
\tThe BasaltLM2.5-7B-V sees, "BasaltLM2-57B" reads.

Try amber-ai/Amber-2, 9999.HK, Bassalt, Ambre and Amber One. Nobody names Granite or amber.
今天玄武和琥珀智能都来了。
"""
FOUND = [
    (1, 1, "Ember", "amber", "article"),
    (1, 30, "Amber-AI", "amber", "alias"),
    (1, 56, "Basal", "basalt", "article"),
    (2, 6, "BasaltLM2.5-7B-V", "basalt-v-7b", "name"),
    (2, 30, "BasaltLM2-57B", "basalt-57b", "name"),
    (4, 5, "amber-ai/Amber-2", "amber-2", "hub"),
    (4, 23, "9999.HK", "amber", "ticker"),
    (4, 32, "Bassalt", "basalt", "spelling"),
    (4, 41, "Ambre", "amber", "spelling"),
    (4, 51, "Amber One", "amber-1", "alias"),
    (5, 3, "玄武", "basalt", "chinese"),
    (5, 6, "琥珀智能", "amber", "chinese"),
]


def test_a_text_names_labs_and_models(stone_run: Runner):
    found = rows_of(stone_run("review", "-", "--json", stdin=TEXT))
    assert [(r["line"], r["column"], r["text"], r["id"], r["how"]) for r in found] == FOUND
    assert {r["id"]: r["claims"] for r in found} == {
        "amber": ["tiers-claim-1", "amber-claim-1", "amber-claim-2"], "basalt": ["tiers-claim-1"], "amber-1": ["amber-claim-1"],
        "amber-2": [], "basalt-57b": [], "basalt-v-7b": [],
    }  # fmt: skip


def at_its_place(text: str, row: Mention) -> bool:
    return text.splitlines()[row.line - 1][row.column - 1 :].startswith(row.text)


PIECES = [
    *(f[2] for f in FOUND), "Amber", "Amber 2", "Basalt Vision", "and", "The", "。", "，", ", ", ". ", "(", ")", "\n", "\r\n", "\u2028",
    "\t", " ", "'s", "“", "*", "😀", "é", "\u200b", "智", "\x1b[1m",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_place_is_exact(invented_data: Path, text):
    found = review(cnai.load(data=invented_data), text)
    assert all(at_its_place(text, row) and row.text for row in found)
    places = [(row.line, row.column) for row in found]
    assert places == sorted(set(places)), "in reading order, none twice"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "Nobody is named here.", "granite and amber in lower case", "石头", "1 2 3", ". ? !", "Llama and GPT-4o"],
)
def test_a_text_may_name_nobody(stone_run: Runner, text):
    said = stone_run("review", "-", "--json", stdin=text)
    assert rows_of(said) == []
    assert said.err == "no known lab or model is mentioned\n"


def test_a_file_is_read_with_or_without_a_mark_of_order(stone_run: Runner, tmp_path: Path):
    for name, encoding in (("plain.md", "utf-8"), ("marked.md", "utf-8-sig")):
        (tmp_path / name).write_text(TEXT, encoding=encoding)
        assert [r["column"] for r in rows_of(stone_run("review", str(tmp_path / name), "--json"))] == [f[1] for f in FOUND]


def test_what_is_no_text_is_refused(stone_run: Runner, tmp_path: Path):
    (tmp_path / "latin.txt").write_bytes("Améthyste".encode("latin-1"))
    for path, code, why_not in (
        (tmp_path / "latin.txt", 2, "is not UTF-8 text (byte 2); save it as UTF-8"),
        (tmp_path / "none", 1, "cannot read"),
    ):
        said = stone_run("review", str(path))
        assert (said.code, said.out) == (code, "")
        assert why_not in said.err


def test_a_mis_spelling_is_shown_with_the_right_name_and_the_claims(stone_run: Runner):
    out = stone_run("review", "-", stdin="Ember is here.\n", terminal=True).out
    assert "Ember" in out
    assert "Amber Intelligence" in out
    assert "3 claims of the article about them" in out


# Every spelling that the article prints, in sentences that are not the article's.
PRINTED = [
    ("Deep Seek", "deepseek", "Few saw Deep Seek coming."),
    ("Deepseek R1", "deepseek-r1", "In winter Deepseek R1 made headlines."),
    ("Deepseek V3 3.1", "deepseek-v3-1", "By autumn it was Deepseek V3 3.1 instead."),
    ("Alibaba Cloud", "alibaba", "One can rent it from Alibaba Cloud today."),
    ("Quinn", "qwen", "Students pick Quinn for its sizes."),
    ("Quinn 3235B2507 Reasoning", "qwen3-235b-a22b-thinking-2507", "They ran Quinn 3235B2507 Reasoning at night."),
    ("ByteDance", "bytedance", "Then ByteDance woke up."),
    ("Bite Seed", "seed", "Its team is heard as Bite Seed in the film."),
    ("Seed Thinking v1.5", "seed-thinking-v1-5", "It answers slowly, this Seed Thinking v1.5 of theirs."),
    ("Seed Dream 3.0", "seedream-3-0", "The picture is by Seed Dream 3.0, not by hand."),
    ("Seen 1.0", "seedance-1-0", "The clip was made with Seen 1.0 in a minute."),
    ("Tencent", "tencent", "Games paid for it at Tencent first."),
    ("Hunren", "hunyuan", "The chat runs on Hunren now."),
    ("Moonshot AI", "moonshot", "A dark side of the moon gave Moonshot AI its name."),
    ("Kimi", "kimi", "Long letters go to Kimi first."),
    ("Kimi K2", "kimi-k2", "We asked Kimi K2 for a poem."),
    ("Zupu AI", "zhipu", "A spin-off called Zupu AI went public."),
    ("ZAI", "zhipu", "The sign on the door says ZAI in blue."),
    ("GLM4.5", "glm-4-5", "Cheap and good, that was GLM4.5 in summer."),
    ("CogVideo", "cogvideo", "Before all others there was CogVideo, blurred but moving."),
    ("Minimax", "minimax", "Its rival Minimax sells voices."),
    ("Glow", "glow", "Teenagers talked to Glow all night."),
    ("Miniax M2", "minimax-m2", "The agent used Miniax M2 for tools."),
    ("Kuaishou", "kuaishou", "Short films made Kuaishou rich."),
    ("Cling", "kling", "Her short film is pure Cling, frame by frame."),
    ("Butterfly Effect", "butterfly-effect", "The maker, Butterfly Effect, moved south."),
    ("Manis AI", "manus", "Invitations to Manis AI were sold for money."),
    ("Baidu", "baidu", "People searched with Baidu for years."),
    ("Ernie", "ernie", "A puppet lent Ernie its name."),
    ("Ernie 4.5", "ernie-4-5", "The weights of Ernie 4.5 were opened."),
    ("01.AI", "01-ai", "A famous founder left 01.AI to others."),
    ("BRIA", "baichuan", "The line on BRIA puzzles every reader."),
    ("StepFun", "stepfun", "From Shanghai came StepFun with voices."),
    ("Step three", "step3", "Its model Step three sees pictures."),
    ("OpenBMB", "openbmb", "A university stands behind OpenBMB too."),
    ("MiniCPM", "minicpm", "My phone runs MiniCPM offline."),
    ("Huawei", "huawei", "The chips are made by Huawei itself."),
    ("Pangu", "pangu", "A giant of myth gave Pangu its name."),
    ("SenseTime", "sensetime", "Cameras were the trade of SenseTime before."),
    ("SenseNova", "sensenova", "Office work is what SenseNova does."),
    ("SenseNova V6.5", "sensenova-v6-5", "They showed SenseNova V6.5 on a stage."),
    ("Shanghai AI Laboratory", "shanghai-ai-lab", "Papers pour out of Shanghai AI Laboratory daily."),
    ("InternLM", "internlm", "Small and open, that is InternLM in two words."),
    ("Ant Group", "ant-group", "Payments are the trade of Ant Group at home."),
    ("Ring 1T", "ring-1t", "A rack of servers holds Ring 1T in memory."),
    ("Cherry Studio", "cherry-studio", "On the desktop I use Cherry Studio for all."),
    ("Xiaohongsu", "xiaohongshu", "Shoppers read Xiaohongsu before they buy."),
    ("DOTS LM1", "dots-llm1", "A small team trained DOTS LM1 from nothing."),
    ("Xiaomi", "xiaomi", "Even the cars of Xiaomi talk."),
    ("Mimo", "mimo", "The voice in the kitchen is Mimo now."),
    ("Meituan", "meituan", "Lunch comes by Meituan here."),
    ("Long-Flash", "longcat-flash-chat", "The courier's own model is Long-Flash, of all things."),
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "rid", "sentence"), PRINTED)
def test_a_spelling_of_the_article_is_found_in_a_sentence(real: cnai.Catalogue, spelling, rid, sentence):
    [row] = review(real, sentence)
    assert (row.text, row.id) == (spelling, rid)
    assert row.column == sentence.index(spelling) + 1


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The small one is called Yi for short.", []),
        ("The small Yi of 01.AI is short.", ["yi", "01-ai"]),
        ("It thinks before it speaks, their Ring does.", []),
        ("It thinks before it speaks, the Ring of Ant Group does.", ["ring", "ant-group"]),
    ],
)
def test_a_word_of_every_day_is_a_name_only_beside_its_maker(real: cnai.Catalogue, sentence, found):
    assert [row.id for row in review(real, sentence)] == found


def test_the_articles_spellings_name_every_company_of_it(real: cnai.Catalogue):
    text = "\n".join(sentence for *_, sentence in PRINTED)
    found = review(real, text)
    assert [row.line for row in found] == list(range(1, len(PRINTED) + 1))
    named = {real.get(row.id) for row in found}
    article = {c for tier in real.tiers for c in tier.companies}
    assert {getattr(r, "company", r.id) for r in named} == article
    assert len(article) == 22
    assert all(any(row.claims for row in found if getattr(real.get(row.id), "company", row.id) == c) for c in article)


def test_chinese_without_spaces_is_read(real: cnai.Catalogue):
    text = "智譜和百度都在北京，騰訊在深圳。小红书也来了！"
    found = review(real, text)
    assert [(r.text, r.id) for r in found] == [
        ("智譜", "zhipu"), ("百度", "baidu"), ("騰訊", "tencent"), ("小红书", "xiaohongshu"),
    ]  # fmt: skip
    assert all(at_its_place(text, row) for row in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kimi's answer, Tencent's first, Quinn's size.", [("Kimi", "kimi"), ("Tencent", "tencent"), ("Quinn", "qwen")]),
        (
            "月之暗面发布Kimi K2模型，阿里云的Qwen3也开源。",
            [("月之暗面", "moonshot"), ("Kimi K2", "kimi-k2"), ("阿里云", "alibaba"), ("Qwen3", "qwen3")],
        ),
        ("通义千问、Kimi、豆包", [("通义千问", "qwen"), ("Kimi", "kimi"), ("豆包", "doubao")]),
        ("We serve kimi-k2 and qwen3-8b.", [("kimi-k2", "kimi-k2"), ("qwen3-8b", "qwen3-8b")]),
        ("In a minute - Deep Seek", [("Deep Seek", "deepseek")]),
        ("讯飞星火X1和文心一言", [("文心一言", "ernie")]),
        ("百度X1和文心", [("百度", "baidu"), ("X1", "ernie-x1"), ("文心", "ernie")]),
        ("Kimi's makers climb K2 mountain", [("Kimi", "kimi")]),
        ("元宝节，盘古开天，文心雕龙，小米粥", []),
        ("腾讯元宝和华为盘古", [("腾讯元宝", "yuanbao"), ("华为", "huawei"), ("盘古", "pangu")]),
        ("即梦4.0和混元图像3.0都不错", [("即梦", "jimeng"), ("混元图像3.0", "hunyuanimage-3-0")]),
        ("用可灵 2.6 和豆包1.8", [("可灵 2.6", "kling-2-6"), ("豆包1.8", "seed-1-8")]),
    ],
)
def test_a_real_text_is_read(real: cnai.Catalogue, text, found):
    assert [(r.text, r.id) for r in review(real, text)] == found


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Hunren and Zupu lead, says Quen, Kimmy and Mee Mo.", ["hunyuan", "zhipu", "qwen", "kimi", "mimo"]),
        ("I like Quen. Kimmy is good. Jipu too.", ["qwen", "kimi", "zhipu"]),
        ("We compared Qwen 3 and kimi", ["qwen3", "kimi"]),
        ("Qwen 3 against deepseek and baidu", ["qwen3", "deepseek", "baidu"]),
        ("Kimmy is good.", []),
        ("Kimmy and Quen came to dinner.", []),
        ("Kimmy Schmidt likes Qwen 3", ["qwen3"]),
        ("A moonshot of Qwen 3: one step, a ring, a quark, manus and minimax regret", ["qwen3"]),
        ("kimi and baidu", []),
    ],
)
def test_misheard_and_lower_case_names_count_beside_others(line, named, real):
    assert [m.id for m in real.review(line)] == named


def test_a_verdict_that_changed_is_todays_first_with_both_days(stone_run: Runner, stones: cnai.Catalogue):
    said = stone_run("review", "-", "--plain", stdin="Amber 1\n").out
    assert "outdated: Amber 1 is the newest stone. (amber-claim-1)" in said
    assert f"supported on {stones.article['date']}, today: outdated (since 2025-08-15)" in said


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Qwen3-Coder is good", ["qwen-coder"]),
        ("Qwen3-VL beats Qwen2.5-VL", ["qwen-vl", "qwen-vl"]),
        ("model: qwen/qwen3-coder:free", ["qwen-coder"]),
        ("I run DeepSeek-R1-Distill-Qwen-32B-Q5_K_M.gguf here", ["deepseek-r1-distill-qwen-32b"]),
        ("see models/Qwen3-Coder-30B-A3B-Instruct-Q4_K_M.gguf.", ["qwen3-coder-30b-a3b-instruct"]),
        ("COVID-19, GPT-4.1-mini, Llama-3.1-8B.gguf and F-16", []),
    ],
)
def test_a_name_of_several_models_is_their_family_and_a_file_its_model(text, ids, real: cnai.Catalogue):
    assert [m.id for m in review(real, text)] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [("deep seek v3.1 is good", ["deepseek-v3-1"]), ("then qwen 3 coder next came", ["qwen3-coder-next"]), ("in step 3 we chat", [])],
)
def test_a_transcript_in_lower_case_is_read(real: cnai.Catalogue, text: str, ids: list[str]) -> None:
    assert [row.id for row in review(real, text)] == ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MiniMax M2.5和百川M3", [("MiniMax M2.5", "minimax-m2-5"), ("百川M3", "baichuan-m3-235b")]),
        ("百川M2", [("百川M2", "baichuan-m2-32b")]),
        ("用百川 M3，别的不用", [("百川 M3", "baichuan-m3-235b")]),
        ("百川智能M3和MiniMax", [("百川智能", "baichuan"), ("M3", "baichuan-m3-235b"), ("MiniMax", "minimax")]),
        ("智谱GLM", [("智谱", "zhipu"), ("GLM", "glm")]),
        ("阿里Qwen3", [("阿里", "alibaba"), ("Qwen3", "qwen3")]),
        ("智谱M3和MiniMax M2.5", [("智谱", "zhipu"), ("MiniMax M2.5", "minimax-m2-5")]),
        ("MiniMax M2.5 against Zhipu M3", [("MiniMax M2.5", "minimax-m2-5"), ("Zhipu", "zhipu")]),
        ("MiniMax's M2 and Moonshot's K2", [("MiniMax", "minimax"), ("M2", "minimax-m2"), ("Moonshot", "moonshot"), ("K2", "kimi-k2")]),
        ("混元R1和DeepSeek", [("混元", "hunyuan"), ("DeepSeek", "deepseek")]),
        ("日日新V6 Turbo和日日新V6.5", [("日日新V6 Turbo", "sensenova-v6-turbo"), ("日日新V6.5", "sensenova-v6-5")]),
        ("百川，智谱发布", [("百川", "baichuan"), ("智谱", "zhipu")]),
    ],
)
def test_a_version_directly_behind_a_maker_is_of_that_maker(real: cnai.Catalogue, text, found):
    assert [(r.text, r.id) for r in review(real, text)] == found


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("阿里、字节和蚂蚁都发布了新模型", ["alibaba", "bytedance", "ant-group"]),
        ("阿里发布", ["alibaba"]),
        ("螞蟻與阿里", ["ant-group", "alibaba"]),
        ("字节、蚂蚁、面壁", ["bytedance", "ant-group", "openbmb"]),
        ("字节Seed 2.0 Pro", ["bytedance", "seed-2-0-pro"]),
        ("上海AI实验室发布", ["shanghai-ai-lab"]),
        ("上海AI实验室和百度联合发布", ["shanghai-ai-lab", "baidu"]),
        ("智谱AI。海螺AI.", ["zhipu", "hailuo"]),
        ("一个字节", []),
        ("字节", []),
        ("字节和蚂蚁", []),
        ("DeepSeek的权重每个参数占两个字节，用UTF-8字节流", ["deepseek"]),
        ("百度：蚂蚁搬家，海纳百川，阿里山，二零一八年，阶跃函数，穆罕默德·阿里", ["baidu"]),
        ("DeepSeek的深度学习，上海的蝴蝶", ["deepseek"]),
    ],
)
def test_half_a_chinese_name_is_a_name_unless_it_is_a_word(real: cnai.Catalogue, text, ids):
    assert [r.id for r in review(real, text)] == ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DeepSeek-V5 is coming", [("DeepSeek", "deepseek")]),
        ("MiMo-V2 came in December", [("MiMo", "mimo")]),
        ("Kimi-K4 leaks", [("Kimi", "kimi")]),
        ("GLM-6 rumours, DeepSeek-V5-Flash", [("GLM", "glm"), ("DeepSeek", "deepseek")]),
        ("GLM-5 and Kimi-K2", [("GLM-5", "glm-5"), ("Kimi-K2", "kimi-k2")]),
        ("Step-9, Ring-7 and P1-3", []),
        ("StepFun's Step-9", [("StepFun", "stepfun"), ("Step", "step")]),
        ("ByteDance — and Kimi K3 · so", [("ByteDance", "bytedance"), ("Kimi K3", "kimi-k3")]),
    ],
)
def test_a_hyphen_before_a_version_is_a_space(real: cnai.Catalogue, text, found):
    assert [(r.text, r.id) for r in review(real, text)] == found


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Apache Spark processes data, apache/spark and DGX SPARK too.", []),
        ("Ray, Falcon, Atlas, Orca, Phoenix, Scope, Lance, Lynx, Plato, Skylark, Retool, Voyager and a UFO", []),
        ("No code, any text, a real world model, the house OF A friend, text-to-image, P0/P1, job/step", []),
        ("Ali Baba and Baba Yaga paid ten cents for a Moon Shot", []),
        ("InternLM and its Spark; SenseTime", ["internlm", "spark-vl-7b", "sensetime"]),
        ("SenseTime and its Spark", ["sensetime"]),
        ("ByteDance's Seaweed and Lance", ["bytedance", "doubao-seaweed", "lance"]),
        ("SenseNova's Spark-VL-7B", ["sensenova", "spark-vl-7b"]),
        ("Deep Seek, Mini Max and Cog Video", ["deepseek", "minimax", "cogvideo"]),
        ("AReaL, ContentV, dots.ocr and Z-Image", ["areal", "contentv-8b", "dots-ocr", "z-image"]),
    ],
)
def test_an_ordinary_word_in_a_short_name_is_no_model(real: cnai.Catalogue, text, ids):
    assert [r.id for r in review(real, text)] == ids


def test_one_long_line_is_read_in_proportion_to_its_length(real: cnai.Catalogue):
    piece = "We asked Ernie and then K2 of Kimi again, 字节 too. "

    def seconds(text: str) -> float:
        start = time.process_time()
        review(real, text)
        return time.process_time() - start

    seconds(piece)
    assert seconds(piece * 4000) < 30 * max(seconds(piece * 400), 0.01)


def test_a_long_line_without_a_gap_is_read_at_once(real: cnai.Catalogue):
    assert review(real, "A" * 300_000) == ()
    assert review(real, "a1" * 100_000 + " and Kimi K2")[0].id == "kimi-k2"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("DAPO improves training.", ["dapo-qwen-32b"]),
        ("AuK is out, and an auk is a bird.", ["auk"]),
        ("SCoPE helps against scope creep.", ["scope-i2v-14b"]),
        ("UFO, KSA and DGX SPARK", []),
        ("混元Turbo降价,混元Lite免费。", ["hunyuan-turbo", "hunyuan-lite"]),
        ("We tried magic-animate yesterday.", ["magicanimate"]),
    ],
)
def test_a_coined_name_is_none_that_people_write_otherwise(real: cnai.Catalogue, text, ids):
    assert [m.id for m in review(real, text)] == ids
