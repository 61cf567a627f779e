"""Regions as licences name them: countries by ISO 3166-1 alpha-2 code, the European Union and the European Economic Area."""

from cnai.errors import InvalidQuery

# Reject unknown codes: they match no rule and would silently be answered "yes".
_COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD "
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF "
    "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
    "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
    "VN VU WF WS YE YT ZA ZM ZW "
)
COUNTRIES = frozenset(_COUNTRIES.split())

# Member states on the date of the data, and the parts of the Union that have codes of their own: the outermost regions of France
# (Article 349 of the Treaty on the Functioning of the European Union) and the Åland Islands.
_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GF GP MF MQ RE YT AX"
EU = frozenset(_EU.split())
EEA = EU | {"IS", "LI", "NO"}
_SAME = {"UK": "GB", "EL": "GR", "USA": "US", "EUROPEAN UNION": "EU", "EUROPE": "EU", "EUROPEAN ECONOMIC AREA": "EEA"}
# The usual English names; of the others the code is expected.
_NAMED = {
    "AE": "United Arab Emirates", "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil",
    "CA": "Canada", "CH": "Switzerland", "CL": "Chile", "CN": "China", "CO": "Colombia", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GR": "Greece",
    "HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary", "ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IR": "Iran",
    "IS": "Iceland", "IT": "Italy", "JP": "Japan", "KR": "South Korea", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "MO": "Macao", "MT": "Malta", "MX": "Mexico", "MY": "Malaysia", "NG": "Nigeria", "NL": "Netherlands", "NO": "Norway",
    "NZ": "New Zealand", "PH": "Philippines", "PK": "Pakistan", "PL": "Poland", "PT": "Portugal", "RO": "Romania", "RU": "Russia",
    "SA": "Saudi Arabia", "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand", "TR": "Turkey",
    "TW": "Taiwan", "UA": "Ukraine", "US": "United States", "VN": "Vietnam", "ZA": "South Africa", "CU": "Cuba", "KP": "North Korea",
    "SY": "Syria",
}  # fmt: skip
_CODES = {name.upper(): code for code, name in _NAMED.items()} | {
    "AMERICA": "US", "UNITED STATES OF AMERICA": "US", "GREAT BRITAIN": "GB", "BRITAIN": "GB", "ENGLAND": "GB", "SCOTLAND": "GB",
    "WALES": "GB", "NORTHERN IRELAND": "GB", "KOREA": "KR",
    "REPUBLIC OF KOREA": "KR", "CZECH REPUBLIC": "CZ", "THE NETHERLANDS": "NL", "HOLLAND": "NL", "MACAU": "MO", "VIET NAM": "VN",
    "TÜRKIYE": "TR", "UAE": "AE", "MAINLAND CHINA": "CN", "PRC": "CN", "中国": "CN", "德国": "DE", "法国": "FR", "美国": "US", "日本": "JP",
    "韩国": "KR", "朝鲜": "KP", "古巴": "CU", "伊朗": "IR", "俄罗斯": "RU", "英国": "GB", "欧盟": "EU", "香港": "HK", "新加坡": "SG",
}  # fmt: skip


def region(text: str, option: str = "region") -> str:
    """A region as ISO 3166 alpha-2 code, EU or EEA, from a code or the usual English name. Raises InvalidQuery about an option."""
    name = " ".join(text.strip().upper().replace("_", " ").split())
    code = _CODES.get(name) or _SAME.get(name, name)
    if code not in ("EU", "EEA") and code not in COUNTRIES:
        import difflib

        near = difflib.get_close_matches(name, [*_CODES, *_SAME], n=1, cutoff=0.75)
        hint = f"; did you mean {_CODES.get(near[0]) or _SAME[near[0]]}?" if near else ""
        raise InvalidQuery(
            f"unknown region {text!r}; use a country code (DE, US, CN), a country's English name, EU or EEA{hint}", option=option
        )
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
