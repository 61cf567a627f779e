"""A long page of sections, for people without a terminal: HTML in one file that loads nothing, or Markdown. Both draw the blocks that every
format draws."""

from collections.abc import Iterator, Sequence
from html import escape

from cnai.model.records import Source
from cnai.output import html, markdown
from cnai.output.blocks import Line, Section
from cnai.output.footnotes import Footnotes
from cnai.output.formats import footer
from cnai.output.options import Options
from cnai.words.text import safe

STYLE = """
:root{--dim:light-dark(#57606a,#9aa4af);--line:light-dark(#d8dee4,#30363d);--card:light-dark(#f6f8fa,#161b22);
 --ground:light-dark(#fff,#0d1117);--ink:light-dark(#1f2328,#e6edf3);--brand:light-dark(#b3261e,#ff8a80)}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
html{scroll-padding-top:4.5rem}
body{background:var(--ground);color:var(--ink);max-width:84rem;margin:0 auto;padding:0 1.25rem 3rem}
[lang=zh]{font-weight:400;color:var(--dim)}
a{color:light-dark(#0969da,#58a6ff);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid light-dark(#0969da,#58a6ff);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.3rem .6rem;z-index:3}
header{padding:2.2rem 0 .4rem}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.01em;margin:0}
h2{font-size:1.3rem;margin:0 0 .6rem;padding-top:1.6rem;border-top:1px solid var(--line)}
h3{font-size:1.15rem;margin:0;display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
h4{font-size:.95rem;margin:1rem 0 .2rem}
h3 .side{margin-left:auto;font-size:.85rem;font-weight:400}
p{margin:.4rem 0}
.dim,dt,.right,footer,ol.notes{color:var(--dim)}
.tools{position:sticky;top:0;z-index:2;background:var(--ground);display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;padding:.7rem 0;
 border-bottom:1px solid var(--line)}
.tools input{flex:1 1 12rem;max-width:24rem;min-width:0;margin:0;padding:.45rem .7rem;border:1px solid var(--line);border-radius:.4rem;
 background:var(--card);color:inherit}
.tools button{font:inherit;padding:.45rem .8rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:inherit;
 cursor:pointer}
output{color:var(--dim);font-size:.85rem}
.page{display:grid;grid-template-columns:13.5rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:4rem;align-self:start;max-height:calc(100vh - 5rem);overflow-y:auto;font-size:.88rem;padding:1.2rem 0}
nav ul{list-style:none;margin:0;padding:0}nav li{padding:.13rem 0}nav ul ul{padding-left:.9rem}nav>ul>li>a{font-weight:600}
nav a{color:inherit}nav [lang=zh]{font-size:.85em}
section{margin-bottom:1.6rem}
dl{grid-template-columns:minmax(7rem,max-content) minmax(0,46rem);gap:.45rem 1.1rem}
#tiers dt{max-width:12rem}
dd .dim{font-size:.92em}
table{font-size:.88rem}
th{position:static;background:none;color:var(--dim);border-bottom:1px solid var(--dim);font-weight:500}
th button{padding:.35rem .9rem .35rem 0;white-space:nowrap}td{padding:.34rem .9rem .34rem 0;border-bottom-color:var(--line)}
td:last-child,th:last-child button{padding-right:0}
td.w{min-width:6.5rem;max-width:15rem}
sup{font-size:.68em;line-height:0;margin-left:.15em}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.3rem;margin:0 0 1.1rem}
.card>p{max-width:52rem}
.card dl{grid-template-columns:6.5rem minmax(0,46rem);font-size:.92rem;gap:.35rem .8rem}
details{margin:.8rem 0 0}summary{cursor:pointer;font-size:.95rem;font-weight:600}details dl{margin-top:.5rem}
.figures{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 2.4rem;padding:0;margin:.7rem 0}
.figures sup{font-weight:400;font-size:.5em;vertical-align:super}
.figures b{display:block;font-size:1.3rem;font-weight:600;line-height:1.25}.figures span.label{color:var(--dim);font-size:.85rem}
ol.notes{columns:2;column-gap:2.5rem;font-size:.8rem;margin:0}ol.notes li{break-inside:avoid;overflow-wrap:anywhere;margin-bottom:.25rem}
ol.notes li:target,.card:target{outline:2px solid light-dark(#0969da,#58a6ff);outline-offset:3px}
.url,[hidden]{display:none!important}
@media(max-width:60rem){.page{display:block}nav{position:static;max-height:none;border-bottom:1px solid var(--line)}
 nav ul ul{padding:0;display:flex;flex-wrap:wrap;gap:.15rem .9rem}nav ul ul [lang=zh]{display:none}}
@media(max-width:40rem){body{padding:0 .9rem 2rem}h1{font-size:1.6rem}header{padding-top:1.2rem}
 dl,.card dl{display:block}dt{font-size:.85rem;margin-top:.6rem}
 .card{padding:.9rem}ol.notes{columns:1;padding-left:1.6rem}h3 .side{margin-left:0;flex-basis:100%}#tiers dt{max-width:none}
 .figures{gap:.5rem 1.5rem}.figures b{font-size:1.1rem}}
@page{margin:12mm 13mm}
@media print{.url{display:inline!important;overflow-wrap:anywhere}:root,:root[data-theme]{color-scheme:light}
 body{font-size:8.5pt;line-height:1.35;max-width:none;padding:0}.tools,nav ul ul,.skip{display:none}
 header{padding:0}h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0 0 .3rem;padding-top:.5rem}h3{font-size:1rem}
 h4{font-size:.8rem;margin:.35rem 0 .1rem}#labs>p{break-after:avoid}
 .page{display:block}nav{position:static;max-height:none;padding:.3rem 0}nav>ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}
 section{margin-bottom:.5rem}p{margin:.2rem 0}
 h2,h3,h4{break-after:avoid}tr,dd,.figures{break-inside:avoid}.scroll{overflow:visible}p{orphans:3;widows:3}
 .card{background:none;border-width:1px 0 0;border-radius:0;padding:.4rem 0 .3rem;margin:0}
 .figures{gap:.1rem 1.6rem;margin:.2rem 0}.figures b{display:inline;font-size:.9rem;margin-right:.35rem}
 .figures span.label{font-size:.75rem}
 table{font-size:7.2pt}td{white-space:nowrap}td.w{white-space:normal}td,td.w{padding:.13rem .5rem .13rem 0}
 th button{padding:.1rem .5rem .1rem 0}
 details{margin:.25rem 0 0}summary{font-size:.78rem;font-weight:400;list-style:none}
 #months{break-inside:avoid}#months svg{max-width:30rem}
 a{color:inherit}ol.notes{font-size:6.3pt;line-height:1.2;columns:3;column-gap:2.3rem;padding-left:1.6rem}ol.notes li{margin-bottom:.1rem}
 .whole,.part{print-color-adjust:exact}
 dl,.card dl{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.12rem .8rem;margin:.3rem 0;font-size:inherit}
 #tiers dl{grid-template-columns:11rem minmax(0,1fr)}}
"""

