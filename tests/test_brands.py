"""Names by their sound, and names with their maker."""

import pytest

import cnai
from cnai.model.kinds import NAMED
from cnai.store.brands import Brands, _ends
from cnai.store.makers import _LONGEST, _MODELS, Makers, _cuts
from cnai.store.names import Match


def told(match: Match | None) -> tuple[str, str, str, float] | None:
    return (match.id, match.kind, match.how, match.score) if match else None


@pytest.fixture(scope="module")
def brands(real: cnai.Catalogue) -> Brands:
    return real.names.brands


@pytest.fixture(scope="module")
def makers(real: cnai.Catalogue) -> Makers:
    return real.names.makers


@pytest.mark.parametrize(
    ("text", "id_", "kind", "score"),
    [
        ("Jipu", "zhipu", "company", 0.7),
        ("Deep Sick", "deepseek", "company", 0.7),
        ("Kimmy", "kimi", "family", 0.7),
        ("Mee Mo", "mimo", "family", 0.7),
        ("Hoon Yuan", "hunyuan", "family", 0.7),
        ("Cling", "kling", "family", 0.7),
        ("Mini Macs", "minimax", "company", 0.7),
        ("Min Max", "minimax", "company", 0.6),  # a vowel is swallowed
        ("Mnimax", "minimax", "company", 0.6),
        ("Alley Baba", "alibaba", "company", 0.7),
        ("Alley Baba Groop", "alibaba", "company", 0.7),
        ("Shang Tang", "sensetime", "company", 0.7),
    ],
)
def test_a_brand_is_heard(text, id_, kind, score, brands: Brands):
    assert told(brands.brand(text)) == (id_, kind, "spelling", score)
    assert [told(m) for m in brands.heard(text)] == [(id_, kind, "spelling", score)]
    assert brands.may_sound_on(text)


@pytest.mark.parametrize(
    "text", ["", "x", "Yi", "Ant", "Gwen", "Bye Doo", "Mnmax", "Mnmx", "Zee AI", "Kwaisho", "Qwen 99", "Lbb", "Quen 99"]
)
def test_what_sounds_like_no_brand_is_none(text, brands: Brands):
    assert brands.brand(text) is None
    assert brands.heard(text) == []


@pytest.mark.parametrize("word", ["Deep", "Mee", "Hun", "Min", "Ali", "Ten", "Moon", "Hai"])
def test_a_brand_of_several_words_may_begin_so(word, brands: Brands):
    assert brands.may_sound_on(word)
    assert brands.brand(word) is None


@pytest.mark.parametrize("word", ["Gwen", "Zebra", "Kwaisho"])
def test_no_brand_begins_so(word, brands: Brands):
    assert not brands.may_sound_on(word)


