"""Names as routers, hubs, price tables, Chinese users and transcripts write them: the right record, and never the wrong one silently."""

import json
import time

import pytest

import cnai
from cnai import NotFound
from cnai.questions.review import review
from cnai.questions.which import which
from cnai.store import firms
from cnai.store.folding import finishes_version, fold, goes_on_in_size, is_chinese, width
from cnai.store.sounds import bones, in_digits, key
from cnai.store.spelling import _almost, nearest, slips
from conftest import Runner

# What each name means, on the bundled data: a record's id, and the names that mean it.
MEANS = {
    "qwen1-5-7b": "qwen:7b; ollama/qwen:7b-chat-q4_0",  # Ollama has the generation after the first under these names
    "qwen1-5-0-5b": "qwen:0.5b",
    "yi-1-5-34b": "yi:34b; yi:34b-chat-v1.5-q3_K_S",
    "codeqwen1-5-7b": "codeqwen:7b",
    "ovis2-1b": "ATH-MaaS/Ovis2-1B; AIDC-AI/Ovis2-1B",  # the account that took the place of the first
    "marco-mini": "ATH-MaaS/Marco-Mini-Instruct",
    "minimax-text-01": "MiniMaxAI/MiniMax-Text-01-hf; MiniMax-Text-01-hf",
    "ernie-4-5-0-3b": "baidu/ERNIE-4.5-0.3B-Paddle",
    "distilqwen2-5-7b": "alibaba-pai/DistilQwen2.5-7B-Instruct-AWQ",
    "minimax-m2": "minimax/minimax-m2; MiniMax/MiniMax-M2; Min Max M2; minimax-m2:cloud; MiniMaxAI/MiniMax-M2",
    "minimax-m2-5": "minimax/minimax-m2.5; Minimax M2.5",
    "cogview-4": "zhipuai/cogview-4; 智谱 CogView-4",
    "hunyuanvideo": "tencent/HunyuanVideo; HunyuanVideo; 腾讯 HunyuanVideo",
    "glm-4-6": "z-ai/glm-4.6; cerebras/zai-glm-4.6; "
    "zai/glm-4.6:exacto; openrouter/z-ai/glm-4.6; https://openrouter.ai/z-ai/glm-4.6; zai-org/GLM-4.6-FP8; "
    "fireworks_ai/accounts/fireworks/models/glm-4p6; hf:zai-org/GLM-4.6; glm-4.6@20251001; novita/zai-org/glm-4.6; glm-4.6:cloud",
    "glm-4-7": "zai.glm-4.7; z-ai/glm-4.7",
    "glm-5": "zai/glm-5; Zhipu GLM-5; 智谱 GLM-5; 智谱GLM-5; 智譜GLM-5; GLM-5（智谱）; 【智谱】GLM-5; 智谱·GLM-5; ＧＬＭ－５",
    "glm-5-3": "glm-5.3[1m]; glm-5.3:thinking; z-ai/glm-5.3:free",
    "glm-4-5": "https://github.com/zai-org/GLM-4.5; github.com/zai-org/GLM-4.5/blob/main/README.md",
    "deepseek-r1": "azureml://registries/azureml-deepseek/models/DeepSeek-R1/versions/1; "
    "deepseek/deepseek-r1:free; deepseek.r1-v1:0; us.deepseek.r1-v1:0; bedrock/us.deepseek.r1-v1:0; azure_ai/deepseek-r1; "
    "deepseek-r1:671b; deepseek-r1:latest; deepseek-ai/DeepSeek-R1:novita; https://huggingface.co/deepseek-ai/DeepSeek-R1; "
    "https://huggingface.co/deepseek-ai/DeepSeek-R1/tree/main?x=1#a; github.com/deepseek-ai/DeepSeek-R1#readme; Deep Seek R one; "
    "DeepSeek R1 (深度求索); R1",
    "deepseek-r1-0528": "vertex_ai/deepseek-ai/deepseek-r1-0528-maas; publishers/deepseek-ai/models/deepseek-r1-0528-maas",
    "deepseek-r1-distill-qwen-7b": "deepseek-r1:7b; https://ollama.com/library/deepseek-r1:7b; ollama/deepseek-r1:7b",
    "deepseek-r1-distill-qwen-32b": "@cf/deepseek-ai/deepseek-r1-distill-qwen-32b; deepseek-r1:32b",
    "deepseek-r1-distill-llama-70b": "deepseek-r1:70b",
    "deepseek-v3-1": "openrouter/deepseek/deepseek-chat-v3.1:free; deepseek-v3p1; deepseek-v3.1:671b-cloud; "
    "together_ai/deepseek-ai/DeepSeek-V3.1",
    "deepseek-v3": "deepseek-v3:671b; siliconflow/Pro/deepseek-ai/DeepSeek-V3; git@github.com:deepseek-ai/DeepSeek-V3.git; V3",
    "deepseek-v2": "deepseek-ai/DeepSeek-V2",
    "deepseek-chat": "deepseek/deepseek-chat; deepseek-chat",
    "kimi-k3": "openrouter/moonshotai/kimi-k3; moonshotai/kimi-k3:online",
    "kimi-k2": "accounts/fireworks/models/kimi-k2-instruct; kimi-k2:1t-cloud; 月之暗面 Kimi K2; 月之暗面Kimi K2; Moonshot K2; K2; "
    "Kimmy K2; Kimi k two; https://github.com/MoonshotAI/Kimi-K2",
    "kimi-k2-0905": "groq/moonshotai/kimi-k2-instruct-0905; Kimi K2 (0905)",
    "kimi-k2-5": "kimi-k2p5; moonshotai/kimi-k2.5:free",
    "kimi-k2-thinking": "moonshot.kimi-k2-thinking; vertex_ai/moonshotai/kimi-k2-thinking-maas; K2 Thinking; Kimi K2 Thinkng",
    "qwen-max": "dashscope/qwen-max; alibaba/qwen-max; 阿里云 Qwen-Max",
    "qwen3-32b": "qwen3:32b; qwen3:32b-q4_K_M; qwen.qwen3-32b-v1:0; groq/qwen/qwen3-32b; cerebras/qwen-3-32b; Qwen/Qwen3-32B-AWQ; "
    "Qwen/Qwen3-32B-MLX-4bit",
    "qwen2-5-coder-32b": "qwen2.5-coder:32b; qwen2.5-coder:32b-instruct-q8_0",
    "qwen2-5-7b": "qwen2.5:7b; qwen2.5:7b-instruct-q8_0",
    "qwen3-coder-480b-a35b-instruct": "qwen3-coder:480b-cloud; bedrock/qwen.qwen3-coder-480b-a35b-v1:0",
    "qwen3-8b": "https://www.modelscope.cn/models/Qwen/Qwen3-8B/summary; hf.co/Qwen/Qwen3-8B",
    "qwq-32b": "qwq:32b; workers-ai/@cf/qwen/qwq-32b",
    "qwen3": "Alibaba Qwen3; 阿里 Qwen3; 通义千问3; Alibaba/Qwen3; Quen 3; qwen3:latest",
    "qwen3-5": "千问3.5; qwen-3.5; Qwen 3 5; qwen3_5",
    "yi-34b": "零一万物 Yi-34B",
    "glm-4-9b": "glm4:9b",
    "deepseek-coder-v2-lite": "deepseek-coder-v2:16b",
    "hunyuan-a13b": "Tencent Hunyuan-A13B; tencent/hunyuan-a13b-instruct:free; 腾讯混元 A13B",
    "hunyuan-turbos": "混元 TurboS",
    "ernie-4-5": "文心 ERNIE 4.5; 百度文心4.5; Baidu's ERNIE 4.5",
    "ernie-5-1": "文心 ERNIE 5.1",
    "kling-2-6": "可灵 2.6; 可灵2.6; Kling AI 2.6",
    "kling-2-1": "快手可灵2.1",
    "hailuo-02": "海螺02; 海螺 02; MiniMax 海螺 02; Hailuo AI 02",
    "step3": "阶跃星辰 Step3; 阶跃 Step-3",
    "pangu": "华为盘古",
    "deepseek": "DeepSeek（深度求索）; deepseek.com; https://chat.deepseek.com/; https://huggingface.co/deepseek-ai; DeepSick; "
    "Depseek; sdqs; shen1du4 qiu2suo3; Shēndù Qiúsuǒ",
    "kimi": "kimi.com; www.kimi.com; https://www.kimi.com/chat/abc; Kimmy; 「Kimi」",
    "qwen": "qwen.ai; https://chat.qwen.ai/; Quen; Kwen; Quinn; qian1wen4",
    "moonshot": "moonshot.cn; platform.moonshot.ai; yzam; yue4 zhi1 an4 mian4",
    "zhipu": "z.ai; https://open.bigmodel.cn/; https://www.modelscope.cn/organization/ZhipuAI; Jipu; zp; zhi4pu3",
    "minimax": "minimax.io; api.minimaxi.com; Mini Maks; xykj",
    "alibaba": "https://dashscope.aliyuncs.com/compatible-mode/v1; albb; 阿里; a1li3ba1ba1",
    "baichuan": "百川智慧; Baichaun; Baychuan; bczn",
    "shanghai-ai-lab": "上海人工智慧實驗室",
    "internlm": "書生浦語; 書生·浦語",
    "mimo": "小米MiMo; Mee Mo",
    "bytedance": "zjtd; 字節; zi4jie2tiao4dong4",
    "doubao": "字节 豆包; dou4bao1",
    "tencent": "Tensent; tx",
    "baidu": "Baidoo; bai3du4",
    "xiaomi": "Shaomi; Xiaomy",
    "qwen3-coder-30b-a3b-instruct": "us.qwen.qwen3-coder-30b-a3b-v1:0; qwen/qwen3-coder-30b",
    "qwen3-coder-next": "Qwen3-Coder-Next-MXFP4_MOE.gguf",
}
# What means no record: the record that a careless reader would take, or "" where nothing is near.
NOT = {
    "baidu/ERNIE-5": "ernie-5-5-flash-base", "ERNIE-5": "ernie-5-1", "HunyuanVideo 1": "hunyuanvideo-1-5",
    "HunyuanImage 2": "hunyuanimage-2-1",
    "Doubao 1": "seed-thinking-v1-5", "minimax-m2.8": "minimax-m2", "glm-4.9": "glm-4-9b", "kimi-k2.9": "kimi-k2",
    "deepseek-v3.3": "deepseek-v3-2", "deepseek-r2": "deepseek-v2", "baichuan-m5": "baichuan2-7b", "Qwen7": "qwen3", "Kimi K4": "kimi-k3",
    "GLM-6": "glm-5", "MiniMax-M4": "minimax-m3", "seed-1.7": "seed-1-6", "cherry": "cherry-studio",
    "unsloth/Qwen3-32B-GGUF": "qwen3-32b", "hf.co/unsloth/Qwen3-32B-GGUF:Q4_K_M": "qwen3-32b", "bartowski/Qwen_Qwen3-32B-GGUF": "qwen3-32b",
    "mlx-community/Kimi-K2-Instruct-4bit": "kimi-k2", "QuantTrio/GLM-4.6-AWQ": "glm-4-6", "TheBloke/Yi-34B-GGUF": "yi-34b",
    "cyankiwi/GLM-4.6-AWQ-4bit": "glm-4-6", "RedHatAI/Qwen3-32B-quantized.w4a16": "qwen3-32b", "nvidia/DeepSeek-R1-FP4": "deepseek-r1",
    "unsloth/Kimi-K2-Thinking-GGUF": "kimi-k2-thinking", "someone/DeepSeek-R1": "deepseek-r1", "tencent/DeepSeek-R1": "deepseek-r1",
    "deepseek-ai/Qwen3-32B": "qwen3-32b", "Tencent DeepSeek-R1": "deepseek-r1", "Zhipu Kimi K2": "kimi-k2", "DeepSeek Qwen3": "qwen3",
    "deepseek-r1:8b": "deepseek-r1-distill-llama-8b", "qwen3:30b": "qwen3-30b-a3b", "kimi-k2:thinking": "kimi-k2-thinking",
    "JoeYing/Qwen3-32B": "qwen3-32b", "tsinghua-ee/deepseek-r1": "deepseek-r1", "someone/MiniMax-Text-01-hf": "minimax-text-01",
    "tencent/HY-Motion-1.0": "hy-motion-1-0", "https://github.com/QwenLM/Qwen3": "qwen3", "M2": "minimax-m2", "hunyuan-t": "hunyuan",
    "qwen-mini": "qwen-omni", "GLM-4.5-Airr": "glm-4-5-airx", "kimi-k2-lite": "kimi-k2", "minimax-m2-pro": "minimax-m2",
    "glm-5-lite": "glm-5",
    "Minimal": "minimax", "o1": "marco-o1", "openai/gpt-oss-120b": "", "google/gemma-3-27b": "", "x-ai/grok-4": "",
    "anthropic/claude-3": "",
    "https://example.com/deepseek-r1": "deepseek-r1", "https://huggingface.co/datasets/deepseek-ai/x": "deepseek",
    "qwen3:397b": "qwen3-5-397b-a17b", "qwen3:35b": "qwen3-coder-480b-a35b-instruct", "deepseek-r1:600b": "deepseek-r1",
    "step3:300b": "step3",
    "meta-llama/Llama-3.3-70B-Instruct": "", "unsloth/Llama-3.3-70B-Instruct-GGUF": "valley3-32b", "qwen/qwen3-8b-2507": "qwen3-8b",
    "qwen/qwen3-235b-a22b-2507": "qwen3-235b-a22b", "ollama run qwen3:8b": "", "MFDoom/deepseek-r1-tool-calling:7b": "deepseek-r1",
}  # fmt: skip
MEANT = [(name, rid) for rid, names in MEANS.items() for name in names.split("; ")]


