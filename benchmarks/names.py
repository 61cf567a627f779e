"""What the names of hub repositories mean: `python benchmarks/names.py FILE`, one name a line, from any list of the hub.

A repository of this catalogue must mean its own model, or be among the candidates where several models share it. Any other must mean
nothing, or lie in an account whose maker is the model's. Prints both counts and every name that breaks a promise; exits with 1 if any does.
"""

import sys
from collections import defaultdict
from pathlib import Path

import cnai


def main(names: list[str]) -> int:
    catalogue = cnai.load()
    own: dict[str, set[str]] = defaultdict(set)
    accounts: dict[str, set[str]] = defaultdict(set)
    for model in catalogue.models:
        for repo in (model.huggingface, model.modelscope, *(w.repo for w in model.weights)):
            if repo and "/" in repo:
                own[repo.lower()].add(model.id)
                accounts[repo.lower().partition("/")[0]].add(model.company)
    ours = others = taken = 0
    broken = []
    for name in names:
        (found,) = catalogue.which(name)
        got = found.match.id if found.match else None
        models = own.get(name.lower())
        if models:
            ours += 1
            if got not in models and not (got is None and models & {c.id for c in found.candidates}):
                broken.append(f"{name}: {got or 'nothing'}, not {' or '.join(sorted(models))}")
            continue
        others += 1
        if found.match:
            record = catalogue.get(found.match.id)
            maker = getattr(record, "company", record.id)
            taken += 1
            if maker not in accounts.get(name.lower().partition("/")[0], ()):
                broken.append(f"{name}: taken as {got}")
    print(
        f"{ours} repositories of this catalogue; {others} others, {taken} of them taken as a model of their own maker; {len(broken)} wrong"
    )
    print(*broken, sep="\n", end="\n" if broken else "")
    return bool(broken)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).read_text(encoding="utf-8").split()))