# What is typed keeps the table rows, cards and notes that hold all of its words, and the sections in which anything is left.
SCRIPT = f"""{html.SORT}
const find=document.getElementById('find'),found=document.getElementById('found'),theme=document.getElementById('theme');
const fold=t=>t.normalize('NFKD').replace(/[\\u0300-\\u036f]/g,'').toLowerCase();
const items=[...document.querySelectorAll('.card,section>.scroll tbody tr,section>dl>dt,ol.notes li')].map(node=>({{
 all:node.tagName==='DT'?[node,node.nextElementSibling]:[node],node}}));
items.forEach(i=>i.text=fold(i.all.map(n=>n.textContent).join(' ')));
const sections=[...document.querySelectorAll('main>section')];
const links=[...document.querySelectorAll('nav a')].map(a=>[a.parentNode,document.getElementById(a.hash.slice(1))]);
function filter(){{
 const words=fold(find.value).split(/\\s+/).filter(Boolean);let cards=0,rows=0;
 items.forEach(i=>{{const on=words.every(w=>i.text.includes(w));i.all.forEach(n=>n.hidden=!on);
  i.all.forEach(n=>n.querySelectorAll('details').forEach(d=>d.open=words.length>0&&on&&words.some(w=>fold(d.textContent).includes(w))));
  if(on)i.node.classList.contains('card')?cards++:i.node.tagName!=='LI'&&rows++}});
 sections.forEach(s=>{{const own=items.filter(i=>s.contains(i.node));
  s.hidden=words.length>0&&(own.length?own.every(i=>i.node.hidden):!words.every(w=>fold(s.textContent).includes(w)))}});
 links.forEach(([li,target])=>li.hidden=!target||target.hidden||!!target.closest('[hidden]'));
 found.textContent=words.length?cards+(cards===1?' lab, ':' labs, ')+rows+(rows===1?' other entry':' other entries'):''}}
find.addEventListener('input',filter);
document.addEventListener('keydown',e=>{{
 if(e.key==='/'&&!e.ctrlKey&&!e.metaKey&&document.activeElement!==find){{e.preventDefault();find.focus();find.select()}}
 if(e.key==='Escape'&&find.value){{find.value='';filter()}}}});
const dark=matchMedia('(prefers-color-scheme: dark)');
const shown=()=>document.documentElement.dataset.theme??(dark.matches?'dark':'light');
const label=()=>theme.textContent=shown()==='dark'?'Light':'Dark';
theme.addEventListener('click',()=>{{document.documentElement.dataset.theme=shown()==='dark'?'light':'dark';label()}});
dark.addEventListener('change',label);label();filter();
"""