@pytest.mark.parametrize(("name", "rid"), MEANT)
def test_a_form_means_its_record(real: cnai.Catalogue, name: str, rid: str) -> None:
    row = which(real, [name])[0]
    assert row.match, [c.id for c in row.candidates]
    assert row.match.id == rid


@pytest.mark.parametrize("name", NOT)
def test_a_form_means_no_record(real: cnai.Catalogue, name: str) -> None:
    assert which(real, [name])[0].match is None
    with pytest.raises(NotFound):
        real.resolve(name)


def test_enough_names_are_tried() -> None:
    assert len(MEANT) >= 150
    assert len(NOT) >= 40


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("unsloth/Qwen3-32B-GGUF", {"qwen3-32b"}),
        ("tencent/DeepSeek-R1", {"deepseek-r1"}),
        ("deepseek-r1:8b", {"deepseek-r1-distill-llama-8b", "deepseek-r1-0528-qwen3-8b"}),
        ("tencent/HY-Motion-1.0", {"hy-motion-1-0", "hy-motion-1-0-lite"}),
        ("M2", {"minimax-m2", "baichuan-m2-32b"}),
        ("kimi-k2:thinking", {"kimi-k2", "kimi-k2-thinking"}),
        ("万相2.2", {"wan2-2-t2v-a14b", "wan2-2-i2v-a14b"}),
        ("HunyuanVideo 1", {"hunyuanvideo"}),
        ("qwen3:600m", {"qwen3-0-6b"}),
        ("qwen/qwen3-235b-a22b-2507", {"qwen3-235b-a22b-instruct-2507", "qwen3-235b-a22b-thinking-2507"}),
        ("qwen/qwen3-30b", {"qwen3-30b-a3b", "qwen3-30b-a3b-instruct-2507", "qwen3-30b-a3b-thinking-2507"}),
        ("qwen/qwen3-4b-2507", {"qwen3-4b-instruct-2507", "qwen3-4b-thinking-2507"}),
        ("qwen.qwen3-next-80b-a3b", {"qwen3-next-80b-a3b-instruct", "qwen3-next-80b-a3b-thinking"}),
        ("qwen.qwen3-vl-235b-a22b", {"qwen3-vl-235b-a22b-instruct", "qwen3-vl-235b-a22b-thinking"}),
    ],
)
def test_what_is_near_is_offered(real: cnai.Catalogue, name: str, some: set[str]) -> None:
    assert some <= {c.id for c in which(real, [name])[0].candidates}
    with pytest.raises(NotFound) as caught:
        real.resolve(name)
    assert set(caught.value.candidates) & some


