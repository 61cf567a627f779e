"""One self-contained page with a sortable, searchable table. It opens offline and loads nothing; text of the data is only ever text."""

import base64
import hashlib
from html import escape
from typing import Any

from cnai.fields import field
from cnai.formats import Settings, footer, text_rows
from cnai.formats.separated import plain
from cnai.report import Result
from cnai.text import safe

STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:96rem;padding:0 1rem}
h1{font-size:1.4rem;font-weight:600}
input{font:inherit;padding:.3rem .6rem;width:min(24rem,100%);margin:0 0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th{position:sticky;top:0;background:Canvas;text-align:left;border-bottom:2px solid GrayText;white-space:nowrap;padding:0}
th button{all:unset;cursor:pointer;padding:.35rem .7rem;width:100%;box-sizing:border-box}
th button:focus-visible{outline:2px solid Highlight}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
td{padding:.3rem .7rem;border-bottom:1px solid color-mix(in srgb,GrayText 35%,transparent)}
td{vertical-align:top;max-width:32rem;overflow-wrap:anywhere}
td.n{text-align:right;white-space:nowrap}
footer,ol{color:GrayText;font-size:.85rem;margin-top:1.5rem}
"""

SCRIPT = """
const table=document.querySelector('table'),body=table.tBodies[0],rows=[...body.rows];
table.querySelectorAll('th').forEach((th,i)=>th.firstChild.addEventListener('click',()=>{
 const up=th.getAttribute('aria-sort')!=='ascending';
 table.querySelectorAll('th').forEach(o=>o.removeAttribute('aria-sort'));
 th.setAttribute('aria-sort',up?'ascending':'descending');
 const key=r=>r.cells[i].dataset.v??r.cells[i].firstChild?.textContent??'';
 rows.sort((a,b)=>{const x=key(a),y=key(b);if(x===''||y==='')return(x==='')-(y==='');
  const d=!isNaN(x)&&!isNaN(y)?x-y:x.localeCompare(y);return up?d:-d});
 body.append(...rows)}));
document.querySelector('input').addEventListener('input',e=>{const q=e.target.value.toLowerCase();
 rows.forEach(r=>r.hidden=!r.textContent.toLowerCase().includes(q))});
"""


def page(result: Result, settings: Settings, title: str) -> str:
    """The whole page as text."""
    columns, rows = text_rows(result, settings)
    columns = [c for c in columns if any(r.get(c) not in (None, [], "") for r in rows)] or columns
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    head = "".join(f'<th scope="col"><button type="button">{escape(field(c).label)}</button></th>' for c in columns)
    body = "\n".join("<tr>" + "".join(_cell(r, c, settings) for c in columns) + "</tr>" for r in rows)
    notes = "".join(
        f'<li id="note-{n}">{escape(safe(s.title))}, {escape(safe(s.publisher))}: {_link(s.url)}</li>' for n, s in settings.notes()
    )
    sources = f"<ol>{notes}</ol>" if notes else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cnai: {escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>China's AI labs: {escape(title)}</h1>
<input type="search" placeholder="filter {len(rows)} rows" aria-label="filter">
<div class="scroll">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
{sources}
<footer>{escape(footer(settings))}</footer>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _cell(row: dict[str, Any], column: str, settings: Settings) -> str:
    value = row.get(column)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    text = plain(value)
    link = column in ("url", "website", "base_url", "terms_url") and text
    shown = f"{value:,}" if number else _link(text) if link else escape(safe(text))
    numbers = settings.note(str(row.get("id") or ""), column) if value not in (None, [], "") else []
    marks = " ".join(f'<a href="#note-{n}">{n}</a>' for n in numbers)
    kind = f' class="n" data-v="{value}"' if number else ""
    return f"<td{kind}>{shown}" + (f"<sup>{marks}</sup>" if marks else "") + "</td>"


def _link(url: str) -> str:
    """A link if the address is plain http or https, else its text."""
    text = escape(safe(url))
    return f'<a href="{text}" rel="noopener noreferrer">{text}</a>' if url.startswith(("https://", "http://")) else text
