"""Apps and products among the records: they have no weights that one could use."""

from cnai.model.records import Model
from cnai.store.catalogue import Catalogue
from cnai.words.text import joined

APP = "an app has no weights"


def app_terms(catalogue: Catalogue, model: Model) -> str:
    """Of an app, which is no model that could be downloaded: that it has no weights, and what decides instead; "" for any other."""
    if "app" not in model.kinds or "text" in model.kinds or model.weights:
        return ""
    code = [r.license for r in model.licenses if r.scope == "code" and not r.until and r.license in catalogue.license_by_id]
    under = joined([catalogue.license_by_id[lid].name for lid in code])
    return f"{APP}; " + (f"its code is under {under} (cnai license {code[0]})" if code else "its terms of use decide")
