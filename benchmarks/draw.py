"""Facts at random, to be held against their sources by somebody who did not write them.

    python benchmarks/draw.py [NAME ...] [--count 40] [--seed 7]

Prints rows of a Markdown table: company, record, field, value, source, address, place in the source. Half of them rest on sources that are
no code repositories, if there are so many. The same seed on the same data draws the same facts. NAME: only of these companies.
"""

import argparse
import random
from collections.abc import Iterator
from urllib.parse import urlsplit

import cnai

REPOSITORIES = ("github.com", "raw.githubusercontent.com", "gitee.com", "gitcode.com", "huggingface.co", "modelscope.cn")
Fact = tuple[str, str, str, str, str, str, str]


def facts(catalogue: cnai.Catalogue, companies: set[str]) -> Iterator[Fact]:
    """Every piece of evidence of some companies, with its value and its source; claims and events carry theirs themselves."""
    sources = {s.id: s for s in catalogue.sources}
    makers = {
        r.id: getattr(r, "company", None) or r.id for t in ("companies", "families", "models", "endpoints") for r in getattr(catalogue, t)
    }
    for row in catalogue.evidence:
        maker = makers.get(row.subject, "")
        if maker in companies:
            yield maker, row.subject, row.field, row.value or "", row.source, sources[row.source].url, row.locator
    for event in catalogue.events:
        for proof in event.evidence if event.company in companies else ():
            what = f"{event.date}: {event.title}"
            yield event.company, event.id, "event", what, proof.source, sources[proof.source].url, proof.locator


def draw(all_facts: list[Fact], count: int, seed: int) -> list[Fact]:
    """So many facts, half of them from sources that are no repositories."""
    chance = random.Random(seed)
    elsewhere = [f for f in all_facts if urlsplit(f[5]).netloc.removeprefix("www.") not in REPOSITORIES]
    held = [f for f in all_facts if urlsplit(f[5]).netloc.removeprefix("www.") in REPOSITORIES]
    first = chance.sample(elsewhere, min(count // 2, len(elsewhere)))
    return sorted([*first, *chance.sample(held, min(count - len(first), len(held)))])


def main() -> None:
    """Print the draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    catalogue = cnai.load()
    companies = {catalogue.company(n).id for n in given.names} or {c.id for c in catalogue.companies}
    for fact in draw(sorted(facts(catalogue, companies)), given.count, given.seed):
        print("| " + " | ".join(" ".join(part.split()).replace("|", "/")[:200] for part in fact) + " |")


if __name__ == "__main__":
    main()