@pytest.mark.parametrize("line", ["vllm serve Qwen/Qwen3-8B --port 80", "ollama run qwen3:8b"])
def test_a_line_of_a_program_is_pointed_to_the_review(line: str, run) -> None:
    assert "cnai review" in run("which", line).err
    assert "cnai review" in run("show", line).err


def test_a_repackaged_model_of_another_country_is_near_to_none(run) -> None:
    assert "only China's labs" in (said := run("can", "unsloth/Llama-3.3-70B-Instruct-GGUF").err)
    assert "did you mean" not in said


def test_a_copy_is_marked_as_one(real: cnai.Catalogue) -> None:
    copy = which(real, ["unsloth/Qwen3-32B-GGUF"])[0].candidates
    assert [(c.id, c.how, c.score) for c in copy] == [("qwen3-32b", "hub", 0.5)]


@pytest.mark.parametrize(
    ("name", "how", "score"),
    [("R1", "alias", 0.9), ("sdqs", "pinyin", 0.9), ("qian1wen4", "pinyin", 1), ("Quen", "spelling", 0.7), ("阿里", "prefix", 0.8),
     ("kimi.com", "hub", 1), ("deepseek/deepseek-chat", "api", 1)],
)  # fmt: skip
def test_how_a_form_was_recognised(real: cnai.Catalogue, name: str, how: str, score: float) -> None:
    row = which(real, [name])[0]
    assert (row.how, row.score) == (how, score)


