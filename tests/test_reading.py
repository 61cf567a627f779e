"""What the words of a running text may mean, before what stands around them is looked at."""

import pytest

import cnai
from cnai.questions.ordinary import GIVEN, SMALL
from cnai.questions.reading import Found, Reader, _undoubled
from cnai.store.makers import MAKERS

SURE, SIGN, LOWER, START = (False, False, False), (True, False, False), (True, True, False), (True, False, True)


@pytest.fixture(scope="module")
def reader(real: cnai.Catalogue) -> Reader:
    return Reader(real.names)


def told(found: Found | None) -> tuple[list[str], tuple[bool, bool, bool]] | None:
    """(ids, (needs_sign, sounds, at_start))"""
    return found and ([m.id for m in found.matches], (found.needs_sign, found.sounds, found.at_start))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("piece", "id_", "how_sure"),
    [
        ("DeepSeek", "deepseek", SURE),
        ("Kimi K2", "kimi-k2", SURE),
        ("kimi-k2", "kimi-k2", SURE),
        ("qwen3-8b", "qwen3-8b", SURE),
        ("deepseek-chat", "deepseek-chat", SURE),
        ("百度", "baidu", SURE),
        ("Moonshot AI", "moonshot", SURE),
        ("deepseek", "deepseek", LOWER),
        ("tencent", "tencent", LOWER),
        ("hunyuan", "hunyuan", LOWER),
        ("K2", "kimi-k2", SIGN),
        ("R1", "deepseek-r1", SIGN),
        ("Yi", "yi", SIGN),
        ("HY", "hunyuan", SIGN),
        ("Wan", "wan", SIGN),
        ("Step 2", "step-2", SIGN),
        ("step2", "step-2", SIGN),
        ("Wen Xin", "ernie", SIGN),
        ("Ernie", "ernie", START),
        ("Cling", "kling", START),
    ],
)
def test_a_piece_means_a_record_and_so_surely(piece, id_, how_sure, reader: Reader):
    assert told(reader.exact(piece)) == ([id_], how_sure)
    assert reader.exact(piece) is reader.exact(piece)  # each word once


def test_a_generation_of_several_makers_needs_a_sign(reader: Reader):
    assert told(reader.exact("M2")) == (["minimax-m2", "baichuan-m2-32b"], SIGN)


@pytest.mark.parametrize(
    "piece",
    [
        "",
        "k2",
        "r1",
        "yi",
        "ernie",
        "manus",
        "minimax",
        "moonshot",
        "alibaba",
        "2.5",
        "9888",
        "-GLM-5",
        "–GLM-5",
        "+GLM-5",
        "百",
        "K",
        "hpzn",
        "zzz",
    ],
)
def test_a_piece_that_says_nothing(piece, reader: Reader):
    assert reader.exact(piece) is None


@pytest.mark.parametrize(
    ("piece", "id_"), [("R one", "deepseek-r1"), ("GLM four", "glm-4"), ("DeepSeek-R-one", "deepseek-r1"), ("K two", "kimi-k2")]
)
def test_spoken_numbers(piece, id_, reader: Reader):
    found = reader.spoken(piece)
    assert found is not None
    assert [(m.id, m.how, m.score) for m in found.matches] == [(id_, "spelling", 0.7)]


@pytest.mark.parametrize("piece", ["R1", "Qwen", "GLM-4", "Rone", "nobody one"])
def test_no_number_is_spoken(piece, reader: Reader):
    assert reader.spoken(piece) is None


@pytest.mark.parametrize(
    ("piece", "id_", "score"),
    [
        ("Qwen/Qwen3-8B", "qwen3-8b", 1.0),
        ("https://huggingface.co/Qwen/Qwen3-8B", "qwen3-8b", 1.0),
        ("qwen3:8b", "qwen3-8b", 1.0),
        ("unsloth/Qwen3-8B-GGUF", "qwen3-8b", 0.5),
        ("kimi.ai", "kimi", 1.0),
        ("github.com/QwenLM", "alibaba", 1.0),
    ],
)
def test_an_address_or_path(piece, id_, score, reader: Reader):
    found = reader.path(piece)
    assert found is not None
    assert [(m.id, m.score) for m in found.matches] == [(id_, score)]
    assert reader.path(piece) is found


