"""How benchmarks, their units and the ways of measuring are usually written, and which ways of measuring make another test."""

import re
from functools import cache

# What people and tables also call a benchmark -> (its usual name, the part of it that the other name means).
OTHER_NAMES: dict[str, tuple[str, str | None]] = {
    "AIME24": ("AIME 2024", None),
    "AIME25": ("AIME 2025", None),
    "AIME26": ("AIME 2026", None),
    "Apex": ("MathArena Apex", None),
    "ARC-AGI": ("ARC-AGI-1", None),
    "Arena-Hard v2": ("Arena-Hard v2.0", None),
    "Artificial Analysis Index": ("Artificial Analysis Intelligence Index", None),
    "AA Index": ("Artificial Analysis Intelligence Index", None),
    "AA Intelligence Index": ("Artificial Analysis Intelligence Index", None),
    "Chatbot Arena": ("LMArena text", None),
    "Claw-Eval": ("Claw-Eval", None),
    "C-MTEB": ("C-MTEB", None),
    "CLiB": ("ReLE overall", None),
    "CLUEWSC2020": ("CLUEWSC", None),
    "FormalMATH-Lite": ("FormalMATH-Lite", None),
    "GEdit-Bench-EN": ("GEdit-Bench", "English"),
    "HLE": ("Humanity's Last Exam", None),
    "Humanity’s Last Exam": ("Humanity's Last Exam", None),
    "Humanitys Last Exam": ("Humanity's Last Exam", None),
    "HMMT25": ("HMMT 2025", None),
    "HMMT26": ("HMMT 2026", None),
    "HMMT Feb 2025": ("HMMT 2025", "February"),
    "HMMT February 2025": ("HMMT 2025", "February"),
    "HMMT Feb 2026": ("HMMT 2026", "February"),
    "HMMT February 2026": ("HMMT 2026", "February"),
    "HumanEval Python": ("HumanEval", "Python"),
    "HumanEval Plus": ("HumanEval+", None),
    "ImageNet": ("ImageNet-1K", None),
    "LCB": ("LiveCodeBench", None),
    "LCB v5": ("LiveCodeBench v5", None),
    "LCB v6": ("LiveCodeBench v6", None),
    "Llama Question": ("Llama Questions", None),
    "LMSYS Chatbot Arena": ("LMArena text", None),
    "MATH500": ("MATH-500", None),
    "MBPP Plus": ("MBPP+", None),
    "MTEB multilingual": ("MMTEB", None),
    "OneIG": ("OneIG-Bench", None),
    "OneIG-EN": ("OneIG-Bench", "English"),
    "OneIG-ZH": ("OneIG-Bench", "Chinese"),
    "OpenCompass multimodal academic": ("OpenCompass multimodal academic leaderboard", None),
    "Polyglot": ("Aider polyglot", None),
    "RoboTwin2": ("RoboTwin 2.0", None),
    "TAU-bench": ("τ-Bench", None),
    "TAU-bench Airline": ("τ-Bench", "airline"),
    "TAU-bench Retail": ("τ-Bench", "retail"),
    "T2-bench": ("τ²-Bench", None),
    "Tau2": ("τ²-Bench", None),
    "tau2-bench": ("τ²-Bench", None),
    "Tau2 airline": ("τ²-Bench", "airline"),
    "Tau2 retail": ("τ²-Bench", "retail"),
    "Tau2 telecom": ("τ²-Bench", "telecom"),
    "tau3-bench": ("τ³-Bench", None),
    "tau3-Bench Banking": ("τ³-Bench", "banking"),
    "TBench": ("Terminal-Bench", None),
    "Terminal-Bench 2": ("Terminal-Bench 2.0", None),
    "Text Arena": ("LMArena text", None),
    "WebDev Arena": ("LMArena web development", None),
}
# Units written in another way -> (the usual unit, what a score is multiplied by). A test out of 1,000 has points.
UNITS = {
    "ELO": ("Elo", 1), "elo": ("Elo", 1), "rating": ("Elo", 1), "% CER": ("%", 1), "% WER": ("%", 1), "percent": ("%", 1),
    "share": ("%", 100), "score": ("points", 1), "average": ("points", 1), "index": ("points", 1), "score of 10": ("points of 10", 1),
    "of 10": ("points of 10", 1), "score of 1000": ("points", 1), "points of 1000": ("points", 1), "tasks in a row": ("tasks", 1),
}  # fmt: skip
# Benchmarks that have several measures, in several units; "rank" is allowed of any.
SEVERAL_UNITS = {
    "AlignBench", "Codeforces", "GDPval", "GDPval-AA", "IMO 2025", "MiniMax Multilingual", "NYUv2", "OmniDocBench",
    "OmniDocBench v1.5", "PutnamBench", "ReLE overall", "ScanNet", "Seed-TTS-Eval", "Step-Audio-Edit-Test", "VoiceBench",
}  # fmt: skip
# Who measured, written in another way. A maker's name finds the maker: its results for other makers' models are a rival's.
EVALUATORS = {
    "lechmazur": "Lech Mazur", "Meituan (maker of LongCat)": "Meituan", "Moonshot AI (maker of Kimi-Audio)": "Moonshot AI",
    "ByteDance Seed (maker of BAGEL)": "ByteDance", "Tencent (maker of Hunyuan3D)": "Tencent", "Tencent Hunyuan": "Tencent",
    "FireRedTeam (table of its README)": "FireRedTeam",
}  # fmt: skip


