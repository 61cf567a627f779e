from typing import Annotated

import typer

from cnai import views
from cnai.catalogue import Catalogue
from cnai.commands.run import Run, choice, split
from cnai.dates import parse
from cnai.entities import Model
from cnai.errors import Usage
from cnai.fields import MODEL_FIELDS
from cnai.parts import Capability, Kind, Modality, Status
from cnai.plain import flat_names, plain
from cnai.questions import selection
from cnai.questions.permission import USES, Question, permits, region
from cnai.report import Result
from cnai.text import plural

KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]  # the words of a Literal
MODALITIES: tuple[str, ...] = Modality.__args__  # type: ignore[attr-defined]
STATUSES: tuple[str, ...] = Status.__args__  # type: ignore[attr-defined]
CAPABILITIES: tuple[str, ...] = Capability.__args__  # type: ignore[attr-defined]


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models.")] = None,
    company: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Of this maker.")] = None,
    family: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Of this family and those below it.")] = None,
    tier: Annotated[list[str] | None, typer.Option(metavar="N", help="Of companies of this tier.")] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="text, reasoning, code, vision, video, ...")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Released on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Released on this day or earlier.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="With open weights.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Without; not those of which it is not known.")] = False,
    license: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Weights under this licence today.")] = None,
    modality: Annotated[list[str] | None, typer.Option(metavar="WHAT", help="That puts out text, image, audio, video, 3d, action.")] = None,
    min_params: Annotated[str | None, typer.Option(metavar="N", help="Total parameters: 7B, 1.5T.")] = None,
    max_params: Annotated[str | None, typer.Option(metavar="N")] = None,
    min_active: Annotated[str | None, typer.Option(metavar="N", help="Active parameters (of a dense model: all).")] = None,
    max_active: Annotated[str | None, typer.Option(metavar="N")] = None,
    min_context: Annotated[str | None, typer.Option(metavar="N", help="Context window: 128K, 1M.")] = None,
    status: Annotated[list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(STATUSES)}.")] = None,
    capability: Annotated[list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(CAPABILITIES)}.")] = None,
    permits_: Annotated[
        list[str] | None,
        typer.Option("--permits", metavar="USE,REGION", help="With a plain yes for commercial, hosting, ..., eu."),
    ] = None,
    where: Annotated[str | None, typer.Option(metavar="SQL", help="For which this SQL condition over the flat fields holds.")] = None,
    latest: Annotated[bool, typer.Option("--latest", help="Only the newest of each family.")] = False,
    sort: Annotated[str | None, typer.Option(metavar="FIELD", help="By this field, -FIELD backwards.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many.")] = None,
) -> Result:
    """Releases, newest first.

    \b
    Examples:
      $ cnai models --company moonshot --as-of 2025-11-03
      $ cnai models --open --min-params 100B --min-context 256K
      $ cnai models qwen --since 2025 --kind reasoning --json
      $ cnai models --where "total_params > 5e11 and license_id = 'mit'"
    """
    cat = run.catalogue
    if open_ and closed:
        raise Usage("--open and --closed do not go together: leave one out")
    chosen = named(cat, split(names), split(company), split(family))
    kinds = [k for k in split(kind) if choice(k, KINDS, "--kind")]
    media = {m for m in split(modality) if choice(m, MODALITIES, "--modality")}
    states = [s for s in split(status) if choice(s, STATUSES, "--status")]
    skills = {c for c in split(capability) if choice(c, CAPABILITIES, "--capability")}
    levels = [choice(t, tuple(str(r.level) for r in cat.tiers if r.level), "--tier") for t in split(tier)]
    makers = {c.id for c in cat.companies if str(c.tier) in levels}
    licenses = selection.license_ids(cat, split(license))
    total = selection.within(min_params, max_params, "params")
    active = selection.within(min_active, max_active, "active")
    context = selection.within(min_context, None, "context")
    notes = []
    if since or until:
        undated = sum(m.released is None for m in chosen)
        if undated:
            notes.append(f"{plural(undated, 'release')} without a known date left out")
        in_time = selection.dated(parse(since, cat.date) if since else None, parse(until, cat.date) if until else None)
        chosen = [m for m in chosen if in_time(m.released)]
    chosen = [
        m for m in chosen
        if (not kinds or set(kinds) & set(m.kinds))
        and (not levels or m.company in makers)
        and (not open_ or m.open_weights is True)
        and (not closed or m.open_weights is False)
        and (not license or (m.license is not None and m.license.id in licenses))
        and (not media or media & set(selection.outputs(m)))
        and total(m.total_params)
        and active(m.total_params if m.architecture == "dense" else m.active_params)
        and context(m.context_tokens)
        and (not states or m.status in states)
        and (not skills or skills <= set(m.capabilities))
    ]  # fmt: skip
    if permits_:
        question = permitted(split(permits_))
        chosen = [m for m in chosen if permits(cat, m, question)]
    if where:
        from cnai.formats import sqlite

        ids = sqlite.where(cat, "models", where)
        chosen = [m for m in chosen if m.id in ids]
    if latest:
        chosen = selection.newest_of_families(chosen)
    chosen = selection.sorted_by(chosen, sort, Model)[:limit]
    if not chosen:
        notes.append("no release matches")

    return Result(
        plain(chosen),
        MODEL_FIELDS,
        lambda: views.parts.releases(cat, chosen) if chosen else (),
        allowed=(*flat_names(Model), "modalities", "license", "training", "base_model"),
        notes=notes,
        hint=f"cnai show {chosen[0].id}" if chosen else "",
    )


def permitted(words: list[str]) -> Question:
    """The question in --permits: uses, and regions as codes."""
    uses = tuple(w.lower() for w in words if w.lower() in USES)
    return Question(uses or ("commercial",), tuple(region(w) for w in words if w.lower() not in USES))


def named(cat: Catalogue, names: list[str], companies: list[str], families: list[str]) -> list[Model]:
    """The models of all records named, newest first; all models where none is named. Raises NotFound for an unknown name."""
    keep = {m.id for m in cat.models}
    for wanted, kinds in ((names, ("company", "family", "model")), (companies, ("company",)), (families, ("family",))):
        if wanted:
            keep &= {m.id for n in wanted for m in cat.models_of(cat.resolve(n, kinds))}
    return [m for m in cat.models if m.id in keep]
