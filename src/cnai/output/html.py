"""One self-contained page: the blocks that the terminal draws, tables sortable and searchable. It opens offline and loads nothing; text of
the data is only ever text."""

import base64
import hashlib
from html import escape

from cnai.output.blocks import Bars, Block, Cell, Dots, Facts, Line, Prose, Table
from cnai.output.drawing import blocks_of, filled, is_known, place, words_of
from cnai.output.footnotes import Footnotes
from cnai.output.formats import footer
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import safe

STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.4rem;font-weight:600;margin:0 0 .3rem}
h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{max-width:46rem;margin:.5rem 0}
input{font:inherit;padding:.3rem .6rem;width:min(24rem,100%);box-sizing:border-box;margin:.6rem 0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th{position:sticky;top:0;background:Canvas;text-align:left;border-bottom:2px solid GrayText;white-space:nowrap;padding:0}
th button{all:unset;cursor:pointer;padding:.35rem .7rem;width:100%;box-sizing:border-box}
th button:focus-visible{outline:2px solid Highlight}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
td{padding:.3rem .7rem;border-bottom:1px solid color-mix(in srgb,GrayText 35%,transparent);vertical-align:top;white-space:nowrap}
td.w{white-space:normal;min-width:14rem;max-width:32rem;overflow-wrap:break-word}
td.n,th.n{text-align:right}
svg{max-width:46rem;width:100%}svg text{font:13px system-ui,sans-serif;fill:currentColor}
.whole{fill:GrayText;opacity:.45}.other{fill:none;stroke:light-dark(#8250df,#c297ff);stroke-width:1.5}.line{stroke:GrayText;opacity:.4}
.part{fill:light-dark(#1a7f37,#56d364)}
dl{display:grid;grid-template-columns:max-content minmax(0,46rem);gap:.1rem 1rem;margin:.6rem 0}
dt,.dim,.right{color:GrayText}
dd{margin:0}
.strong{font-weight:600}
.open{color:light-dark(#1a7f37,#56d364)}
.closed{color:light-dark(#8250df,#c297ff)}
.warn{color:light-dark(#9a6700,#e3b341)}
.accent{color:light-dark(#0969da,#58a6ff)}
footer,ol{color:GrayText;font-size:.85rem;margin-top:1.5rem}
@media print{input{display:none}.scroll{overflow:visible}td,td.w{white-space:normal;min-width:0}}
"""

# A click or Enter on a heading sorts the table by its column.
SORT = """
document.querySelectorAll('table').forEach(table=>{const body=table.tBodies[0],own=[...body.rows];
 table.querySelectorAll('th').forEach((th,i)=>th.firstChild.addEventListener('click',()=>{
 const up=th.getAttribute('aria-sort')!=='ascending';
 table.querySelectorAll('th').forEach(o=>o.removeAttribute('aria-sort'));
 th.setAttribute('aria-sort',up?'ascending':'descending');
 const key=r=>r.cells[i].dataset.v??r.cells[i].firstChild?.textContent??'';
 own.sort((a,b)=>{const x=key(a),y=key(b);if(x===''||y==='')return(x==='')-(y==='');
  const d=!isNaN(x)&&!isNaN(y)?x-y:x.localeCompare(y);return up?d:-d});
 body.append(...own)}))});
"""
SCRIPT = f"""{SORT}
const rows=[...document.querySelectorAll('tbody tr')];
document.querySelector('input')?.addEventListener('input',e=>{{const q=e.target.value.toLowerCase();
 rows.forEach(r=>r.hidden=!r.textContent.toLowerCase().includes(q))}});
"""


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """The whole page as text."""
    blocks = blocks_of(result, options, footnotes.catalogue)
    title = result.title or "China's AI labs"
    body = "\n".join(text for block in blocks if (text := drawn(block, footnotes)))
    return page(title, body, footnotes, rows=sum(len(b.rows) for b in blocks if isinstance(b, Table)))


def page(title: str, body: str, footnotes: Footnotes, *, rows: int = 0) -> str:
    """A page around some HTML of ours, with sources and where the data comes from at the end."""
    notes = sources(footnotes)
    others = "".join(f"<li>{escape(safe(line))}</li>" for line in footnotes.otherwise())
    find = f'<input type="search" placeholder="filter {rows} rows" aria-label="filter">' if rows > 1 else ""
    body = f"""<h1>{escape(safe(title))}</h1>
<p class="dim">{escape(footer(footnotes.catalogue))}</p>
{find}
{body}
{f"<h2>Sources</h2><ol>{notes}</ol>" if notes else ""}
{f"<h2>Other sources say</h2><ul>{others}</ul>" if others else ""}
<footer>{escape(footer(footnotes.catalogue))}</footer>"""
    return document(title, body)


def sources(footnotes: Footnotes) -> str:
    """The items of the list of sources that the numbers lead to."""
    return "".join(
        f'<li id="note-{n}">{escape(safe(s.title))}, {escape(safe(s.publisher))}: {link(s.url)}</li>' for n, s in footnotes.cited()
    )


def document(title: str, body: str, *, style: str = STYLE, script: str = SCRIPT) -> str:
    """A whole document around some HTML of ours. It loads nothing, and no other script than this one runs in it."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cnai: {escape(safe(title))}</title>
<style>{style}</style>
</head>
<body>
{body}
<script>{script}</script>
</body>
</html>
"""


def drawn(block: Block, notes: Footnotes) -> str:
    """A block as HTML, "" for an empty one."""
    if isinstance(block, Table):
        return _table(filled(block), notes)
    if isinstance(block, Bars):
        return _bars(block)
    if isinstance(block, Dots):
        return _dots(block)
    if isinstance(block, Facts):
        rows = (
            "<dt>" + escape(safe(label.strip())) + "</dt><dd>" + "<br>".join(written(c, notes) for c in cells) + "</dd>"
            for label, cells in block.rows
        )
        return f"<dl>{''.join(rows)}</dl>"
    if isinstance(block, Prose):
        return f"<p>{written(block.cell, notes)}</p>"
    if isinstance(block, Line):
        text = " · ".join(t for c in block.cells if (t := written(c, notes)))
        right = f' <span class="right">{written(block.right, notes)}</span>' if block.right else ""
        heading = len(block.cells) == 1 and block.cells[0].tone == "strong" and not block.indent
        return (f"<h2>{text}{right}</h2>" if heading else f"<p>{text}{right}</p>") if text or right else ""
    return ""


def _bars(bars: Bars) -> str:
    """Bars as SVG, the part that is told apart in front of the whole, with the numbers as text; the writing has one size at any width."""
    top = max((whole for _, whole, _ in bars.rows), default=1) or 1
    labels = [safe(label[:28]) for label, _, _ in bars.rows]
    left = 8 * max((sum(2 if ord(c) > 0x2E7F else 1 for c in label) for label in labels), default=0) + 8
    names, sizes = [], []
    for n, (label, (_, whole, part)) in enumerate(zip(labels, bars.rows, strict=True)):
        y, size, inner = 22 * n, 100 * whole / top, 100 * part / top
        names.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
        sizes.append(
            f'<rect y="{y + 3}" width="{size:.2f}%" height="15" class="whole"/>'
            f'<rect y="{y + 3}" width="{inner:.2f}%" height="15" class="part"/>'
            f'<text x="{size:.2f}%" dx="6" y="{y + 15}">{whole} ({part})</text>'
        )
    title, height = f"{bars.legend[0]} (of these {bars.legend[1]})", 22 * len(bars.rows)
    return (
        f'<p class="dim">{escape(title)}</p><svg height="{height}" role="img" aria-label="{escape(title)}">{"".join(names)}'
        f'<svg x="{left}" width="70%" height="{height}" style="width:calc(100% - {left + 80}px);overflow:visible">'
        f"{''.join(sizes)}</svg></svg>"
    )


def _dots(dots: Dots) -> str:
    """Dots as SVG, those of the first kind filled, the others as rings; each says what it is when it is pointed at."""
    across, up = place(dots)
    height = 60 * (len(dots.ticks) - 1)
    left = 9 * max(len(text) for _, text in dots.ticks) + 8
    names, lines, points = [], [], []
    for value, text in dots.ticks:
        y = height * (1 - up(value)) + 10
        names.append(f'<text x="-8" y="{y + 4:.0f}" text-anchor="end">{escape(safe(text))}</text>')
        lines.append(f'<line x1="0" x2="100%" y1="{y:.0f}" y2="{y:.0f}" class="line"/>')
    for when, value, first, what in sorted(dots.rows, key=lambda r: r[2]):
        points.append(
            f'<circle cx="{100 * across(when):.2f}%" cy="{height * (1 - up(value)) + 10:.1f}" r="{4 if first else 3.5}"'
            f' class="{"part" if first else "other"}"><title>{escape(safe(what))}</title></circle>'
        )
    begin, end = (int(found(r[0] for r in dots.rows)) for found in (min, max))
    step = (end - begin) // 10 + 1
    years = "".join(f'<text x="{100 * across(y):.2f}%" y="{height + 30}">{y}</text>' for y in range(begin, end + 1, step))
    title = f"{dots.legend[2]}: {dots.legend[0]} filled, {dots.legend[1]} as rings"
    return (
        f'<p class="dim">{escape(safe(title))}</p><svg height="{height + 36}" role="img" aria-label="{escape(safe(title))}"'
        f' style="margin-left:{left}px;width:calc(100% - {left + 10}px);overflow:visible">{"".join([*names, *lines, *points])}{years}</svg>'
    )


def _table(table: Table, notes: Footnotes) -> str:
    head = "".join(
        f'<th scope="col"{" class=n" if c.right else ""}><button type="button">{escape(safe(c.label.strip()))}</button></th>'
        for c in table.columns
    )
    rows = []
    for row in table.rows:
        cells = []
        for column, cell in zip(table.columns, row, strict=True):
            number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
            kind = " ".join(k for k, on in (("n", column.right), ("w", column.wrap)) if on)
            value = f' data-v="{cell.value}"' if number else ""
            cells.append(f"<td{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}{value}>{written(cell, notes)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    title = f"<h2>{escape(safe(table.title))}</h2>" if table.title else ""
    body = "\n".join(rows)
    return f'{title}<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def written(cell: Cell, notes: Footnotes) -> str:
    """A cell as HTML, with the numbers of its sources."""
    words = words_of(cell)
    text = link(words) if words.startswith(("https://", "http://")) and " " not in words else escape(safe(words))
    if cell.link and not text.startswith("<a"):
        text = f'<a href="{escape(safe(cell.link))}" rel="noopener noreferrer">{text}</a>' if is_web(cell.link) else text
    marks = notes.numbers(cell) if is_known(cell) else []
    text += "<sup>" + " ".join(f'<a href="#note-{n}">{n}</a>' for n in marks) + "</sup>" if marks else ""
    return f'<span class="{cell.tone}">{text}</span>' if cell.tone != "plain" and text else text


def is_web(address: str) -> bool:
    """Whether an address is one that a link may lead to."""
    return address.startswith(("https://", "http://"))


def link(url: str) -> str:
    """A link if the address is plain http or https, else its text."""
    text = escape(safe(url))
    return f'<a href="{text}" rel="noopener noreferrer">{text}</a>' if is_web(url) else text
