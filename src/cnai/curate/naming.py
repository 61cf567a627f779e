"""What every folded name means: the names that are written in the records, and those that follow from them.

A row is [id, how, kind]. Three hows are no final words: "bare" is a generation without its brand (R1), "initials" are those of the pinyin,
both answers of less than full score; "paper" is the number of a paper on arXiv. A row of kind "maker" beside an API name says whose
models it serves; one of kind "account" beside an account on a hub, whose models lie there.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from cnai.model.kinds import NAMED, TABLE_OF
from cnai.store.addresses import domain
from cnai.store.folding import fold
from cnai.store.written import addresses, spoken

Raw = dict[str, list[dict[str, Any]]]
Table = dict[str, list[list[str]]]
_GENERATION = re.compile(r"[A-Za-z]{1,2}\d+(\.\d+)*(?![A-Za-z0-9])")
_WEB = re.compile(r"https?://([\w.-]+)")
_SIZE = re.compile(r"[ _-]\d+(\.\d+)?([BT](-A\d+B)?|k)")
_ELSEWHERE = re.compile(r"[oi]\d|v1(?!\d)", re.IGNORECASE)  # o1 is OpenAI's, v1 everybody's


def names_table(raw: Raw) -> Table:
    """{folded name: [[id, how, kind], …]} of companies, families, models and API names, in the order of their names."""
    table: Table = {}
    for kind in NAMED:
        for record in raw[TABLE_OF[kind]]:
            for name, how in spoken(record):
                _put(table, name, record["id"], how, kind)
    for source in (_repositories(raw), _hosts(raw, table), _pinyin(raw), _apis(raw), _papers(raw), _initials(raw), _generations(raw)):
        fresh: Table = {}
        for name, rid, how, kind in source:
            _put(fresh, name, rid, how, kind)
        for name, rows in fresh.items():
            beside = rows[0][2] == "api" or (rows[0][1] == "bare" and all(row[1] == "api" for row in table.get(name, ())))
            if name not in table or beside:
                table.setdefault(name, []).extend(rows)
    for name, rid, how, kind in _accounts(raw):
        _put(table, name, rid, how, kind)
    table.pop("", None)
    return dict(sorted(table.items()))


def _put(table: Table, name: str, rid: str, how: str, kind: str) -> None:
    rows = table.setdefault(fold(name), [])
    if all((row[0], row[2]) != (rid, kind) for row in rows):
        rows.append([rid, how, kind])


Row = tuple[str, str, str, str]


def _repositories(raw: Raw) -> Iterator[Row]:
    """A repository means the one model whose main repository it is, else the models whose weights are there, else those that name it."""
    shared: dict[str, dict[str, str]] = {}
    main: dict[str, list[str]] = {}
    weights: dict[str, dict[str, str]] = {}
    for kind in NAMED:
        for record in raw[TABLE_OF[kind]]:
            for name, how in addresses(record):
                if how == "hub":
                    shared.setdefault(fold(name), {}).setdefault(record["id"], kind)
            for repo in (w["repo"] for w in record.get("weights") or ()):
                for name in (fold(repo), fold(repo.rpartition("/")[2])):
                    weights.setdefault(name, {})[record["id"]] = kind
            if kind == "model" and record["huggingface"]:
                repo = record["huggingface"]
                for name in {fold(repo), fold(repo.rpartition("/")[2])}:
                    main.setdefault(name, []).append(record["id"])
    for name, ids in shared.items():
        models = [i for i, kind in ids.items() if kind == "model"]
        meant = main[name] if len(main.get(name, ())) == 1 else list(weights.get(name, ())) or models or list(ids)
        yield from ((name, i, "hub", ids[i]) for i in meant)


def _accounts(raw: Raw) -> Iterator[Row]:
    """The accounts on hubs where the models of a company lie: they stand before its names, though they are not all its own."""
    for model in raw["models"]:
        repos = [model["huggingface"], model["modelscope"], *(w["repo"] for w in model["weights"] if w["official"] is not False)]
        for account in {repo.partition("/")[0] for repo in repos if repo and "/" in repo}:
            yield account, model["company"], "hub", "account"


def _papers(raw: Raw) -> Iterator[Row]:
    """The numbers of papers, which models may share."""
    for model in raw["models"]:
        yield from ((name, model["id"], how, "model") for name, how in addresses(model) if how == "paper")


def _hosts(raw: Raw, table: Table) -> Iterator[Row]:
    """The makers' own web hosts: their website, the hosts of their APIs, and those in their records named as one of theirs. A host that is
    named like a brand is the brand's, not that of the maker whose API is there."""
    for company in raw["companies"]:
        if company["website"]:
            yield domain(urlsplit(company["website"]).hostname or ""), company["id"], "hub", "company"
    serving = [(host, e["company"]) for e in raw["endpoints"] if (host := urlsplit(e["base_url"] or "").hostname) and e["company"]]
    yield from ((host, company, "hub", "company") for host, company in serving)
    own = {r["id"]: r["company"] for r in raw["families"]} | {c["id"]: c["id"] for c in raw["companies"]}
    of = own | {m["id"]: m["company"] for m in raw["models"]}
    seen = {(domain(host), of[r["id"]]) for t in ("families", "models") for r in raw[t] for host in _WEB.findall(repr(r)) if r["id"] in of}
    seen |= {(domain(host), source["id"]) for source in raw["sources"] for host in _WEB.findall(source["url"] or "")}
    branded = set()
    for host, whose in sorted(seen):
        for rid, _, kind in table.get(fold(host.partition(".")[0]), ()):
            if rid in own and f"{whose}-".startswith(f"{own[rid]}-"):
                branded.add(host)
                yield host, rid, "hub", kind
    yield from ((domain(host), company, "hub", "company") for host, company in serving if domain(host) not in branded)


