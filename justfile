# Commands for working on cnai, run in an environment that has it installed. `just` alone lists them.

_list:
    @just --list

# Install cnai and its development tools into the active environment
install:
    python -m pip install --editable ".[dev]"

# Run the tests; arguments go to pytest
test *arguments:
    python -m pytest {{ arguments }}

# Run the tests and measure which code they reach
coverage:
    python -m pytest --cov

# Check style, types and spelling; change nothing
lint:
    python -m ruff check
    python -m ruff format --check
    python -m mypy
    python -m codespell_lib

# Format the code and apply safe fixes
fmt:
    python -m ruff check --fix
    python -m ruff format

# Format, check and compile the data
data:
    python -m cnai.curate fmt
    python -m cnai.curate check
    python -m cnai.curate build

# Rewrite the golden files and the pages; read the difference before you commit it
golden:
    python -m pytest --update
    git diff --stat -- README.md docs tests/golden

# Build the site of docs/ into build/site (needs the dependency group docs)
docs:
    python -m mkdocs build --strict

# Pin the newest allowed versions of what the tests and a release install, with their hashes (needs uv)
pins *arguments:
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev pyproject.toml --output-file requirements/dev.txt {{ arguments }}
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements/release.in --output-file requirements/release.txt {{ arguments }}

# Time whole processes against their budgets; the argument is the number of rounds
bench *rounds:
    python benchmarks/startup.py {{ rounds }}

# Time the same questions on 1, 10 and 100 times the data (needs some minutes and 6 GB of memory)
scale *arguments:
    python benchmarks/scale.py {{ arguments }}