def test_a_bare_generation_is_said(run) -> None:
    said = run("show", "R1", "--quiet")
    assert said.code == 0
    assert "R1 is taken as DeepSeek-R1" in run("show", "R1").err


def test_a_maker_and_its_model_are_one_name(run) -> None:
    assert "glm-5\n" in run("show", "Zhipu", "GLM-5").out
    assert "kling-2-6\n" in run("show", "可灵", "2.6").out
    assert len(run("can", "deepseek", "deepseek-r1", "--commercial").out.splitlines()) > 3


# ---- running text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Liang Wenfeng founded DeepSeek", ["deepseek"]),
        ("Step 2: install. Step 3: run.", []),
        ("BayLing, Tailing", []),
        ("Seed 42, Ring the bell, the Ming dynasty, Yi Jing", []),
        ("Minimal setup with a Minimum of Memo and Queen Elizabeth and Kim Yi", []),
        ("The V3 engine and the R1 road and the K2 mountain", []),
        ("深度学习与大模型", []),
        ("we send deepseek-chat a prompt", ["deepseek-chat"]),
        ("DeepSick", ["deepseek"]),
        ("Quen 3", ["qwen3"]),
        ("Jipu's GLM", ["zhipu", "glm"]),
        ("Kimmy K2", ["kimi-k2"]),
        ("Mee Mo", ["mimo"]),
        ("Xiaomi's Mee Mo and Min Max M2", ["xiaomi", "mimo", "minimax-m2"]),
        ("Deep Seek R one", ["deepseek-r1"]),
        ("we run qwen3:32b", ["qwen3-32b"]),
        ("unsloth/Qwen3-32B-GGUF", ["qwen3-32b"]),
        ("see https://huggingface.co/deepseek-ai/DeepSeek-R1.", ["deepseek-r1"]),
        ("可灵 2.6 和智谱GLM-5、千问3.5", ["kling-2-6", "zhipu", "glm-5", "qwen3-5"]),
        ("豆包大模型1.6与可灵 2.6，混元图像 3.0", ["seed-1-6", "kling-2-6", "hunyuanimage-3-0"]),
        ("Cherry Studios, Moonshot AIs and one Cherry Studio's app", ["cherry-studio", "moonshot", "cherry-studio"]),
        ("Step Funds, Bay Lings and Open Models", []),
        ("DeepSeek released R1", ["deepseek", "deepseek-r1"]),
        ("StepFun shows Step 3", ["stepfun", "step3"]),
        ("Baichaun and Kuaishuo", ["baichuan", "kuaishou"]),
    ],
)
def test_a_text_names(real: cnai.Catalogue, text: str, ids: list[str]) -> None:
    assert [m.id for m in review(real, text)] == ids


