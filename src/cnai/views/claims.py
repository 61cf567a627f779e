"""The article's claims with their verdicts."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Claim
from cnai.output.blocks import Block, Facts, Gap, Line, Prose, text_cell
from cnai.store.catalogue import Catalogue
from cnai.views.cells import verdict_today, verdict_tone
from cnai.words.text import joined, plural

VERDICTS = ("supported", "corrected", "misleading", "outdated", "unverifiable")


def claims(catalogue: Catalogue, rows: Sequence[Claim], *, now: bool = False) -> Iterator[Block]:
    """The totals in one sentence (`now`: of today's verdicts), then each claim with its verdict, what is true, and the verdict today;
    sources at the end."""
    day = f" on {catalogue.day}" if catalogue.is_past else " today"
    yield Line([text_cell(totals([c.verdict_now if now else c.verdict for c in rows], day if now else ""), "strong")])
    numbers: dict[str, int] = {}
    for c in rows:
        notes = [numbers.setdefault(p.source, len(numbers) + 1) for p in c.evidence]
        marks = " ".join(f"[{n}]" for n in notes)
        yield Gap()
        yield Line([text_cell(c.verdict, verdict_tone(c.verdict)), text_cell(c.place, "dim")], text_cell(c.id, "dim"))
        yield Prose(text_cell(c.claim, "strong"), indent=2)
        yield Prose(text_cell(f"{c.fact} {marks}".strip()), indent=2)
        yield Prose(text_cell(". ".join(x for x in (verdict_today(catalogue, c), c.note) if x), "dim"), indent=2)
    if numbers:
        yield Gap()
        facts = []
        for sid, number in numbers.items():
            s = catalogue.source(sid)
            facts.append((f"[{number}]", [text_cell(f"{s.title} ({s.publisher})", "dim"), text_cell(s.url, "dim")]))
        yield Facts(facts)


def totals(verdicts: Sequence[str | None], day: str = "") -> str:
    """ "31 of 76 claims are wrong, misleading or outdated: 45 supported, …"; `day` says of when the verdicts are."""
    if not verdicts:
        return "0 claims"
    counts = [(v, verdicts.count(v)) for v in VERDICTS]
    wrong = sum(n for v, n in counts if v in ("corrected", "misleading", "outdated"))
    listed = joined([f"{n} {v}" for v, n in counts if n])
    head = f"{wrong} of {plural(len(verdicts), 'claim')} {'is' if 1 in (wrong, len(verdicts)) else 'are'}"
    return f"{head} wrong, misleading or outdated{day}" + (f": {listed}" if listed else "")