@pytest.mark.parametrize("piece", ["x/y", "and/or", "12/24", "a/b/c", "z" * 201, "Qwen/Qwen3-8B" + "/" * 200, "qwen3:999b"])
def test_no_path(piece, reader: Reader):
    assert reader.path(piece) is None


@pytest.mark.parametrize(
    ("piece", "id_", "score", "how_sure"),
    [
        ("Jipu", "zhipu", 0.7, LOWER),
        ("Kimmy", "kimi", 0.7, LOWER),
        ("Min Max", "minimax", 0.6, LOWER),
        ("Minmax", "minimax", 0.6, SIGN),
        ("Baidoo", "baidu", 0.7, LOWER),
        ("Deepseak", "deepseek", 0.7, (False, True, False)),
        ("Deepsekk", "deepseek", 0.7, (False, True, False)),
        ("Xiaommi", "xiaomi", 0.7, (False, True, False)),
        ("Tencnet", "tencent", 0.86, SURE),
        ("Hunyaun", "hunyuan", 0.86, SURE),
        ("Tencet", "tencent", 0.83, SIGN),
    ],
)
def test_what_sounds_or_is_spelled_alike(piece, id_, score, how_sure, reader: Reader):
    alike = reader.alike(piece, [])
    assert alike is not None
    behind, found = alike
    assert (behind, told(found)) == (0, ([id_], how_sure))
    assert found.matches[0].score == score
    assert reader.may_sound(piece)
    assert reader.may_begin(piece)


@pytest.mark.parametrize("piece", ["Kim Yi", "Shanghay", "Granite", "Deepseekers", "Zzz Zzz"])
def test_what_is_not_alike(piece, reader: Reader):
    assert reader.alike(piece, []) is None


@pytest.mark.parametrize(
    ("piece", "more", "taken", "id_"),
    [
        ("Quen", ["3", "3 Max"], 2, "qwen3-max"),
        ("Quen", ["3"], 1, "qwen3"),
        ("Quen", ["3", "3 yes"], 1, "qwen3"),
        ("Klinng", ["2.6"], 1, "kling-2-6"),
        ("Quen", ["99"], 0, "qwen"),
        ("Jipu", ["GLM"], 0, "zhipu"),
    ],
)
def test_a_version_belongs_to_the_brand_before_it(piece, more, taken, id_, reader: Reader):
    alike = reader.alike(piece, more)
    assert alike is not None
    assert (alike[0], [m.id for m in alike[1].matches]) == (taken, [id_])
    assert alike[1].matches[0].how == "spelling"


@pytest.mark.parametrize(
    ("piece", "behind", "another"),
    [
        ("Kimi", " Räikkönen", True),
        ("Kimi", " Chat", False),
        ("Kimi", " Thinking model", False),
        ("kimi", " Räikkönen", False),
        ("KIMI", " Räikkönen", False),
        ("Ernie", " Els", True),
        ("ERNIE", " Els", False),
        ("Pangu", " and Nuwa", True),
        ("pangu", " MYTH", True),
        ("pangu", " Nuwa", False),
        ("MiniMax", " algorithm", True),
        ("minimax", "-Theorem", True),
        ("MiniMax", " M2", False),
        ("K2", " mountain", True),
        ("K2", " Thinking", False),
        ("小米", "粥", True),
        ("小米", "手机", False),
        ("元宝", "枫", True),
        ("Qwen", " Smith", False),
    ],
)
def test_what_stands_behind_may_say_that_another_is_meant(piece, behind, another, reader: Reader):
    assert reader.is_another(piece, behind) is another


