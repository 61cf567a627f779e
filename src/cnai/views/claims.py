"""The article's claims with their verdicts."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Claim
from cnai.output.blocks import Block, Facts, Gap, Line, Prose, text_cell
from cnai.store.catalogue import Catalogue
from cnai.views.cells import verdict_today, verdict_tone
from cnai.words.text import joined, plural

VERDICTS = ("supported", "corrected", "misleading", "outdated", "unverifiable")
WRONG = ("corrected", "misleading", "outdated")


def claims(catalogue: Catalogue, rows: Sequence[Claim], every: Sequence[Claim] | None = None, *, now: bool = False) -> Iterator[Block]:
    """The totals in one sentence (`now`: of today's verdicts) of `every` claim of the subject, of which `rows` are shown; then each claim
    with its verdict, what is true, and the verdict today; sources at the end."""
    day = f" on {catalogue.day}" if catalogue.is_past else " today"
    if every is not None:
        of_all, shown = ([c.verdict_now if now else c.verdict for c in some] for some in (every, rows))
        yield Line([text_cell(totals(of_all, shown, day if now else ""), "strong")])
    numbers: dict[str, int] = {}
    for n, c in enumerate(rows):
        notes = [numbers.setdefault(p.source, len(numbers) + 1) for p in c.evidence]
        marks = " ".join(f"[{n}]" for n in notes)
        if n or every is not None:
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


def totals(every: Sequence[str | None], shown: Sequence[str | None], day: str = "") -> str:
    """ "3 of 7 claims are wrong, misleading or outdated: 2 corrected and 1 outdated; 4 supported", or, where some are shown, "…; shown:
    these and 1 unverifiable"; `day` says of when the verdicts are."""

    def counted(verdicts: Sequence[str | None], words: Sequence[str]) -> list[str]:
        return [f"{n} {v}" for v in words if (n := verdicts.count(v))]

    if not every:
        return "0 claims"
    wrong = sum(every.count(v) for v in WRONG)
    head = f"{wrong} of {plural(len(every), 'claim')} {'is' if 1 in (wrong, len(every)) else 'are'} wrong, misleading or outdated{day}"
    others = [v for v in VERDICTS if v not in WRONG]
    parts, rest = counted(every, WRONG), counted(every, others)
    if len(shown) == len(every):
        return head + (f": {joined(parts)}" if parts else "") + (f"; {joined(rest)}" if rest else "")
    these = counted(shown, WRONG)
    listed = (["these"] if these and these == parts else these) + counted(shown, others)
    return f"{head}; shown: {joined(listed) or 'none'}"
