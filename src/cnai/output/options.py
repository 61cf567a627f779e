"""How an answer is to be written, as the user asked for it."""

from cnai.words.light import light


@light
class Options:
    """The format's name, the fields asked for, header line, sources; colour, links and width of a terminal."""

    format: str = "table"
    fields: tuple[str, ...] = ()
    header: bool = True
    sources: bool = False
    colour: bool = False
    links: bool = False
    width: int = 80
    quiet: bool = False