@pytest.mark.parametrize(
    "piece",
    ["The Quick brown Foxes jumped over {n} lazy Dogs, and Somebody{n} wrote about DeepSeek in Chapter {n}.\n",
     "今天我们在北京讨论了第{n}个问题，大家认为深度求索的模型很好，但是还需要更多的时间来研究。\n"],
    ids=["English", "Chinese"],
)  # fmt: skip
def test_a_long_text_is_read_in_seconds(real: cnai.Catalogue, piece: str) -> None:
    text = "".join(piece.format(n=n) for n in range(1_000_000 // len(piece.encode())))
    start = time.process_time()
    rows = review(real, text)
    assert time.process_time() - start < 5
    assert {m.id for m in rows} == {"deepseek"}


@pytest.mark.parametrize(
    ("text", "most"),
    [("abc", 0), ("智", 0), ("abcd", 1), ("智谱", 1), ("abcdefghi", 1), ("abcdefghij", 2), ("智谱清言模", 2), ("a" * 40, 2)],
)
def test_a_longer_name_may_have_more_slips(text, most):
    assert slips(text) == most


WORDS = ("context_tokens", "cost", "name", "Names", "total_params", "license")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("con", ["context_tokens"]), ("co", []), ("contxt_tokens", ["context_tokens"]), ("NAME", ["name", "Names"]),
        (" name ", ["name", "Names"]),
        ("naem", ["name"]), ("nme", ["name"]), ("naame", ["name", "Names"]), ("nane", []), ("cst", ["cost"]), ("cast", []),
        ("token", ["context_tokens"]), ("para", ["total_params"]), ("par", []), ("licence", ["license"]), ("zzzzzz", []), ("", []),
    ],
)  # fmt: skip
def test_a_word_of_a_list_is_near_if_it_begins_so_is_alike_or_holds_it(asked, near):
    assert nearest(asked, WORDS) == near


def test_so_many_words_are_near_and_no_more():
    words = [f"name{n}" for n in range(9)]
    assert nearest("name", words) == words[:3]
    assert nearest("name", words, 2) == words[:2]


@pytest.mark.parametrize(
    ("word", "name", "almost"),
    [
        ("lite", "glmlite", True), ("lits", "glmlite", True), ("lxxe", "glmlite", False), ("lite", "lit", True), ("lite", "l", False),
        ("thinking", "kimithinkng", True), ("abc", "abd", False), ("abc", "xabcx", True),
    ],
)  # fmt: skip
def test_a_word_stands_in_a_name_but_for_a_letter_in_four(word, name, almost):
    assert _almost(word, name) is almost