@pytest.mark.parametrize(
    ("text", "id_", "kind"),
    [
        ("Quen 3", "qwen3", "family"),
        ("Quen3 Max", "qwen3-max", "model"),
        ("Jipu GLM-5", "glm-5", "model"),
        ("Jipu's GLM-5", "glm-5", "model"),
        ("Jipu’s GLM-5", "glm-5", "model"),
        ("Kimmy-K2", "kimi-k2", "model"),
        ("Kimmy_K2", "kimi-k2", "model"),
        ("Min Max M2", "minimax-m2", "model"),
        ("Klinng 2.6", "kling-2-6", "model"),
        ("Deep Sick V4 Pro", "deepseek-v4-pro", "model"),
        ("Deep Sick deepseek-chat", "deepseek-chat", "api"),
    ],
)
def test_a_version_behind_the_sound_of_its_brand(text, id_, kind, brands: Brands):
    assert [told(m) for m in brands.heard(text)] == [(id_, kind, "spelling", 0.7)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Quen3 Max-2", [9, 5, 4]),
        ("abc", []),
        ("ab1c d", [4]),
        ("abc1", [3]),
        ("abcd1x", [4]),
        ("abc'd_e’f", [7, 5, 3]),
        ("ab 1", []),
        ("a1b2", [3]),
    ],
)
def test_a_brand_may_end_there(text, ends):
    assert list(_ends(text)) == ends


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("", []),
        ("Qwen", []),
        ("Qwen3", [("Qwen", "3")]),
        ("Zhipu GLM-5", [("Zhipu GLM", "5"), ("Zhipu", "GLM-5")]),
        ("Zhipu's GLM", [("Zhipu", "GLM")]),
        ("智谱GLM-5", [("智谱GLM", "5"), ("智谱", "GLM-5"), ("智", "谱GLM-5")]),
        ("可灵2.6", [("可灵", "2.6"), ("可", "灵2.6")]),
        ("快手可灵 2", [("快手可灵", "2"), ("快手可灵", " 2"), ("快手可", "灵 2"), ("快手", "可灵 2"), ("快", "手可灵 2")]),
        ("a b", []),  # one letter is no maker
        ("K2-", []),
        ("GLM (Zhipu)", [("GLM", "Zhipu"), ("Zhipu", "GLM"), ("GLM", "(Zhipu)")]),
        ("GLM (Z) Air", [("GLM", "Z Air"), ("Z", "GLM Air"), ("GLM (Z)", "Air"), ("GLM", "(Z) Air")]),
        ("【】GLM", []),
        ("(Zhipu)", []),
        ("(Zhipu) GLM", [("Zhipu", "GLM"), ("(Zhipu)", "GLM")]),
    ],
)
def test_a_makers_name_may_end_there(text, cuts):
    assert _cuts(text) == cuts


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Zhipu GLM-5", "glm-5"),
        ("智谱GLM-5", "glm-5"),
        ("【智谱】GLM-5", "glm-5"),
        ("GLM-5（智谱）", "glm-5"),
        ("可灵2.6", "kling-2-6"),
        ("快手可灵 2.6", "kling-2-6"),
        ("豆包1.8", "seed-1-8"),
        ("混元图像 3.0", "hunyuanimage-3-0"),
        ("小米大模型", "xiaomi"),
        ("Qwen models", "qwen"),
        ("Moonshot AI Kimi K2", "kimi-k2"),
        ("deepseek R1", "deepseek-r1"),
    ],
)
def test_a_name_behind_its_maker(text, id_, makers: Makers):
    assert [m.id for m in makers.before(text, (*NAMED, "api"))] == [id_]


@pytest.mark.parametrize("text", ["Zhipu Kimi K2", "Qwen 99", "M2", "Zhipu", "阿里 GLM-5", "deepseek " + "x" * 60, "Moonshot GLM-5"])
def test_nothing_is_behind_another_maker(text, makers: Makers):
    assert makers.before(text, NAMED) == []


@pytest.mark.parametrize(
    ("text", "ids", "score"),
    [
        ("Kimi 2", ["kimi-k2"], 0.7),
        ("DeepSeek 3.1", ["deepseek-v3-1"], 0.7),
        ("MiniMax 2.5", ["minimax-m2-5"], 0.7),
        ("ERNIE 1", ["ernie-x1"], 0.5),
    ],
)
def test_a_version_without_its_letter(text, ids, score, makers: Makers):
    assert [(m.id, m.score, m.how) for m in makers.lettered(text)] == [(i, score, "spelling") for i in ids]


@pytest.mark.parametrize("text", ["Kimi 99", "Kimi", "Kimi latest", "2", "nobody 2"])
def test_no_letter_makes_it_a_version(text, makers: Makers):
    assert makers.lettered(text) == []


@pytest.mark.parametrize(
    ("text", "retold"),
    [
        ("百度文心5", "ERNIE 5"),
        ("文心 5", "ERNIE 5"),
        ("通义千问3", "Qwen 3"),
        ("ERNIE 5", None),
        ("Qwen3", None),
        ("文心大师", None),
        ("百度", None),
        ("nobody 5", None),
    ],
)
def test_a_version_is_retold_by_the_name_of_its_brand(text, retold, makers: Makers):
    assert makers.retold(text) == retold