def _months(year: str, month: str, last: str, of: str) -> str:
    return f"20{year}-{int(month):02d} to 20{last}-{int(of):02d}"


_USUAL = {
    "no tools": "without tools", "text-only": "text only", "thinking mode": "thinking", "think": "thinking", "not thinking": "non-thinking",
    "non-thinking mode": "non-thinking", "instruct model": "instruct", "base model": "base", "maximum thinking effort": "max effort",
    "thinking effort max": "max effort", "reasoning effort max": "max effort", "reasoning effort xhigh": "xhigh effort",
    "xhigh": "xhigh effort", "reasoning xhigh": "xhigh effort", "reasoning high": "high effort", "reasoning low": "low effort",
    "reasoning minimal": "minimal effort", "wer": "word error rate", "cer": "character error rate", "prompt strict": "strict prompt",
    "validation set": "validation", "test-mini": "testmini", "with context manager": "with context management", "en": "English",
    "without context manager": "without context management", "zh": "Chinese", "average of eight": "avg@8", "public": "public set",
    "with cot": "with chain of thought", "context management": "with context management",
    "claude-code": "Claude Code", "terminus 2": "Terminus-2", "mini-swe-agent": "mini-SWE-agent",
    "openhands": "OpenHands scaffold", "agentless": "Agentless scaffold",
}  # fmt: skip
_SPELLED = (
    (r"(?:avg|mean)@(\d+)|(?:average|mean) of (\d+)(?: runs| samples| answers)?", r"avg@\1\2"),
    (r"pass([@^]\d+)", r"pass\1"),
    (r"0[ -]shots?", "zero-shot"),
    (r"(\d+)(?:[ -]shots?| examples?)", r"\1-shot"),
    (r"(?:20)?(2\d)[./-]?(0?[1-9]|1[0-2])(?: to |-|–)(?:20)?(2\d)[./-]?(0?[1-9]|1[0-2])", lambda m: _months(*m.groups())),
    (r"(0[1-9]|1[0-2])/(?:20)?(2\d)(?: to |-|–)(0[1-9]|1[0-2])/(?:20)?(2\d)", lambda m: _months(m[2], m[1], m[4], m[3])),
    (r"instruct|chat|base|reasoner", lambda m: m[0].lower()),
)
# What tells how exact a result is, or which release of a program ran the test, and makes no other test.
_ASIDE = (
    r"[\d,]+ (?:votes|appearances|games|matchups)|(?:95% )?interval .*|preliminary score from .*|answer rate .*|size in the table .*"
    r"|aider [\d.]+-?\.?dev|bradley-terry rating|the figure names .*|aggregated copy .*"
)
_RELEASE = r"((?:mini-swe-agent|openhands agent) v?\d+)(?:\.\d+)+"
_SHOWN = 60


@cache
def usual_words(text: str) -> str:
    """A variant or settings with each of its parts as it is usually written: "no tools, Avg@16" gives "without tools, avg@16"."""
    return "".join(part if n % 2 else _usual(part) for n, part in enumerate(re.split(r"([,;] (?![^(]*\)))", text)))


def _usual(part: str) -> str:
    for pattern, usual in _SPELLED:
        if found := re.fullmatch(pattern, part, re.IGNORECASE):
            return usual(found) if callable(usual) else found.expand(usual)
    return _USUAL.get(part.casefold(), part)


@cache
def how(variant: str | None, settings: str | None) -> tuple[str, ...]:
    """How a result was measured, part by part, without what makes no other test: ("text only", "with tools")."""
    parts = [p for text in (variant, settings) if text for p in re.split(r"[,;] (?![^(]*\))", usual_words(text))]
    return tuple(dict.fromkeys(p for p in parts if not re.fullmatch(_ASIDE, p, re.IGNORECASE)))


def alike_measured(variant: str | None, settings: str | None) -> tuple[str, ...]:
    """What two results share that were measured alike: the parts in no order, without the release of the program."""
    return tuple(sorted({re.sub(_RELEASE, r"\1", part.casefold()) for part in how(variant, settings)}))


def short(variant: str | None, settings: str | None) -> str:
    """How a result was measured, in a few words: of long settings only the first."""
    parts = how(variant, settings)
    kept = list(parts[: len(how(variant, None)) or 1])
    for part in parts[len(kept) :]:
        if len(", ".join((*kept, part))) > _SHOWN:
            return ", ".join(kept) + ", …"
        kept.append(part)
    return ", ".join(kept)