@pytest.mark.parametrize(
    ("name", "near"), [("amag", "llamagen-l"), ("eedre", "seedream"), ("wenx", "ernie"), ("kwai", "kuaishou"), ("dre", None), ("we", None)]
)
def test_a_part_of_four_letters_is_enough_to_be_near(name, near, real):
    found = real.names.near.nearest(name)
    assert near in found if near else not {"seedream", "ernie"} & set(found)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("人工智慧", "人工智能"), ("网路", "网络"), ("網路", "网络"), ("软体", "软件"), ("軟體", "软件"),
        ("资讯", "信息"), ("資訊", "信息"), ("影片", "视频"),
        ("Qwen2-57B", "qwen2 57b"), ("Qwen2.5-7B", "qwen2 5 7b"), ("Q1\u20132", "q1 2"), ("a\u00b7b\u3000c", "abc"), ("Ｑｗｅｎ", "qwen"),
        ("Café\u0301", "cafe"), ("a\u200bb", "ab"), ("智譜 AI", "智谱ai"),
    ],
)  # fmt: skip
def test_a_name_is_compared_without_what_people_write_in_two_ways(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("start", "name", "other"),
    [
        ("m2", "m2 7", True), ("glm4", "glm45", True), ("glm4", "glm4 9b", True), ("qwen3", "qwen3b", True), ("glm4 5", "glm4 5v", True),
        ("glm4 5", "glm4 5v2", True), ("glm4 5", "glm4 5air", False), ("qwen3", "qwen3base", False), ("qwen3", "qwen3bit", False),
        ("qwen3", "qwen3both", False), ("qwen3", "qwen3", False), ("qwen", "qwen3", False), ("glm4 5", "glm4 5标", False),
    ],
)  # fmt: skip
def test_a_digit_a_size_or_a_letter_alone_makes_another_version(start, name, other):
    assert finishes_version(start, name) is other


@pytest.mark.parametrize(
    ("start", "written", "size"),
    [
        ("minicpm4", "MiniCPM4-0.5B", True), ("minicpm4", "MiniCPM4-8B-base", True), ("minicpm4", "MiniCPM4.1-8B", False),
        ("minicpm4 1", "MiniCPM4.1-8B", True), ("qwen1", "Qwen-1.8B", False), ("internlm2 5", "InternLM2_5 20b", True),
        ("m2", "M2.7", False), ("kat", "KAT-8Bit", False), ("glm4 5", "GLM-4.5-Air", False), ("", "-8B", True),
    ],
)  # fmt: skip
def test_a_size_behind_a_version_is_no_point_release(start, written, size):
    assert goes_on_in_size(start, written) is size


@pytest.mark.parametrize(("sign", "chinese"), [("\u33ff", False), ("\u3400", True), ("\u4e00", True), ("\u9fff", True), ("\ua000", False)])
def test_a_chinese_character_is_one_of_two_blocks(sign, chinese):
    assert is_chinese(sign) is chinese


@pytest.mark.parametrize(
    ("sign", "wide"), [("智", True), ("カ", True), ("글", True), ("Ａ", True), ("é", False), ("ｶ", False), ("，", True), ("…", False)]
)
def test_a_wide_character_counts_twice(sign, wide):
    assert width(f"a{sign}") == 2 + wide


@pytest.mark.parametrize(
    ("name", "rid"),
    [
        ("Deepseek 3.1", "deepseek-v3-1"), ("Kimi 2", "kimi-k2"), ("kimi 2 thinking", "kimi-k2-thinking"), ("MiniMax 2.5", "minimax-m2-5"),
        ("豆包2.0 pro", "seed-2-0-pro"), ("字节 豆包2.1 pro", "seed-2-1-pro"), ("Dow Bow", "doubao"), ("By dance", "bytedance"),
        ("月暗", "moonshot"), ("@cf/deepseek-ai/deepseek-r1-distill-qwen-32b", "deepseek-r1-distill-qwen-32b"),
    ],
)  # fmt: skip
def test_what_people_say_is_recognised(real: cnai.Catalogue, name: str, rid: str) -> None:
    row = which(real, [name])[0]
    assert row.match is not None
    assert row.match.id == rid


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("快手可灵 2.5", "kling-2-5-turbo"),
        ("ERNIE 1", "ernie-x1"),
        ("Deepseek 1", "deepseek-r1"),
        ("百度文心5", "ernie-5-0"),
        ("文心5", "ernie-5-series"),
        ("通义千问5", "qwen"),
        ("Baidu Zeppelin", "baidu"),  # of something unknown the maker is left
        ("腾讯 XYZ", "tencent"),
        ("z-ai/foo-9", "zhipu"),
    ],
)
def test_a_doubtful_version_is_offered(real: cnai.Catalogue, name: str, near: str) -> None:
    row = which(real, [name])[0]
    assert row.match is None
    assert near in [c.id for c in row.candidates]


@pytest.mark.parametrize(
    "word", ["bow", "dance", "by bus", "abundance", "united", "toe", "Tao", "Paris", "Jim 2", "Kimi 9", "3.1", "GPT 5"]
)
def test_other_words_mean_nothing(real: cnai.Catalogue, word: str) -> None:
    assert which(real, [word])[0].match is None


NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        *((f"R {word}", f"R {n}") for n, word in enumerate(NUMBERS)), ("GLM four point five", "GLM 4.5"), ("K Two", "K 2"),
        ("Qwen two point five seven b", "Qwen 2.5 7 b"), ("Qwen3", "Qwen3"), ("someone", "someone"), ("a . b", "a . b"),
        ("pointless", "pointless"),
    ],
)  # fmt: skip
def test_spoken_numbers_are_digits(spoken, written):
    assert in_digits(spoken) == written