def as_html(title: str, subtitle: str, sections: Sequence[Section], notes: Footnotes) -> str:
    """The page in one file: contents, search box, light and dark, sources at the end."""
    body = "\n".join(_section(s, notes) for s in sections)
    cited = "".join(_source(n, s) for n, s in notes.cited())
    if cited:
        body += f'\n<section id="sources"><h2>Sources</h2><ol class="notes">{cited}</ol></section>'
    entries = [_entry(s) for s in sections] + (['<li><a href="#sources">Sources</a></li>'] if cited else [])
    whole = f"""<a class="skip" href="#main">Skip to the text</a>
<header><h1>{escape(safe(title))}</h1><p class="dim">{escape(safe(subtitle))}</p></header>
<div class="tools"><input type="search" id="find" placeholder="Search this page ( / )" aria-label="Search this page" autocomplete="off">
<output id="found" for="find"></output><button type="button" id="theme" aria-label="Switch between light and dark">Dark</button></div>
<div class="page">
<nav aria-label="Contents"><ul>{"".join(entries)}</ul></nav>
<main id="main" tabindex="-1">
{body}
</main>
</div>
<footer>{escape(footer(notes.catalogue))}. Made by cnai report; nothing is loaded from anywhere.</footer>"""
    return html.document(title, whole, style=html.STYLE + STYLE, script=SCRIPT)


def _entry(section: Section, *, nested: bool = False) -> str:
    parts = "".join(_entry(p, nested=True) for p in section.parts) if section.parts and not nested else ""
    link = f'<a href="#{escape(section.key)}">{escape(safe(section.short))}</a>'
    return f"<li>{link}{_names(section)}{f'<ul>{parts}</ul>' if parts else ''}</li>"


def _source(number: int, source: Source) -> str:
    """A source under its number; its address is written out only on paper."""
    title, url = escape(safe(source.title)), escape(safe(source.url))
    if html.is_web(source.url):
        title = f'<a href="{url}" rel="noopener noreferrer">{title}</a>'
    return f'<li id="note-{number}">{title}, {escape(safe(source.publisher))}<span class="url"> {url}</span></li>'


def _names(section: Section) -> str:
    return f' <span lang="zh">{escape(safe(section.names))}</span>' if section.names else ""


def _section(section: Section, notes: Footnotes, level: int = 2) -> str:
    if level > 3:  # what only some want to read is folded
        inner = "".join(html.drawn(block, notes) for block in section.blocks)
        return f"<details><summary>{escape(safe(section.title))}</summary>{inner}</details>"
    tag, kind = ("section", "") if level == 2 else ("article", ' class="card"')
    side = f'<span class="side">{html.written(section.side, notes)}</span>' if section.side else ""
    out = [f'<{tag} id="{escape(section.key)}"{kind}>', f"<h{level}>{escape(safe(section.title))}{_names(section)}{side}</h{level}>"]
    if section.figures:
        figures = "".join(
            f'<li><b>{html.written(c, notes)}</b><span class="label">{escape(safe(label))}</span></li>' for label, c in section.figures
        )
        out.append(f'<ul class="figures">{figures}</ul>')
    for block in section.blocks:
        text = html.drawn(block, notes)
        out.append(text.replace("<h2>", f"<h{level + 1}>").replace("</h2>", f"</h{level + 1}>"))
    out += [_section(p, notes, level + 1) for p in section.parts]
    return "\n".join([*(text for text in out if text), f"</{tag}>"])


def as_markdown(title: str, subtitle: str, sections: Sequence[Section], notes: Footnotes) -> str:
    """The same sections under headings, with the sources as footnotes."""
    parts = [f"# {markdown.escaped(title)}", markdown.escaped(subtitle)]
    for section in sections:
        parts += _under(section, notes, 2)
    cited = markdown.sources(notes)
    return "\n\n".join([*parts, *([cited] if cited else []), markdown.escaped(footer(notes.catalogue))]) + "\n"


def _under(section: Section, notes: Footnotes, level: int) -> Iterator[str]:
    side = f" · {markdown.written(section.side, notes)}" if section.side else ""
    names = f" {markdown.escaped(section.names)}" if section.names else ""
    yield f"{'#' * level} {markdown.escaped(section.title)}{names}{side}"
    if section.figures:
        yield " · ".join(f"**{markdown.written(c, notes)}** {markdown.escaped(label)}" for label, c in section.figures)
    for block in section.blocks:
        if isinstance(block, Line) and not block.cells:
            continue
        text = markdown.drawn(block, Options("markdown"), notes)
        if text:
            yield text
    for part in section.parts:
        yield from _under(part, notes, level + 1)
