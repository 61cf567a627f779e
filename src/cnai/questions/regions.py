"""Regions as licences name them: countries by ISO 3166-1 alpha-2 code, the European Union and the European Economic Area."""

from cnai.errors import InvalidQuery

# Member states on the date of the data, and the parts of the Union that have codes of their own: the outermost regions of France
# (Article 349 of the Treaty on the Functioning of the European Union) and the Åland Islands.
_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GF GP MF MQ RE YT AX"
EU = frozenset(_EU.split())
EEA = EU | {"IS", "LI", "NO"}
_SAME = {
    "uk": "GB", "el": "GR", "usa": "US", "eu": "EU", "european union": "EU", "europe": "EU", "欧盟": "EU", "欧洲": "EU", "欧洲联盟": "EU",
    "eea": "EEA", "european economic area": "EEA", "欧洲经济区": "EEA",
}  # fmt: skip
_EVERYWHERE = frozenset(
    ["world", "worldwide", "global", "globally", "international", "everywhere", "anywhere", "any", "all", "全球", "全世界", "世界", "海外"]
)


def region(text: str, option: str = "region") -> str:
    """A region as ISO 3166 alpha-2 code, EU or EEA, from a code or a usual name. Raises InvalidQuery about an option."""
    from cnai.questions.countries import CODES, names, plain

    name = plain(text)
    called = names() | _SAME
    code = called.get(name) or name.upper()
    if code not in ("EU", "EEA") and code not in CODES:  # it would match no rule, and silently be answered "yes"
        import difflib

        near = difflib.get_close_matches(name, called, n=1, cutoff=0.75)
        hint = f"; did you mean {called[near[0]]}?" if near else ""
        if name in _EVERYWHERE:
            hint = f"; without --{option.removeprefix('--')} the answer says where it differs"
        raise InvalidQuery(f"unknown region {text!r}; use a country code or name (DE, Germany, 德国), EU or EEA{hint}", option=option)
    return code


def inside(place: str, listed: tuple[str, ...]) -> bool:
    """Whether a place lies in one of the regions that a rule lists; one that only overlaps (EEA and the EU) counts as inside."""
    if place in listed:
        return True
    if place == "EEA":
        return "EU" in listed or bool(EEA & set(listed))
    if place == "EU":
        return "EEA" in listed or bool(EU & set(listed))
    return ("EU" in listed and place in EU) or ("EEA" in listed and place in EEA)


def distance(endpoint: str | None, place: str) -> int:
    """How far the region that an endpoint is for is from a place: 0 for one made for it, then international, unknown, any other."""
    if place == "CN":
        return {"mainland": 0, None: 2}.get(endpoint, 1 if endpoint == "international" else 3)
    if (endpoint == "eu" and inside(place, ("EU",))) or (endpoint == "us" and place == "US"):
        return 0
    return {"international": 1, None: 2}.get(endpoint, 3)