@pytest.mark.parametrize("before", ["讯飞星火 ", "讯飞星火", "iFlytek Spark ", "iFlytek ", "用 iflytek-", "x" * 40 + " SKYWORK "])
def test_the_maker_before_is_not_covered(before, reader: Reader):
    assert reader.is_of_others(before)


@pytest.mark.parametrize("before", ["", "the ", "讯飞和", "iFlytek and the new ", "iFlytek. " + "x" * 30, "Zhipu "])
def test_no_such_maker_is_before(before, reader: Reader):
    assert not reader.is_of_others(before)


@pytest.mark.parametrize(
    ("behind", "is_one"), [(" Smith", True), (" smith", False), ("Smith", False), (" API", False), (" Labs is", False), (" Xu", False)]
)
def test_a_surname_is_behind(behind, is_one, reader: Reader):
    assert reader.is_person(behind) is is_one


@pytest.mark.parametrize(
    ("text", "lengths"), [("文心一言很好", [4, 2]), ("智谱的", [2]), ("通义千问3", [4]), ("騰訊混元", [4, 2]), ("好", []), ("今天", [])]
)
def test_how_long_a_chinese_name_may_be(text, lengths, reader: Reader):
    assert reader.chinese(text) == lengths


@pytest.mark.parametrize("word", ["Qwen", "qwen3", "kimi", "Zebra", "deepseek's", "kimi."])
def test_a_name_may_begin_with(word, reader: Reader):
    assert reader.may_begin(word)


@pytest.mark.parametrize("word", ["zebra", "9x", "qqq's"])
def test_no_name_begins_with(word, reader: Reader):
    assert not reader.may_begin(word)


@pytest.mark.parametrize(
    ("piece", "may"),
    [("Jipu", True), ("Mee-Mo", True), ("Queen", False), ("jipu", False), ("Jipu2", False), ("Jîpu", False), ("Mee mo", False)],
)
def test_what_may_be_a_sound(piece, may, reader: Reader):
    assert reader.may_sound(piece) is may


@pytest.mark.parametrize(("piece", "does"), [("Kimi K", True), ("kimi", True), ("R one", True), ("zebra", False), ("Kimi and", False)])
def test_a_name_goes_on(piece, does, reader: Reader):
    assert reader.goes_on(piece) is does


@pytest.mark.parametrize(("word", "may"), [("Deep", True), ("Mee.", True), ("Zebra", False)])
def test_a_sound_goes_on(word, may, reader: Reader):
    assert reader.may_sound_on(word) is may


def test_a_version_is_one_of_a_maker_or_brand_only(reader: Reader, real: cnai.Catalogue):
    kling, glm = (real.names.match(i, "id", 1.0, kind) for i, kind in (("kling", "family"), ("glm-5", "model")))
    found = reader.versioned(kling, " 2.6")
    assert found is not None
    assert [m.id for m in found.matches] == ["kling-2-6"]
    assert reader.versioned(kling, "9.9") is None
    assert reader.versioned(glm, "5") is None
    assert reader.companies(kling) == {"kuaishou"}


@pytest.mark.parametrize(("text", "single"), [("aabbc", "abc"), ("deepseek", "depsek"), ("", ""), ("aaa", "a")])
def test_doubled_letters_are_one(text, single):
    assert _undoubled(text) == single


@pytest.mark.parametrize("word", sorted(GIVEN))
def test_a_given_name_needs_a_sign_where_a_sentence_begins(word, reader: Reader):
    found = reader.exact(word.capitalize())
    assert found is not None
    assert (found.needs_sign, found.at_start) == (True, True)
    assert reader.exact(word) is None


@pytest.mark.parametrize("word", sorted(SMALL))
def test_a_word_of_another_meaning_is_a_name_with_a_capital_only(word, reader: Reader):
    assert reader.exact(word) is None
    assert reader.names.plain(word, MAKERS)
