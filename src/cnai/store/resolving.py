"""Which record a name means, and what to say where it means none, or several."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnai.errors import Ambiguous, NotFound
from cnai.model.kinds import NAMED, TABLE_OF
from cnai.model.records import Company, Model
from cnai.store.folding import fold
from cnai.store.names import Names
from cnai.store.serving import live, rows_of

if TYPE_CHECKING:
    from cnai.store.catalogue import Catalogue, Named

# Well-known models of other countries, which people ask for and no near name should answer.
_FOREIGN = (
    r"((?:chat)?gpt|o[134](?=-|$)|claude|gemini|gemma|llama|mistral|mixtral|grok|phi-?\d|command-r|openai|anthropic|dall-?e|sora)(?![a-z])"
)
ONLY = "only China's labs are in this catalogue"
# Hosts of others' models, which stand before the names that people copy.
_HOSTS = """openrouter siliconflow siliconcloud ollama together togetherai fireworks fireworksai groq cerebras deepinfra novita replicate
huggingface lmstudio vllm litellm ppio poe sambanova aihubmix 硅基流动 派欧云 派欧算力云 拥抱脸"""
# Well-known makers of models and chips of China that are not covered: the first word of a name, or how a Chinese name begins.
OTHERS = """iflytek cambricon skywork inspur baai infinigence oppo vivo bilibili indextts jd netease youdao lenovo teleai telechat megvii
cloudwalk yitu shengshu vidu pixverse langboat mobvoi biren enflame hygon iluvatar metax unitree agibot galbot 4paradigm pinduoduo"""
OTHERS_ZH = """讯飞 科大讯飞 星火大模型 寒武纪 昆仑万维 浪潮 智源 无问芯穹 哔哩哔哩 京东 网易 联想 中国电信 元象 摩尔线程 壁仞 宇树 地平线
旷视 云从 依图 生数科技 爱诗科技 澜舟 出门问问 拼多多 智元 燧原 天数智芯 沐曦 第四范式 奇虎 天工 昆仑 悟道 星火 子曰"""

_THEIR_MODELS = "xverse telechat aquila tigerbot 360gpt 360zhinao xuanyuan bge"  # XVERSE-65B, TeleChat2: also with a number behind


def foreign(name: str) -> bool:
    """Whether a name is that of a well-known model or maker of another country."""
    return bool(re.match(_FOREIGN, name.strip(), re.I))


def not_here(catalogue: "Catalogue", name: str) -> str:
    """Why a name that means nothing is that of no record: it is of another country, a host of others' models, or a maker that is not
    covered. "" of any other."""
    if foreign(name) or foreign(name.rpartition("/")[2]):
        return ONLY
    if re.match(
        r"(?:\S*/)?(?:vllm|sglang|ollama|llama-server|lms|hf|huggingface-cli|modelscope|python3?|docker|curl|pip)\s+\S", name.strip()
    ):
        return "it is a command; cnai review FILE finds the names in one (- reads standard input)"
    if fold(name) in _HOSTS.split():
        return "it hosts the models of others; name the model, such as deepseek-r1"
    first = fold(re.split(r"[\s/:-]", name.strip())[0])
    if first in OTHERS.split() or first.rstrip("0123456789") in _THEIR_MODELS.split() or fold(name).startswith(tuple(OTHERS_ZH.split())):
        return f"{len(catalogue.companies)} labs are covered, and this is not one of them"
    return ""


def resolve(catalogue: "Catalogue", name: str, kinds: Sequence[str] = NAMED) -> "Named":
    """The record that a name means, companies before families before models. Raises NotFound with the nearest, or Ambiguous."""
    found = catalogue.names.exact(name, kinds)
    if not found and "model" in kinds:
        served = _served(catalogue, name)
        if served is not None:
            return served
    other = "" if found else _of_another_kind(catalogue, name, kinds) or _account(catalogue, name)
    found = found or ([] if other else catalogue.names.near.prefix(name, kinds))
    if len(found) == 1:
        record = catalogue.get(found[0].id)
        if found[0].score < 1 and found[0].how in ("alias", "pinyin"):  # a bare generation (R1), initials
            api = catalogue.names.exact(name, ("api",))
            catalogue.say(f"{name} is taken as {record.name}" + (f"; {api[0].id} is an API name too" if api else ""))
        elif found[0].kind == "model" and found[0].how == "hub" and "/" not in name and (others := _begun(catalogue, name, record.id)):
            catalogue.say(f"{name} is taken as {record.name}, by its repository; other names that begin so: {', '.join(others)}")
        return record
    gone = _not_yet(catalogue, name, kinds)
    if gone is not None:
        raise gone
    what = " or ".join(kinds) if len(kinds) < len(NAMED) else "company, family or model"
    said = not_here(catalogue, name)
    if found and not (said and found[0].how == "prefix"):
        ids = [m.id for m in catalogue.names.near.with_beginnings(name, found)]
        shown = ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
        raise Ambiguous(f"{name!r} could mean {shown}; use one of them", ids)
    from cnai.store.people import led_by

    if people := led_by(catalogue, name):
        ids = [p.company for p in people]
        post = {"ceo": "the chief executive", "parent": "the parent"}.get(people[0].field, "a founder")
        said = f"{people[0].name} is {post} of {' and '.join(ids)}: cnai show {ids[0]}"
        raise NotFound(f"no {what} is called {name!r}: {said}", ids)
    if said:
        raise NotFound(f"no {what} is called {name!r}: {said}")
    spelled = [m.id for m in catalogue.names.near.spelling(name, kinds)] if name.strip() else []
    heard = [m.id for m in catalogue.names.near.meaning(name)[0] if m.kind in kinds]
    close = list(dict.fromkeys([*(heard if len(heard) == 1 else ()), *spelled, *catalogue.names.near.nearest(name)]))
    close = [i for i in close if other or i != name][:3]
    if len(heard) == 1:  # what is sure enough for `which`
        near = f"did you mean {heard[0]}? cnai which {name if name.isalnum() else repr(name)}"
    else:
        near = f"did you mean {' or '.join(close)}?" if close else "cnai list shows the companies, cnai search finds words"
    hint = other or elsewhere(catalogue, name) or near
    raise NotFound(f"no {what} is called {name!r}: {hint}", close)


def _begun(catalogue: "Catalogue", name: str, besides: str) -> list[str]:
    """The other models whose names begin so, at most three."""
    return [m.id for m in catalogue.names.near.beginnings(name, ("model",)) if m.id != besides][:3]


def _of_another_kind(catalogue: "Catalogue", name: str, kinds: Sequence[str]) -> str:
    """A sentence on the record that a name means of a kind that was not asked for, "" if there is none."""
    for kind in NAMED:
        found = [] if kind in kinds else catalogue.names.exact(name, (kind,))
        if len(found) == 1:
            record = catalogue.get(found[0].id)
            return f"it is the {kind} {record.id}" + ("" if isinstance(record, Company) else f" of {record.company}")
    return ""


def elsewhere(catalogue: "Catalogue", name: str) -> str:
    """A sentence on the licence, the endpoints or the account on a hub that a name means, "" if there are none."""
    from cnai.store.endpoints import whose

    return _licence(catalogue, name) or whose(catalogue, name) or _account(catalogue, name)


def _account(catalogue: "Catalogue", name: str) -> str:
    """A sentence on whose models lie in the account of this name on a hub, "" if there is none."""
    whose = [catalogue.get(m.id) for m in catalogue.names.plain(name, ("account",))]
    names = " and ".join(record.name for record in whose)
    return f"it is a hub account with models of {names}: cnai show {whose[0].id}" if whose else ""


def with_comma(catalogue: "Catalogue", text: str) -> bool:
    """Whether a text with a comma in it is one name: of a record that is written so, of a licence (Apache License, Version 2.0), or
    of a firm (Moonshot AI Co., Ltd.)."""
    from cnai.store.firms import with_form
    from cnai.store.licences import called

    records = [*(catalogue.get(m.id) for m in catalogue.names.exact(text)), *catalogue.endpoints]
    names = [n for r in records for n in (r.name, *getattr(r, "aliases", ()))]
    return text.strip().casefold() in map(str.casefold, names) or with_form(text) or bool(called(catalogue, text))


def _licence(catalogue: "Catalogue", name: str) -> str:
    """A sentence on the licence of this name, "" if there is none."""
    from cnai.store.licences import called

    ids = called(catalogue, name)
    return f"it is a licence: cnai license {' or '.join(ids)}" if ids else ""


def _served(catalogue: "Catalogue", name: str) -> Model | None:
    """The model behind an API name on the day shown, or the one behind it last. Raises Ambiguous if it serves several at once."""
    found = catalogue.names.exact(name, ("api",))
    if not found:
        return None
    rows = rows_of(catalogue.store, found[0].id)
    now = live(rows, catalogue.day)
    ids = list(dict.fromkeys(row.model for row in now or rows[:1]))
    if len(ids) > 1:
        raise Ambiguous(f"the API name {rows[0].name!r} serves several models: {', '.join(ids)}", ids)
    if not ids:
        return None
    how = "serves" if now else "is switched off and last served"
    model: Model = catalogue.get(ids[0])  # type: ignore[assignment]  # the id of a model
    catalogue.say(f"the API name {rows[0].name} {how} {model.name}")
    return model


def _not_yet(catalogue: "Catalogue", name: str, kinds: Sequence[str]) -> NotFound | None:
    """What to say about a name that means something today, but did not on the day shown."""
    if not catalogue.is_past or catalogue.base is catalogue.store:
        return None
    found = Names(catalogue.base).exact(name, kinds)
    if len(found) != 1:
        return None
    rows = catalogue.base.some(TABLE_OF[found[0].kind], "id", (found[0].id,))
    since = next((rows[0].get(k) for k in ("founded", "announced", "released", "first_released") if rows and rows[0].get(k)), None)
    what = f"exists since {since}" if since else "has no known date, so it is not known whether it existed"
    return NotFound(f"{rows[0]['name']} {what}; nothing of it is known as of {catalogue.day}", [found[0].id])
