import os
import sys

from cnai.commands import extras
from cnai.commands.names import named
from cnai.commands.options import AsOf, Data, Names, Run, refuse_empty
from cnai.errors import InvalidQuery
from cnai.output.streams import colour_wanted


def command(names: Names = None, as_of: AsOf = None, data: Data = None, colour: str = "auto") -> int:
    """The catalogue as an interactive screen: the labs on the left, a page on the right. Press ? in it for the keys.

    A name opens its page at once; several names are compared.
    """
    refuse_empty({"names": names, "as_of": as_of, "data": data})
    extras.need("textual", "cnai browse", "browse")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise InvalidQuery("browse needs a terminal; elsewhere use cnai show NAME or cnai search TEXT")
    from cnai.commands.places import Place, page_of

    run = Run(colour, as_of, data=data)
    ids = [run.catalogue.resolve(name).id for name in named(run, names)]
    place = None if not ids else Place("compare", tuple(ids)) if len(ids) > 1 else page_of(run.catalogue, ids[0])
    os.environ.pop("NO_COLOR", None)  # Textual takes an empty one for a wish
    if not colour_wanted(colour, True):
        os.environ["NO_COLOR"] = "1"
    from cnai.commands.screen import start

    extras.settle()
    return start(run, place)
