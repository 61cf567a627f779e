"""What follows from the rest: counts, newest releases, licences of today. In place on plain records, for build and replay."""

from typing import Any

from cnai.words.dates import earliest, latest

Raw = dict[str, list[dict[str, Any]]]


def descendants(families: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Each family's id with the ids of itself and of all families below it."""
    out: dict[str, set[str]] = {f["id"]: {f["id"]} for f in families}
    parent = {f["id"]: f.get("parent") for f in families}
    for start, first in parent.items():
        above, seen = first, {start}
        while above in out and above not in seen:
            out[above].add(start)
            seen.add(above)
            above = parent.get(above)
    return out


def newest_first(models: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By date of release, newest first; those without a date last; ties by id."""
    by_id = sorted(models, key=lambda m: m["id"])
    return sorted(by_id, key=lambda m: release_order(m.get("released")), reverse=True)


def release_order(day: str | None) -> str:
    """What release dates are sorted by: an inexact one is before every exact one of its span, so newest first shows it after them."""
    return day or ""


def licenses_on(model: dict[str, Any], day: str | None = None) -> list[str]:
    """The licences of the weights at the end of a day (None: today, of the entries that have not ended), oldest first."""
    rows = [r for r in model.get("licenses") or () if r["scope"] == "weights"]
    if day is None:
        rows = [r for r in rows if not r.get("until")]
    else:
        end = latest(day)
        rows = [r for r in rows if earliest(r.get("since") or "0001") <= end and not (r.get("until") and earliest(r["until"]) <= end)]
    return [r["license"] for r in sorted(rows, key=lambda r: r.get("since") or "")]


def license_today(model: dict[str, Any], names: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The licence of the weights today: the newest of those that have not ended. Where several joined on one day, all of them apply
    (a supplement beside its base text) and the last one written is named."""
    ids = licenses_on(model)
    record = names.get(ids[-1]) if ids else None
    return {k: record[k] for k in ("id", "name", "url", "kind")} if record else None


def derive(raw: Raw) -> None:
    """Fill every derived field that depends on other records: families, counts, newest releases, predecessors, licences."""
    licenses = {r["id"]: r for r in raw["licenses"]}
    before: dict[str, dict[str, Any]] = {}
    for model in raw["models"]:
        model["license"] = license_today(model, licenses)
        model["predecessor"] = None
        nxt = model.get("successor")
        if nxt and (nxt not in before or (model.get("released") or "") > (before[nxt].get("released") or "")):
            before[nxt] = model
    for model in raw["models"]:
        if model["id"] in before:
            model["predecessor"] = before[model["id"]]["id"]
    below = descendants(raw["families"])
    by_family: dict[str, list[dict[str, Any]]] = {f["id"]: [] for f in raw["families"]}
    by_company: dict[str, list[dict[str, Any]]] = {c["id"]: [] for c in raw["companies"]}
    for model in newest_first(raw["models"]):
        by_family.setdefault(model["family"], []).append(model)
        by_company.setdefault(model["company"], []).append(model)
    for family in raw["families"]:
        models = newest_first([m for f in below[family["id"]] for m in by_family.get(f, ())])
        _count(family, models)
        dates = [m["released"] for m in models if m.get("released")]
        family["first_released"] = min(dates, key=earliest) if dates else None
    for company in raw["companies"]:
        _count(company, by_company[company["id"]])
        company["families"] = sorted(f["id"] for f in raw["families"] if f["company"] == company["id"])


def _count(owner: dict[str, Any], models: list[dict[str, Any]]) -> None:
    """`models` newest first."""
    newest = next((m for m in models if m.get("released")), None)
    owner["model_count"] = len(models)
    owner["open_model_count"] = sum(m.get("open_weights") is True for m in models)
    owner["latest_model"] = newest["id"] if newest else None
    owner["latest_released"] = newest["released"] if newest else None
