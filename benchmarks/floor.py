"""The least that a Typer program can do: it prints an empty list. What cnai takes beyond this is cnai's own."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def main(json: bool = typer.Option(False, "--json")) -> None:  # noqa: ARG001  # one option, as every command has
    """Print an empty list."""
    print("[]")


if __name__ == "__main__":
    app()