def _chinese_names(raw: Raw) -> Iterator[tuple[str, str, str]]:
    for kind in NAMED:
        for record in raw[TABLE_OF[kind]]:
            if record["name_zh"]:
                yield record["id"], kind, re.sub(r"[^\u3400-\u9fff]", "", record["name_zh"])


def _syllables(text: str, style: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    styles = {"plain": Style.NORMAL, "numbers": Style.TONE3, "initials": Style.FIRST_LETTER}
    return lazy_pinyin(text, style=styles[style], v_to_u=True)


def _pinyin(raw: Raw) -> Iterator[Row]:
    """Every Chinese name in pinyin: without tones (with tone marks it folds alike), with tone numbers, and with v for ü."""
    for rid, kind, name in _chinese_names(raw):
        plain = "".join(_syllables(name, "plain"))
        for written in dict.fromkeys((plain, plain.replace("ü", "v"), "".join(_syllables(name, "numbers")))):
            yield written, rid, "pinyin", kind


def _initials(raw: Raw) -> Iterator[Row]:
    """The initials of pinyin where they mean one record only: of companies, and from three letters on of families."""
    meant: dict[str, list[tuple[str, str]]] = {}
    for rid, kind, name in _chinese_names(raw):
        meant.setdefault("".join(_syllables(name, "initials")), []).append((rid, kind))
    yield from (
        (text, *rows[0][:1], "initials", rows[0][1]) for text, rows in meant.items() if len(rows) == 1 and _has_initials(text, rows[0][1])
    )


def _has_initials(text: str, kind: str) -> bool:
    return len(text) >= {"company": 2, "family": 3, "model": 99}[kind]


def _apis(raw: Raw) -> Iterator[Row]:
    """API names, each once however its letters are written, and whose models they serve."""
    written: dict[str, str] = {}
    for model in raw["models"]:
        for api in model["apis"]:
            name = written.setdefault(fold(api["model_id"]), api["model_id"])
            yield name, name, "api", "api"
    for model in raw["models"]:
        for api in model["apis"]:
            yield api["model_id"], model["company"], "api", "maker"


def _generations(raw: Raw) -> Iterator[Row]:
    """The names of models without their maker's brand, where such a rest is a generation (R1, K2.5, V3.1-Terminus; M2 also of M2-32B).
    A generation of which there are variants only (V4-Flash, V4-Pro) is the name of each."""
    families = {f["id"]: f["name"] for f in raw["families"]}
    brands = {c["id"]: {c["name"], c["short_name"], families.get(c["flagship_family"], c["name"])} for c in raw["companies"]}
    alone: dict[str, list[Row]] = {}
    variants: dict[str, list[Row]] = {}
    for model in raw["models"]:
        for brand in brands.get(model["company"], ()):
            begins = re.match(re.escape(brand) + r"[ _-]+", model["name"], re.IGNORECASE)
            rest = model["name"][begins.end() :] if begins else ""
            generation = _GENERATION.match(rest)
            if generation and not _ELSEWHERE.match(rest):
                yield rest, model["id"], "bare", "model"
                plain = rest == generation[0] or _SIZE.fullmatch(rest[generation.end() :])
                of = alone if plain else variants
                of.setdefault(fold(generation[0]), []).append((generation[0], model["id"], "bare", "model"))
    for rows in (*alone.values(), *(rows for name, rows in variants.items() if name not in alone and len(rows) > 1)):
        yield from sorted(rows, key=lambda row: (len(row[1]), row[1]))
