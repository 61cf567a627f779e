"""The map of the article's sentences: whole in the bundled data, and held against a copy of the article by a command."""

import re

import pytest

from cnai.curate.__main__ import DATA, main
from cnai.curate.article import digest, sentences
from cnai.curate.tree import read_tree
from trees import changed, copied

ARTICLE = "tiers/article.toml"
TEXT = """---
title: "Stones that think"
description: "Who thinks, and who does not."
pubDate: "2025-06-01"
---

Stones lead the field. Version 1.5 is out!

### Level 1: The Bright - Ember

Ember made "Old Stone," in 2019. It was first.

### Level 2: The Dark

They are few.

*   **Basalt (Bazalt):** A stone. Their "new" one is V2.5.

### Honorable Mention: Cobalt

A project.

*This was written by nobody.*

### Conclusion

All is well.
"""
PLACES = [
    ("title", "Stones that think"),
    ("description", "Who thinks, and who does not."),
    ("introduction, sentence 1", "Stones lead the field."),
    ("introduction, sentence 2", "Version 1.5 is out!"),
    ("tier 1, heading", "Level 1: The Bright - Ember"),
    ("tier 1, Ember, sentence 1", 'Ember made "Old Stone," in 2019.'),
    ("tier 1, Ember, sentence 2", "It was first."),
    ("tier 2, heading", "Level 2: The Dark"),
    ("tier 2, sentence 1", "They are few."),
    ("tier 2, Basalt, heading", "Basalt (Bazalt)"),
    ("tier 2, Basalt, sentence 1", "A stone."),
    ("tier 2, Basalt, sentence 2", 'Their "new" one is V2.5.'),
    ("honorable mention after tier 2, heading", "Honorable Mention: Cobalt"),
    ("honorable mention after tier 2, sentence 1", "A project."),
    ("closing note, sentence 1", "*This was written by nobody.*"),
    ("conclusion, heading", "Conclusion"),
    ("conclusion, sentence 1", "All is well."),
]
ROWS = [{"place": place, "opens": words.split()[0], "sha256": digest(words), "reason": "invented"} for place, words in PLACES]


@pytest.fixture
def root(tmp_path):
    tree = copied(tmp_path)
    changed(tree / ARTICLE, lambda raw: raw.update(sentences=ROWS))
    return tree


def test_an_article_is_read_place_by_place():
    assert list(sentences(TEXT)) == PLACES


def test_a_digest_is_of_the_words_alone():
    assert digest("*All is\n  well.*") == digest("All is well.") != digest("All is well")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "", "every sentence is in the map, in its place"),
        ("It was first.", "It was last.", f"tier 1, Ember, sentence 2: another sentence than in the map (sha256 {digest('It was last.')})"),
        (" It was first.", "", "tier 1, Ember, sentence 2: in the map, not in the article"),
        ("They are few.", "They are few. They are dark.", "tier 2, sentence 2: not in the map: They are dark. …"),
        ("**Basalt (", "**Marble (", "tier 2, Marble, sentence 1: not in the map: A stone. …"),
    ],
)
def test_a_copy_of_the_article_is_held_against_the_map(old, new, says, root, tmp_path, capsys):
    copy = tmp_path / "article.md"
    copy.write_text(TEXT.replace(old, new, 1) if old else TEXT, encoding="utf-8")
    assert main(["--data", str(root), "article", str(copy)]) == (4 if old else 0)
    assert says in capsys.readouterr().out.splitlines()


def test_first_words_and_order_count(root, tmp_path, capsys):
    def mixed(raw):
        raw["sentences"][0]["opens"] = "Rocks"
        raw["sentences"].append(raw["sentences"].pop(2))

    changed(root / ARTICLE, mixed)
    copy = tmp_path / "article.md"
    copy.write_text(TEXT, encoding="utf-8")
    assert main(["--data", str(root), "article", str(copy)]) == 4
    said = capsys.readouterr().out.splitlines()
    assert said == ["title: does not open with 'Rocks'", "the sentences of the map are not in the article's order"]


def test_the_bundled_map_is_of_the_whole_article_and_copies_none_of_it(real):
    tree = read_tree(DATA)
    rows = tree.article["sentences"]
    heads = [row["place"].removesuffix(", heading") for row in rows if row["place"].endswith(", heading")]
    assert [h for h in heads if h.startswith("tier ") and "," not in h] == [f"tier {n}" for n in range(1, 7)]
    named = sum(len(t.companies) for t in real.tiers if t.level and t.level > 1)
    assert sum("," in h for h in heads) == named  # the one of tier 1 stands in the title of the tier
    assert [h for h in heads if "mention" in h] == [f"honorable mention after tier {t.after}" for t in real.tiers if t.after]
    assert [rows[0]["place"], rows[1]["place"], rows[-1]["place"]] == ["title", "description", "conclusion, sentence 3"]
    assert sorted(cid for row in rows for cid in row.get("claims", [])) == sorted(c.id for c in real.claims)
    assert all(len(row["opens"].split()) <= 4 for row in rows)
    assert all(re.fullmatch(r"[0-9a-f]{12}", row["sha256"]) for row in rows)


def test_claims_come_in_the_order_of_the_map(real):
    order = {row["place"]: n for n, row in enumerate(read_tree(DATA).article["sentences"])}
    for company in {c.id.rpartition("-claim-")[0] for c in real.claims}:
        places = [order[c.place] for c in real.claims if c.id.startswith(f"{company}-claim-")]
        assert places == sorted(places)