@pytest.mark.parametrize(
    ("names", "sound"),
    [
        ("Qwen Quen Kwen Cwen Qwwen", "kwin"), ("Xiaomi Shaomi", "shumi"), ("Zhipu Jipu Djipu", "jipu"), ("Kimi Kimmy Kimie", "kimi"),
        ("Tchat Chat", "chat"), ("Phi Fi", "fi"), ("Whan Wan", "wan"), ("Max Maks", "maks"), ("Moon Mun Mown", "mun"), ("Baw Bau", "bau"),
        ("Bytedance Bydance", "bidansi"), ("Buckle Bukle", "bukli"), ("Ken", "kin"), ("Cen", "sin"), ("Cyber Syber", "sibir"),
        ("Tea Tee Tie Tey Ty", "ti"), ("Xerox", "shiruks"), ("Xu Shu", "shu"), ("智谱", ""), ("R1", ""), ("Qi Ki", "ki"),
    ],
)  # fmt: skip
def test_what_sounds_alike_has_one_key(names, sound):
    assert {key(name) for name in names.split()} == {sound}


@pytest.mark.parametrize(("sound", "left"), [("minimaks", "mnmks"), ("aria", "ar"), ("ufu", "uf"), ("", "")])
def test_a_swallowed_vowel_leaves_the_bones(sound, left):
    assert bones(sound) == left


def test_sounds_are_heard_in_a_text(real: cnai.Catalogue) -> None:
    said = review(real, "The makers of Dow Bow and of Kimi are By Dance and Moonshot AI. We take a bow and dance by the lake.")
    assert {m.id for m in said} == {"doubao", "kimi", "bytedance", "moonshot"}


@pytest.mark.parametrize("name", ["iFlytek", "讯飞星火", "寒武纪", "Skywork-R1V", "inspur"])
def test_a_maker_that_is_not_covered_is_said(real: cnai.Catalogue, run, name: str) -> None:
    row = which(real, [name])[0]
    assert (row.match, row.candidates) == (None, ())
    said = run("can", name)
    assert said.code == 3
    assert f"{len(real.companies)} labs are covered" in said.err


def test_no_maker_that_is_covered_is_said_not_to_be(real: cnai.Catalogue) -> None:
    from cnai.store.resolving import not_here

    names = [*((c.name, c.name_zh) for c in real.companies), *((f.name, f.name_zh) for f in real.families)]
    assert not [name for both in names for name in both if name and not_here(real, name)]


@pytest.mark.parametrize(
    ("said", "rid"), [("Jipu's GLM-5", "glm-5"), ("Min Max's M2", "minimax-m2"), ("Kimmy\u2019s K2", "kimi-k2"), ("Jippu", "zhipu")]
)
def test_a_brand_by_its_sound_may_own_what_follows(real, said, rid):
    row = which(real, [said])[0]
    assert row.match is not None
    assert (row.match.id, row.how) == (rid, "spelling")
    assert 0 < (row.score or 0) <= 0.8


def test_what_follows_a_sound_and_is_nothing_is_nothing(real):
    row = which(real, ["Jipu xyz9"])[0]
    assert row.match is None


PAPERS = (
    "{}",
    "arXiv:{}",
    "arxiv.org/abs/{}",
    "https://arxiv.org/abs/{}v2",
    "https://arxiv.org/pdf/{}.pdf",
    "https://huggingface.co/papers/{}",
)


@pytest.mark.parametrize("form", PAPERS)
def test_the_number_of_a_paper_means_the_models_that_it_presents(real: cnai.Catalogue, form: str) -> None:
    papers: dict[str, set[str]] = {}
    for model in real.models:
        if model.arxiv:
            papers.setdefault(model.arxiv, set()).add(model.id)
    assert len(papers) > 500
    for number, ids in papers.items():
        assert {m.id for m in real.names.exact(form.format(number))} == ids
    (alone,) = next(ids for ids in papers.values() if len(ids) == 1)
    assert real.model(form.format(next(n for n, ids in papers.items() if ids == {alone}))).id == alone


@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("number", ["9912.34567", "2507.2", "2507"])
def test_another_number_means_nothing(real: cnai.Catalogue, form: str, number: str) -> None:
    assert not real.names.exact(form.format(number))
    assert not real.match(form.format(number))


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("百度智能云", "baidu"), ("百度智能", "baidu"), ("百度AI", "baidu"), ("腾讯 AI", "tencent"), ("小米AI", "xiaomi"),
        ("华为云", "huawei"), ("面壁大模型", "openbmb"), ("月之暗面公司", "moonshot"), ("百川3", "baichuan-3"), ("百川 4", "baichuan-4"),
    ],
)  # fmt: skip
def test_what_many_names_end_in_does_not_make_one(name, record, real: cnai.Catalogue):
    assert [m.id for m in real.names.near.meaning(name)[0]] == [record]


