"""The kinds of record, each said once: class, table, words, and the lists of objects that are tables of their own."""

from typing import Any

from cnai.model import records
from cnai.model.shape import part
from cnai.words.light import light


@light
class Kind:
    """`record` is the word in JSON, `table` the array and the table; `one` and `many` are what people read; `named` ones answer to names.

    `block` is the key of the blocks in which the records are written, None where a file is one record.
    """

    cls: type[Any]
    record: str
    table: str
    one: str
    many: str
    named: bool = False
    block: str | None = None


@light
class Child:
    """A list of objects inside records that is a table of its own: its name is the name of the field."""

    table: str
    owner: str

    @property
    def cls(self) -> type[Any]:
        """The class of the objects."""
        inner, _ = part(TABLES[self.owner].__dataclass_fields__[self.table].type)
        assert inner is not None  # noqa: S101  # the field is a list of objects
        return inner


# In the order of an export. Companies come before families before models where a name could mean several.
KINDS = (
    Kind(records.Company, "company", "companies", "company", "companies", named=True),
    Kind(records.Family, "family", "families", "family", "families", named=True),
    Kind(records.Model, "model", "models", "release", "releases", named=True, block="models"),
    Kind(records.License, "license", "licenses", "licence", "licences"),
    Kind(records.Endpoint, "endpoint", "endpoints", "endpoint", "endpoints", block="endpoints"),
    Kind(records.Claim, "claim", "claims", "claim", "claims", block="claims"),
    Kind(records.Event, "event", "events", "event", "events", block="events"),
    Kind(records.Source, "source", "sources", "source", "sources", block="sources"),
    Kind(records.Evidence, "evidence", "evidence", "piece of evidence", "pieces of evidence"),
)
CHILDREN = (
    Child("rules", "licenses"),
    Child("apis", "models"),
    Child("prices", "models"),
    Child("benchmarks", "models"),
    Child("weights", "models"),
)
OF_RECORD = {kind.record: kind for kind in KINDS}
TABLES: dict[str, type[Any]] = {kind.table: kind.cls for kind in KINDS}
TABLE_OF = {kind.record: kind.table for kind in KINDS}
NAMED = tuple(kind.record for kind in KINDS if kind.named)
BESIDE = ("maker", "account")  # rows of the names that no name means: whose models an API name serves, whose an account on a hub is
NAMED_TABLES = tuple(kind.table for kind in KINDS if kind.named)
# What a record stands in by itself; sources and evidence belong to them.
RECORDS = tuple(kind.table for kind in KINDS if kind.record not in ("source", "evidence"))
