"""How much licences withhold, compared."""

from collections.abc import Sequence

from cnai.model.records import License
from cnai.questions.asked import USES, Question, Revenue
from cnai.questions.permission import RANK, Verdict, judge


def strictness(licence: License) -> tuple[int, int]:
    """How much a licence withholds, then how many duties it names. The first is the sum over uses of no (2) and ask (1), for a small
    maker, for a very large one, and inside the EU."""
    huge = Revenue(amount=10**15, currency="USD", period="year")
    total = 0
    for scene in (Question(), Question(mau=10**12, revenue=huge), Question(regions=("EU",))):
        for use in USES:
            verdict = Verdict()
            judge(licence, use, scene, verdict)
            total += RANK[verdict.answer]
    return total, len({rule.duty for rule in licence.rules if rule.duty})


def stricter(before: Sequence[License], after: Sequence[License]) -> str:
    """ "stricter", "freer" or "as strict" for licences that follow licences: by what they withhold, else by the number of duties."""
    old, new = (max((strictness(x) for x in side), default=(0, 0)) for side in (before, after))
    return "stricter" if new > old else "freer" if new < old else "as strict"
