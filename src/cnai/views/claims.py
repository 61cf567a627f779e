"""The article's claims with their verdicts."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Claim
from cnai.output.blocks import Block, Facts, Gap, Line, Prose, text_cell
from cnai.store.catalogue import Catalogue
from cnai.views.cells import verdict_tone
from cnai.words.text import joined, plural

VERDICTS = ("supported", "corrected", "misleading", "outdated", "unverifiable")


def claims(catalogue: Catalogue, rows: Sequence[Claim]) -> Iterator[Block]:
    """The totals in one sentence, then each claim with its verdict, what is true, and whether it still holds; sources at the end."""
    yield Line([text_cell(totals(rows), "strong")])
    numbers: dict[str, int] = {}
    for c in rows:
        notes = [numbers.setdefault(p.source, len(numbers) + 1) for p in c.evidence]
        marks = " ".join(f"[{n}]" for n in notes)
        yield Gap()
        yield Line([text_cell(c.verdict, verdict_tone(c.verdict)), text_cell(c.place, "dim")], text_cell(c.id, "dim"))
        yield Prose(text_cell(c.claim, "strong"), indent=2)
        yield Prose(text_cell(f"{c.fact} {marks}".strip()), indent=2)
        today = f"today {c.verdict_now or 'not judged'}" + (f", since {c.now_since}" if c.now_since else "")
        now = "still holds" if c.verdict_now == c.verdict else today
        yield Prose(text_cell(". ".join(x for x in (now, c.note) if x), "dim"), indent=2)
    if numbers:
        yield Gap()
        facts = []
        for sid, number in numbers.items():
            s = catalogue.source(sid)
            facts.append((f"[{number}]", [text_cell(f"{s.title} ({s.publisher})", "dim"), text_cell(s.url, "dim")]))
        yield Facts(facts)


def totals(rows: Sequence[Claim]) -> str:
    """ "31 of 76 claims are wrong, misleading or outdated: 45 supported, …"."""
    if not rows:
        return "0 claims"
    counts = [(v, sum(c.verdict == v for c in rows)) for v in VERDICTS]
    wrong = sum(n for v, n in counts if v in ("corrected", "misleading", "outdated"))
    listed = joined([f"{n} {v}" for v, n in counts if n])
    return f"{wrong} of {plural(len(rows), 'claim')} {'is' if 1 in (wrong, len(rows)) else 'are'} wrong, misleading or outdated" + (
        f": {listed}" if listed else ""
    )
