"""How hubs, routers, clouds and price tables write a name: what to take off until a name is left.

`parts` reads `https://huggingface.co/unsloth/Qwen3-32B-GGUF/tree/main` as the vendor unsloth and the names Qwen3-32B-GGUF and Qwen3-32B.
Nothing is looked up here.
"""

import re
import unicodedata
from dataclasses import dataclass

from cnai.store.folding import fold

# Sites on which anybody has pages of the form org/name; the words before it and after it are theirs.
_SITES = """huggingface.co hf.co hf-mirror.com modelscope.cn modelscope.ai github.com gitee.com gitcode.com gitlab.com openrouter.ai
ollama.com ollama.ai wisemodel.cn replicate.com deepinfra.com build.nvidia.com hub.docker.com lmstudio.ai kaggle.com
openi.pcl.ac.cn together.ai fireworks.ai novita.ai siliconflow.cn siliconflow.com models.dev artificialanalysis.ai"""
_FIRST = "models model library hub r organization organizations api v1 zh en cn catalog playground"
_LAST = """tree blob resolve raw commit commits discussions issues issue pull pulls releases summary files file wiki actions edit tags
overview quickstart api providers activity versions playground"""
_NOT_MODELS = "datasets dataset spaces studios papers collections blog docs"
# Routers and clouds, which stand before the name and say nothing of its maker.
_ROADS = """openrouter accounts fireworks fireworks_ai models dashscope together together_ai togethercomputer deepinfra novita novita_ai
siliconflow pro lora bedrock bedrock_converse converse invoke amazon-bedrock vertex_ai vertex google-vertex publishers
google-ai azure azure_ai azureml groq cerebras volcengine volces ark baseten nebius nebius_ai studio hyperbolic sambanova
lambda lambda_ai featherless featherless_ai chutes parasail friendli friendliai nscale inference-net atlascloud atlas-cloud
gmicloud gmi phala venice poe replicate ollama ollama_chat lm_studio lmstudio hosted_vllm vllm litellm litellm_proxy
openai_compatible openai-like custom huggingface hf modelscope ppio ppinfra qianfan bailian aihubmix zenmux requesty portkey
helicone vercel cloudflare workers-ai cf @cf @hf wandb nvidia_nim nim databricks watsonx oci snowflake perplexity
github_copilot github copilot opencode opencode-zen kilocode cline glama 302ai ai302 oneapi newapi maas foundation-model
library crusoe scaleway ovhcloud ionet io.net text-completion-openai chat completion anthropic_compat zai-coding-plan
moonshotai-cn kimi-for-coding minimax-cn alibaba-cn huaweicloud tencentcloud aliyun alibabacloud baiducloud baidubce jdcloud ctyun ksyun
ucloud qiniu qnaigc modelarts lkeap gitee-ai giteeai xinference sophnet infini-ai fal-ai wavespeed-ai"""
_HUBS, _BEFORE, _AFTER, _NO_MODEL = (frozenset(words.split()) for words in (_SITES, _FIRST, _LAST, _NOT_MODELS))
_ROUTERS = frozenset(map(fold, _ROADS.split()))
_REGION = re.compile(r"(?:us|eu|apac|global|jp|au|ap|us-gov)\.(?=[a-z])", re.IGNORECASE)
_ENDINGS = re.compile(
    r"(?:(?<=.)\[\w+\]|\s+\((?:free|batch|beta|extended|online)\)|:(?:free|thinking|nitro|exacto|beta|online|floor|extended|reasoning|batch|flex|cheap|fast)|-v\d+:\d{1,2}(?::\d+k)?"
    r"|(?<=[\w.])@[\w.-]+|-maas|-expires-on-\d+)$",
    re.IGNORECASE,
)
_QUANT = re.compile(
    r"[-_.:](?:i1-gguf|gguf|ggml|awq|gptq|exl[23]|mlx|onnx|openvino|hf|paddle|transformers|diffusers|hqq|aqlm|eetq|fp8|fp4|nvfp4|mxfp4(?:_moe)?|mxfp8|bf16|fp16|f16|int[248]|w[48]a(?:8|16)"
    r"|[2-8]-?bits?|bnb(?:-[248]bit)?|(?:ud-)?i?q\d(?:_\w+)*|quantized(?:\.w\d+a\d+)?|quant|unsloth|dynamic|imatrix|dwq|g\d{2,3}|ct2|\d{5}-of-\d{5})$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:(?:\S*\.)?arxiv(?:\.org)?(?:/(?:abs|pdf|html))?[:/] ?|(?:\S*\.)?(?:huggingface\.co|alphaxiv\.org)/(?:papers|abs)/)?"
    r"(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"registries/(?:azureml-)?([^/]+)/models/([^/]+)(?:/(?:versions|labels)/[^/]+)?")  # of Azure
_CHAT = re.compile(r"-chat(?=-v\d)", re.IGNORECASE)  # deepseek-chat-v3.1, as OpenRouter writes it
_MAKER = re.compile(r"([^/:@]+): +([^/]+)")  # DeepSeek: DeepSeek V3.2, as price tables write it
_POINT = re.compile(r"(?<=\d)p(?=\d)")  # glm-4p6, as Fireworks writes it
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|git@", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/:](.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """A name as it stands in a path: who is said to be its vendor, the names to try in order, and the site's own host."""

    vendor: str | None
    names: tuple[str, ...]
    host: str | None = None
    is_copy: bool = False
    """Whether the last name was reached by taking off a quantisation, as the copies of re-packagers have one."""


def domain(host: str) -> str:
    """The part of a host that is registered: chat.qwen.ai is qwen.ai."""
    labels = host.lower().split(".")
    return ".".join(labels[-3:] if len(labels) > 1 and labels[-2] in ("com", "co", "org", "net", "edu", "gov", "ac") else labels[-2:])


def parts(query: str) -> list[Address]:
    """The readings of a name as an address, the likeliest first; none if it has no sign of one."""
    text = unicodedata.normalize("NFKC", query).strip().strip("<>\"'`")
    scheme = _SCHEME.match(text)
    text = text[scheme.end() :] if scheme else text
    if registered := _REGISTERED.fullmatch(text):
        return _path(list(registered.groups()))
    if paper := _PAPER.fullmatch(text):
        return [Address(None, (paper[1],))]
    if not scheme and (said := _MAKER.fullmatch(text)):
        return [Address(said[1], _bare(said[2])[0])]
    web = _HOST.fullmatch(text)
    if web and (scheme or web[1].lower() in _HUBS):
        return _site(web[1].lower(), web[2] or "")
    pages = _site(web[1].lower(), "") if web else []
    return pages + _path([p for p in text.split("/") if p])


def _site(host: str, path: str) -> list[Address]:
    """A page of a hub is org/name; one of another site means whoever keeps the site."""
    if host not in _HUBS and domain(host) not in _HUBS:
        owner = [Address(None, (host.removesuffix(".github.io"),), host)] if host.endswith(".github.io") else []
        return [*owner, Address(None, (host, domain(host)), host)]
    from urllib.parse import unquote

    steps = [unquote(s) for s in re.split(r"[?#]", path)[0].split("/") if s]
    while len(steps) > 1 and steps[0].lower() in _BEFORE:
        steps = steps[1:]
    if not steps or steps[0].lower() in _NO_MODEL:
        return []
    end = next((i for i, s in enumerate(steps) if i and s.lower() in _AFTER), len(steps))
    return _path([s.removesuffix(".git") for s in steps[:end]][:2])


def _path(steps: list[str]) -> list[Address]:
    if not steps:
        return []
    router, _, rest = steps[0].partition(":")  # hf:zai-org/GLM-4.6
    steps = [*([rest] if rest and fold(router) in _ROUTERS else [steps[0]]), *steps[1:]]
    steps = [s for n, s in enumerate(steps) if not n or s != "models"]
    while len(steps) > 1 and fold(steps[0]) in _ROUTERS:
        steps = steps[1:]
    if len(steps) > 2 and steps[-1].lower() == "community":  # deepseek/deepseek-r1/community
        steps = steps[:-1]
    if len(steps) > 1 and (version := re.fullmatch(r"v(\d+(?:\.\d+)*)", steps[-1], re.IGNORECASE)):  # bytedance/seedream/v4
        steps = [*steps[:-2], f"{steps[-2]} {version[1]}"]
    vendor, last = (steps[-2] if len(steps) > 1 else None), steps[-1]
    names, is_copy = _bare(last)
    whole = [Address(None, (f"{vendor}/{last}", *(f"{vendor}/{n}" for n in names[1:] if not is_copy)))] if vendor else []
    out = [*whole, Address(vendor, names, is_copy=is_copy)]
    if vendor and last.partition("_")[2]:  # bartowski/Qwen_Qwen3-32B-GGUF
        out.append(Address(vendor, _bare(last.partition("_")[2])[0], is_copy=True))
    if "." in last and not vendor:
        head, _, rest = _REGION.sub("", last, count=1).partition(".")
        if re.fullmatch(r"[A-Za-z0-9][\w-]*[A-Za-z][\w-]*", head) and rest:
            out.append(Address(head, _bare(rest)[0]))
    return out


def _bare(name: str) -> tuple[tuple[str, ...], bool]:
    """(the name, then without endings, then without quantisation; whether a quantisation was taken off)."""
    head, _, provider = name.rpartition(":")  # deepseek-ai/DeepSeek-R1:novita
    out = [name, head] if head and fold(provider) in _ROUTERS else [name]
    for pattern in (_ENDINGS, _QUANT, _ENDINGS):
        at = out[-1]
        while pattern.search(at) and (shorter := pattern.sub("", at)):
            at = shorter
        if at != out[-1]:
            out.append(at)
    if (written := _POINT.sub(".", _CHAT.sub("", out[-1]))) != out[-1]:
        out.append(written)
    return tuple(out), bool(_QUANT.search(out[0]) or (len(out) > 1 and _QUANT.search(out[1])))