@pytest.mark.parametrize(
    ("text", "ids"),
    [("快手可灵 9", ["kling"]), ("Zhipu xyz", ["zhipu"]), ("nobody xyz", []), ("可灵 9.9", ["kling"])],
)
def test_the_maker_is_closest_where_it_has_no_such_version(text, ids, makers: Makers):
    assert [m.id for m in makers.closest(text)] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Zhipu", ["zhipu"]),
        ("智谱", ["zhipu"]),
        ("Kling", ["kling"]),
        ("月之暗", ["moonshot"]),
        ("GLM-5", []),
        ("nobody", []),
        ("Zhip", []),
    ],
)
def test_a_maker_is_named_outright(text, ids, makers: Makers):
    assert [m.id for m in makers.makers(text)] == ids


def test_whose_a_match_is(makers: Makers, real: cnai.Catalogue):
    for kind, id_, companies in (
        ("company", "zhipu", {"zhipu"}),
        ("family", "kling", {"kuaishou"}),
        ("model", "glm-5", {"zhipu"}),
        ("api", "glm-5", {"zhipu"}),
    ):
        assert makers.companies(real.names.match(id_, "id", 1.0, kind)) == companies
    assert makers.record(real.names.match("glm-5", "id", 1.0, "api")) == {}
    assert makers.record(real.names.match("glm-5", "id", 1.0, "model"))["id"] == "glm-5"
    assert makers.record(real.names.match("zhipu", "id", 1.0, "company"))["id"] == "zhipu"


@pytest.mark.parametrize("word", _MODELS)
@pytest.mark.parametrize(("maker", "id_"), [("Qwen", "qwen"), ("Zhipu", "zhipu"), ("小米", "xiaomi")])
def test_a_word_for_models_says_nothing_behind_a_maker(maker, id_, word, makers: Makers):
    assert [m.id for m in makers.before(f"{maker} {word}", NAMED)] == [id_]
    assert [m.id for m in makers.before(f"{maker}{word}", NAMED)] == [id_] or word.isascii()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("混元图像 3.0", "hunyuanimage-3-0"),
        ("混元图片2.1", "hunyuanimage-2-1"),
        ("混元生图 3.0", "hunyuanimage-3-0"),
        ("混元视频 1.5", "hunyuanvideo-1-5"),
        ("可灵图像 2.0", "kling-image-2-0"),
        ("MiniMax 音乐 2.6", "minimax-music-2-6"),
        ("MiniMax视频 01", "video-01"),
    ],
)
def test_a_medium_in_chinese_behind_its_brand(text, id_, makers: Makers):
    assert [m.id for m in makers.before(text, NAMED)] == [id_]


@pytest.mark.parametrize("text", ["阿里视频", "阿里云视频", "字节视频", "字节 视频", "智谱图像"])
def test_a_medium_alone_is_no_model_of_a_company(text, makers: Makers):
    assert makers.before(text, NAMED) == []


def test_a_long_text_names_no_maker(makers: Makers):
    assert [m.id for m, _ in makers.heads("Zhipu " + "x" * (_LONGEST - 6))] == ["zhipu"]
    assert list(makers.heads("Zhipu " + "x" * (_LONGEST - 5))) == []


@pytest.mark.parametrize("head", ["Zhipu AI", "智谱大模型", "Zhipu models", "Zhipu Series", "Zhipu"])
def test_a_maker_with_a_word_that_says_nothing_is_no_half_of_a_name(head, makers: Makers):
    assert [(m.id, rest) for m, rest in makers.heads(f"{head} GLM-5")][:1] != []
    assert not makers._is_part(makers.makers("Zhipu")[0], head)
    assert makers._is_part(makers.makers("Qwen")[0], "Qwen-R")


def test_beginnings_are_of_the_maker(makers: Makers, real: cnai.Catalogue):
    zhipu, moonshot = (real.names.match(i, "id", 1.0, "company") for i in ("zhipu", "moonshot"))
    found = makers.beginning(zhipu, "GLM-4")
    assert found
    assert {c for m in found for c in makers.companies(m)} == {"zhipu"}
    assert makers.beginning(moonshot, "GLM-4") == []
