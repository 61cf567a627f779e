"""cnai as a library: the catalogue with the questions that need more than looking up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cnai import catalogue
from cnai.questions import changes, permission


class Catalogue(catalogue.Catalogue):
    """The catalogue, with `can` and `diff`."""

    def can(
        self,
        name: str,
        *,
        uses: Sequence[str] = ("commercial",),
        regions: Sequence[str] = (),
        mau: int | None = None,
        revenue: str | None = None,
    ) -> list[dict[str, Any]]:
        """May I: a row {model, license, answer, duties, reasons, question, as_of, disclaimer} for each model that the name means.

        `uses` are of commercial, hosting, fine-tune, distill, redistribute; `regions` ISO 3166 codes or EU; `revenue` as "40M/year".
        Raises NotFound for the name, Usage for the others.
        """
        question = permission.Question(
            permission.uses(uses),
            tuple(permission.region(r) for r in regions),
            mau,
            permission.revenue(revenue) if revenue else None,
        )
        return [permission.can(self, m, question) for m in self.models_of(self.resolve(name))]

    def diff(self, since: str | None = None, until: str | None = None) -> list[dict[str, Any]]:
        """What differs between two days (default: the article's and this catalogue's).

        Rows {id, record, company, change, field, old, new, date}, by record and id.
        """
        after = self if until is None else load(until, self.root)
        return changes.diff(load(since or self.article["date"], self.root), after)


def load(as_of: str | None = None, data: str | Path | None = None) -> Catalogue:
    """The bundled catalogue, as it is or as it stood at the end of a day ("2025", "2025-07" or "2025-07-11").

    `data` is another compiled data folder in place of the bundled one. Raises Usage for a wrong date, BadData for an unreadable folder.
    """
    return catalogue.load(as_of, data, Catalogue)