@pytest.mark.parametrize(
    ("name", "rid"),
    [
        ("Z.ai: GLM 4.6", "glm-4-6"),
        ("01.AI: Yi Large", "yi-large"),
        ("qwen.ai: Qwen3", "qwen3"),
        ("DeepSeek: DeepSeek V3.2", "deepseek-v3-2"),
        ("ByteDance Seed: Seed 1.6", "seed-1-6"),
        ("Tencent: Hunyuan A13B Instruct (free)", "hunyuan-a13b"),
        ("MiniMax: MiniMax M2.1", "minimax-m2-1"),
        ("deepseek.v3-v1:0", "deepseek-v3-1"),
        ("qwen2.5-7b-instruct-q4_k_m-00001-of-00002.gguf", "qwen2-5-7b"),
    ],
)
def test_a_maker_before_a_colon_is_no_name_by_itself(real: cnai.Catalogue, name, rid):
    match = real.which(name)[0].match
    assert match is not None
    assert match.id == rid


@pytest.mark.parametrize("name", ["z.ai: nonsense", "Google: Gemma 3 27B (free)", "DeepSeek: Kimi K2"])
def test_another_makers_model_behind_a_colon_is_none(real: cnai.Catalogue, name):
    assert real.which(name)[0].match is None


@pytest.mark.parametrize(
    "name", ["星辰大模型", "星云大模型", "里程大模型", "小鹏大模型", "小艺大模型", "红杉大模型", "火山大模型", "文修大模型"]
)
def test_an_ending_that_many_have_makes_no_name_alike(real: cnai.Catalogue, name):
    assert real.which(name)[0].match is None


@pytest.mark.parametrize("name", ["书生大模型", "天工大模型", "悟道大模型", "京东智能", "Step三", "百川2"])
def test_names_that_share_only_their_ending_are_not_the_same(name, real: cnai.Catalogue):
    found, near = real.names.near.meaning(name)
    assert len(found) != 1
    assert not {m.id for m in (*found, *near)} & {"doubao-large", "pangu", "ernie", "baichuan-m2-32b"}


# ---- firms, as registers and contracts write them


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("北京月之暗面科技有限公司", "月之暗面"),
        ("杭州深度求索人工智能基础技术研究有限公司", "深度求索"),
        ("百度在线网络技术（北京）有限公司", "百度"),
        ("深圳市腾讯计算机系统有限公司", "腾讯"),
        ("騰訊控股有限公司", "腾讯"),
        ("Hangzhou DeepSeek Artificial Intelligence Co., Ltd.", "deepseek"),
        ("Moonshot AI Technology (Beijing) Co Ltd", "moonshot ai"),
        ("MiniMax LLC", "minimax"),
    ],
)
def test_a_firm_is_read_without_its_town_its_trade_and_its_form(written, last):
    assert firms.names(written)[-1] == last


@pytest.mark.parametrize("text", ["", "月之暗面", "有限公司", "Moonshot AI", "Ltd.", "Beijing Technology", "北京科技"])
def test_a_text_without_a_legal_form_is_no_firm(text):
    assert firms.names(text) == []


@pytest.mark.parametrize(
    ("name", "rid"),
    [
        ("北京月之暗面科技有限公司", "moonshot"),
        ("上海稀宇科技有限公司", "minimax"),  # four letters of it are those of 上海千彗科技有限公司, which makes Cherry Studio
        ("上海千彗科技有限公司", "cherry-studio"),
        ("上海阶跃星辰智能科技有限公司", "stepfun"),
        ("Tencent Holdings Ltd", "tencent"),
        ("Alibaba Cloud Computing Ltd.", "alibaba"),
        ("Moonshot AI Technology Co., Ltd.", "moonshot"),
    ],
)
def test_a_firm_means_its_company(run: Runner, real: cnai.Catalogue, name: str, rid: str) -> None:
    row = which(real, [name])[0]
    assert row.match is not None
    assert (row.match.id, row.match.record) == (rid, "company")
    said = run("which", name, "--json")  # a comma before a legal form parts no list
    assert [r["query"] for r in json.loads(said.out)] == [name]


@pytest.mark.parametrize("name", ["上海某某科技有限公司", "北京公司", "Qwen Technology Inc.", "Mistral AI, Inc.", "科大讯飞股份有限公司"])
def test_another_firm_means_nothing(real: cnai.Catalogue, name: str) -> None:
    assert which(real, [name])[0].match is None


def test_an_account_on_a_hub_is_named_as_one(run: Runner) -> None:
    said = "it is a hub account with models of Alibaba Group: cnai show alibaba"
    assert said in run("show", "alibaba-pai").err
    assert said in run("which", "alibaba-pai").err
