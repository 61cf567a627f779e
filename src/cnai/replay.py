"""The landscape as it stood on a day: `past`, dated lists and dates are replayed, counts are counted again. Works on plain records.

An inexact date counts as early as it may be. A model without any date is left out, since nobody can say whether it was there.
"""

from typing import Any

from cnai.dates import earliest, latest
from cnai.derive import Raw, derive, descendants
from cnai.entities import TABLE_OF, TABLES
from cnai.plain import flagged

_DATED_LISTS = ("listings", "restrictions", "licenses", "weights", "apis", "prices", "flagships")
_DATES = ("announced", "api_released", "weights_released", "paper_date", "retired")


def later(value: str | None, day: str) -> bool:
    """Whether a date is known and surely after the day."""
    return value is not None and earliest(value) > day


def replay(raw: Raw, as_of: str, article_date: str) -> tuple[Raw, int]:
    """(the records as they stood at the end of `as_of`, the number of models left out because they have no date)."""
    day = latest(as_of)
    out: Raw = dict(raw)
    out["models"] = [_model(m, day) for m in raw["models"] if _born(m) and not later(_born(m), day)]
    out["companies"] = [_record(c, day) for c in raw["companies"] if not later(c["founded"], day)]
    had, has = {m["family"] for m in raw["models"]}, {m["family"] for m in out["models"]}
    below = descendants(raw["families"])
    out["families"] = [_record(f, day) for f in raw["families"] if below[f["id"]] & has or not below[f["id"]] & had]
    out["events"] = [e for e in raw["events"] if not later(e["date"], day)]
    out["claims"] = [] if later(article_date, day) else [_claim(c, day) for c in raw["claims"]]
    _forget(out["models"], "successor", {m["id"] for m in out["models"]})
    families = {f["id"] for f in out["families"]}
    _forget(out["families"], "parent", families)
    _forget(out["companies"], "flagship_family", families)
    derive(out)
    return out, sum(not _born(m) for m in raw["models"])


def _born(model: dict[str, Any]) -> str | None:
    """The first date on which the model was known of."""
    dates = [model[k] for k in ("announced", "released") if model[k]]
    return min(dates, key=earliest) if dates else None


def _forget(records: list[dict[str, Any]], field: str, alive: set[str]) -> None:
    for record in records:
        if record[field] not in alive:
            record[field] = None


def _record(record: dict[str, Any], day: str) -> dict[str, Any]:
    """A copy of the record as it stood: dated fields from `past`, dated lists cut, its summary marked with its own date."""
    out = dict(record)
    for key in _DATED_LISTS:
        if out.get(key):
            rows = [r for r in out[key] if not later(r.get("since"), day)]
            out[key] = [{**r, "until": None} if later(r.get("until"), day) else r for r in rows]
    for field in flagged(TABLES[TABLE_OF[record["record"]]], "dated"):
        out[field] = _value_on(field, record, day)
    out["past"] = [p for p in record["past"] if not later(p.get("until"), day) and not later(p.get("since"), day)]
    if record["summary"]:
        out["summary"] = f"[{record['changed']}] {record['summary']}"
    return out


def _value_on(field: str, record: dict[str, Any], day: str) -> Any:
    """The value on that day: the earlier one that held then, None where only later ones are known, else today's."""
    past = [p for p in record["past"] if p["field"] == field and later(p.get("until"), day)]
    if past:
        first = min(past, key=lambda p: earliest(p["until"]))
        return None if later(first.get("since"), day) else first.get("value")
    value = record[field]
    if isinstance(value, dict) and later(value.get("since") or value.get("date"), day):
        return None
    return value


def _model(model: dict[str, Any], day: str) -> dict[str, Any]:
    out = _record(model, day)
    if later(model["released"], day):
        out["status"] = "announced"
    if later(model["released"], day) or later(model["weights_released"], day):
        out |= {"weights": [], "huggingface": None, "modelscope": None, "open_weights": False}
    for field in ("released", *_DATES):
        if later(model[field], day):
            out[field] = None
    out["benchmarks"] = [b for b in model["benchmarks"] if not later(b.get("date"), day)]
    return out


def _claim(claim: dict[str, Any], day: str) -> dict[str, Any]:
    return {**claim, "verdict_now": claim["verdict"], "now_since": None} if later(claim["now_since"], day) else claim
