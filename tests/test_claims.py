"""The article's claims: chosen, counted, in the article's order."""

import json

import pytest

from conftest import Runner, rows_of


@pytest.mark.parametrize(
    ("line", "numbers", "opening"),
    [
        (
            "",
            ["tiers-claim-1", "amber-claim-1", "amber-claim-2", "cobalt-claim-1"],  # the introduction first, then by company
            "1 of 4 claims is wrong, misleading or outdated: 1 corrected; 2 supported and 1 unverifiable",
        ),
        ("amber-1", ["amber-claim-1"], "0 of 1 claim is wrong, misleading or outdated; 1 supported"),
        (
            "amber",
            ["tiers-claim-1", "amber-claim-1", "amber-claim-2"],
            "1 of 3 claims is wrong, misleading or outdated: 1 corrected; 1 supported and 1 unverifiable",
        ),
        ("amber-models", ["amber-claim-1"], "0 of 1 claim is wrong, misleading or outdated; 1 supported"),
        ("basalt", ["tiers-claim-1"], "0 of 1 claim is wrong, misleading or outdated; 1 unverifiable"),
        ("cobalt", ["cobalt-claim-1"], "0 of 1 claim is wrong, misleading or outdated; 1 supported"),
        ("--verdict corrected", ["amber-claim-2"], "1 of 4 claims is wrong, misleading or outdated; shown: these"),
        (
            "--verdict corrected,supported",
            ["amber-claim-1", "amber-claim-2", "cobalt-claim-1"],
            "1 of 4 claims is wrong, misleading or outdated; shown: these and 2 supported",
        ),
        (
            "--verdict corrected --verdict unverifiable",
            ["tiers-claim-1", "amber-claim-2"],
            "1 of 4 claims is wrong, misleading or outdated; shown: these and 1 unverifiable",
        ),
        ("--tier 1", ["amber-claim-1", "amber-claim-2"], "1 of 2 claims is wrong, misleading or outdated: 1 corrected; 1 supported"),
        ("--tier 2", [], "0 claims"),
        ("--now outdated", ["amber-claim-1"], "2 of 4 claims are wrong, misleading or outdated today; shown: 1 outdated"),
        (
            "--now supported,corrected",
            ["amber-claim-2", "cobalt-claim-1"],
            "2 of 4 claims are wrong, misleading or outdated today; shown: 1 corrected and 1 supported",
        ),
        (
            "amber --tier 1 --now corrected --verdict corrected",
            ["amber-claim-2"],
            "2 of 2 claims are wrong, misleading or outdated today; shown: 1 corrected",
        ),
        (
            "--as-of 2025-07-01 --now supported,corrected",
            ["amber-claim-1", "amber-claim-2", "cobalt-claim-1"],
            "1 of 4 claims is wrong, misleading or outdated on 2025-07-01; shown: these and 2 supported",
        ),
        ("--as-of 2025-05-31", [], "0 claims"),
        ("--wrong", ["tiers-claim-1", "amber-claim-2"], "1 of 4 claims is wrong, misleading or outdated; shown: these and 1 unverifiable"),
        (
            "cobalt-claim-1 AMBER-claim-2",
            ["amber-claim-2", "cobalt-claim-1"],
            "1 of 2 claims is wrong, misleading or outdated: 1 corrected; 1 supported",
        ),
    ],
)
def test_claims_are_chosen_and_counted(stone_run: Runner, line, numbers, opening):
    said = stone_run("claims", *line.split(), "--json")
    assert [r["id"] for r in rows_of(said)] == numbers
    assert ("no claim matches" in said.err or "the article is of" in said.err) == (not numbers)
    assert stone_run("claims", *line.split(), "--color", "never", terminal=True, width=120).out.splitlines()[0] == opening


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("--verdict wrong", ["supported", "corrected", "misleading", "outdated", "unverifiable"]),
        ("--tier 9", ["1", "2", "mention", "none"]),
        ("--now perhaps", ["supported", "corrected", "misleading", "outdated", "unverifiable", "not judged"]),
    ],
)
def test_a_wrong_word_lists_the_allowed_ones(stone_run: Runner, line, allowed):
    said = stone_run("claims", *line.split(), "--json")
    assert (said.code, said.out) == (2, "")
    assert json.loads(said.err)["error"]["candidates"] == allowed


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("amber-claim-1", "today: outdated (since 2025-08-15)"),
        ("amber-claim-2", "today too: corrected"),
        ("amber-claim-1 --as-of 2025-07-01", "on 2025-07-01 too: supported"),
    ],
)
def test_the_verdict_of_today_is_a_word_in_every_view(stone_run: Runner, line, said):
    for command in ("claims", "show"):
        assert said in stone_run(command, *line.split(), "--plain").out


def test_what_was_written_later_than_the_day_is_marked(stone_run: Runner):
    [then], [now] = (rows_of(stone_run("claims", "amber-claim-1", *day, "--json")) for day in (["--as-of", "2025-07-01"], []))
    assert then["fact"] == f"[as of {now['changed']}] {now['fact']}"
