"""The style sheet of the start page: the tokens of the look in light and dark, then the rules, then paper."""

from __future__ import annotations

from collections.abc import Sequence

from gmsc_desktop.exports import palette
from gmsc_desktop.models.reference import Dimension

_LIGHT = {
    "window": palette.GROUND,
    "surface": palette.WHITE,
    "hover": "E9EDF2",
    "line": palette.LINE,
    "track": palette.LINE,
    "border": palette.BORDER,
    "text": palette.TEXT,
    "muted": palette.MUTED,
    "faint": palette.FAINT,
    "accent": palette.ACCENT,
    "accent-light": palette.tint(palette.ACCENT, 0.22),
    "ok": palette.OK,
    "warn": palette.WARN,
    "warn-ground": palette.WARN_GROUND,
}
_DARK = {
    "window": "14181E",
    "surface": "1B2027",
    "hover": "262D37",
    "line": "2A313B",
    "track": "36404C",
    "border": "36404C",
    "text": "E7EBF0",
    "muted": "A9B4C2",
    "faint": "8E9AAA",
    "accent": "6FA8F5",
    "accent-light": "23395A",
    "ok": "6FCB8F",
    "warn": "F0B95C",
    "warn-ground": "36290F",
}
# The six colours of the dimensions on a dark ground, by their light ones; another colour stays as it is.
_DARK_DIMENSIONS = {
    "1F2F63": "7490C0",
    "6626B6": "B998FE",
    "A0335F": "F1729A",
    "527239": "85C680",
    "118297": "76D6E5",
    "BD8008": "EEDA5F",
}
# The charts come in the colours of paper; here each follows its token.
_PAINTED = ("window", "surface", "track", "border", "text", "muted", "faint", "warn", "accent", "accent-light")


def rules(dimensions: Sequence[Dimension], foot: str) -> str:
    """All rules; ``foot`` is what stands at the foot of every printed page, beside its number."""
    light, dark = dict(_LIGHT), dict(_DARK)
    for number, dimension in enumerate(dimensions, start=1):
        shade = _DARK_DIMENSIONS.get(dimension.colour, dimension.colour)
        light |= {f"d{number}": dimension.colour, f"on{number}": palette.ink_on(dimension.colour)}
        light[f"t{number}"] = palette.tint(dimension.colour, palette.RIBBON)
        dark[f"t{number}"] = palette.mixed(shade, _DARK["surface"], palette.RIBBON)
        dark |= {f"d{number}": shade, f"on{number}": palette.TEXT if shade != dimension.colour else palette.WHITE}
    painted = [*_PAINTED, *(f"{kind}{number}" for kind in "dt" for number in range(1, len(dimensions) + 1))]
    return "".join(
        (
            f":root{{color-scheme:light dark;{_tokens(light)}}}\n",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_tokens(dark)}}}}}\n",
            *(_painted(light[name], name) for name in painted),
            *(_dimension(number, dimension) for number, dimension in enumerate(dimensions, start=1)),
            _RULES,
            _SMALL,
            f"@page{{size:A4;margin:15mm 13mm 17mm;@bottom-left{{content:{_quoted(foot)};{_FOOT}}}",
            f'@bottom-right{{content:counter(page) " / " counter(pages);{_FOOT}}}}}',
            _PAPER,
        )
    )


def _tokens(tokens: dict[str, str]) -> str:
    return "".join(f"--{name}:#{value};" for name, value in tokens.items())


def _quoted(text: str) -> str:
    """A text as a style sheet quotes it: every letter but plain ones by its number, which a space ends."""
    return f'"{"".join(c if c.isascii() and (c.isalnum() or c == " ") else f"{chr(92)}{ord(c):06x} " for c in text)}"'


def _painted(paper: str, token: str) -> str:
    return f'.chart [fill="#{paper}"]{{fill:var(--{token})}}.chart [stroke="#{paper}"]{{stroke:var(--{token})}}\n'


def _dimension(number: int, dimension: Dimension) -> str:
    own, ink = f"var(--d{number})", f"var(--on{number})"
    return (
        f".d{number}{{--own:{own};--ink:{ink};fill:{own}}}"
        # Letters on a tile follow its colour, whatever they were on paper.
        f'.chart rect[rx][fill="#{dimension.colour}"]+text{{fill:{ink}}}\n'
    )


_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:3.25rem}
body{margin:0;background:var(--window);color:var(--text);font:400 .9375rem/1.5 system-ui,-apple-system,"Segoe UI",
 Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;font-variant-numeric:tabular-nums lining-nums;
 overflow-wrap:break-word;padding-bottom:2rem}
h1,h2,h3,h4,p,ul,ol,dl,dd,figure,blockquote{margin:0;padding:0}
h1,h2,h3,h4,p,dd,li,figcaption,.note{overflow-wrap:anywhere;min-width:0}
h1,h2,h3,h4{line-height:1.25;font-weight:600;text-wrap:balance}
h1{font-size:1.625rem;letter-spacing:-.01em}h2{font-size:1.25rem}h3{font-size:1rem}h4{font-size:.9375rem}
a{color:var(--accent);text-decoration:underline 1px var(--border);text-underline-offset:3px}
a:hover{text-decoration-color:currentColor}.ref{display:inline-block;margin-right:.125rem}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px;
 border-radius:4px}
small{font-size:.8125rem;color:var(--muted)}
.unseen,.alone caption,.numbers caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
 white-space:nowrap}
.skip{position:absolute;left:-999px;top:0;background:var(--surface);padding:.5rem 1rem;z-index:9}
.skip:focus{left:0}
.hint,.tip,.quieter{color:var(--muted)}.hint{padding:.75rem 0}
.ok{color:var(--ok)}.warn{color:var(--warn);font-weight:600}
.sub,.kind{color:var(--muted);font-size:.8125rem}.sub{margin-top:2px}
.kind{font-weight:600;margin-right:.25rem}
.label{color:var(--muted)}
.address{overflow-wrap:anywhere;min-width:9rem}
.dimension{display:inline-flex;white-space:nowrap;align-items:center;gap:.5rem;color:var(--text)}
.tile{display:inline-grid;place-items:center;flex:none;width:1.5rem;height:1.5rem;border-radius:5px;
 background:var(--own,var(--muted));color:var(--ink,var(--surface));font-size:.75rem;font-weight:600;line-height:1}
th>.tile{margin-right:.4rem;vertical-align:-.375rem}
.quiet{color:inherit;text-decoration:none}.quiet:hover{text-decoration:underline}

.ribbon{position:sticky;top:0;z-index:5;background:var(--warn-ground);color:var(--warn);font-weight:600;
 text-align:center;padding:.375rem 1rem;border-bottom:1px solid var(--border)}
.badge{display:inline-block;border:1px solid currentColor;border-radius:5px;color:var(--warn);font-size:.75rem;
 font-weight:600;letter-spacing:.04em;padding:0 .4rem;line-height:1.5}
.badge+.badge{margin-left:.375rem}
.head,.shell,footer{max-width:91rem;margin:0 auto;padding:0 1.25rem}
.extract{margin-top:1rem;padding:.625rem 1rem;background:var(--surface);border:1px solid var(--border);
 border-left:4px solid var(--accent);border-radius:6px;font-size:.875rem}
.extract p+p{color:var(--muted)}
.mast{display:flex;gap:1.25rem;align-items:flex-start;padding:1.75rem 0 1.5rem}
.mast>div{min-width:0;flex:1}
.emblem{width:5rem;height:5rem;flex:none;object-fit:contain}
.ring{stroke:var(--border);stroke-width:3}.hub{fill:var(--accent)}
.over{color:var(--muted);font-weight:600;margin-bottom:.125rem}
.mast h1{margin-bottom:.5rem}
.head-facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-top:.75rem}
.head-facts dt{color:var(--muted);font-size:.8125rem}.head-facts dd{font-weight:600}

.shell{display:grid;grid-template-columns:14rem minmax(0,1fr);gap:2rem;align-items:start}
nav{position:sticky;top:3rem;max-height:calc(100vh - 4rem);overflow-y:auto;font-size:.875rem}
nav ul{list-style:none}
nav a{display:block;padding:.3rem .625rem;border-radius:6px;color:var(--text);text-decoration:none}
nav a:hover{background:var(--hover)}
.tip{font-size:.8125rem;margin-top:.75rem;padding:.625rem .625rem 0;border-top:1px solid var(--border)}
main{min-width:0}
.sheet{background:var(--surface);border:1px solid var(--border);border-radius:8px;padding:1rem 1.125rem}
.sheet h2{font-size:1.0625rem;margin-bottom:.625rem}
.holdings{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.75rem}
.papers,.proof,.plain,.told,.files{list-style:none}
.paper{display:grid;padding:.5rem .75rem;border-radius:6px;
 background:var(--hover);text-decoration:none;font-weight:600;margin-bottom:.375rem}
.paper:hover span{text-decoration:underline}.paper small{font-weight:400;overflow-wrap:anywhere}
.counts{margin-top:.625rem;display:grid;gap:.25rem}
.proof li{padding-left:1.375rem;position:relative;margin-bottom:.375rem}
.proof li::before{content:"✓";position:absolute;left:0;color:var(--ok);font-weight:600}
.proof li:last-child::before{content:"!";color:var(--warn);left:.25rem}

.part{margin-top:2.25rem}
.part-head{display:flex;align-items:center;gap:.375rem;margin-bottom:.625rem}
.part-head h2{margin-right:.25rem}
.part>h3{margin:1rem 0 .375rem}
.part>h3:first-of-type{margin-top:0}
.lead{font-size:1.0625rem;max-width:52rem}
.missions{padding-left:1.25rem;max-width:52rem;display:grid;gap:.25rem}
details{background:var(--surface);border:1px solid var(--border);border-radius:8px;margin-bottom:.375rem}
summary{display:flex;flex-wrap:wrap;align-items:center;gap:.125rem .75rem;padding:.5625rem .875rem;cursor:pointer;
 border-radius:8px;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.4375rem;height:.4375rem;border:solid var(--faint);border-width:0 2px 2px 0;
 transform:rotate(-45deg);margin-right:.125rem}
details[open]>summary::before{transform:rotate(45deg) translate(-1px,-1px)}
summary:hover{background:var(--hover)}
summary h3,summary h4{flex:1 1 14rem;min-width:0}
summary .note{color:var(--muted);font-size:.875rem;text-align:right}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:8px 8px 0 0}
.inside{padding:.75rem .875rem}
.inside>*+*{margin-top:.875rem}
.inside>details+details{margin-top:.375rem}
.inside>details{background:var(--window)}
.inside>details[open]{background:var(--surface)}
.group>.inside{padding:.5rem}
.initiative summary h4{font-weight:600}.code{color:var(--muted);font-weight:600;margin-right:.125rem}
.lead-in{max-width:60rem}
.between{margin-bottom:.375rem}
.closing{color:var(--muted)}

.facts{columns:2 26rem;column-gap:2.5rem;margin-bottom:-.375rem}
.facts>div{display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:.75rem;break-inside:avoid;
 padding-bottom:.375rem}
.facts dt{color:var(--muted)}
.facts dd,td,th,.lead-in{white-space:pre-line}
.plain li{padding-left:.875rem;position:relative}
.plain li::before{content:"–";position:absolute;left:0;color:var(--faint)}
.files{columns:3 17rem;column-gap:1.5rem}.files small{white-space:nowrap}

.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.42}
caption{text-align:left;font-weight:600;padding:0 0 .375rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .625rem;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--muted);font-weight:600;font-size:.8125rem;vertical-align:bottom;border-bottom-color:var(--border)}
tbody th{font-weight:600;min-width:11rem}tbody th .sub{font-weight:400}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
.num{text-align:right;white-space:nowrap}thead .num{white-space:normal}.mid{text-align:center}
td:not(.num,.mid){min-width:6.5rem}
.band th{padding-top:.875rem;color:var(--text);font-weight:600;font-size:.875rem;border-bottom-color:var(--border)}
tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:1px solid var(--border)}
.glance{background:var(--surface);border:1px solid var(--border);border-radius:8px;padding:.75rem 1.125rem .375rem}
.glance caption{font-size:1rem;padding-bottom:.25rem}
.glance tbody th,.glance tbody td{padding-top:.5rem;padding-bottom:.5rem;vertical-align:middle}
.glance .share{white-space:nowrap}
.bar{display:block;width:100%;max-width:13rem;height:6px;margin-top:3px;border-radius:3px}.ground{fill:var(--track)}
.figures{display:grid;gap:.75rem;margin-top:.75rem}
.figures figure{display:grid;grid-template-columns:minmax(14rem,1fr) minmax(0,46rem);gap:.5rem 1.5rem}
.figures .numbers{grid-column:1/-1}
.figures h3{font-size:1rem}figcaption{margin-bottom:.625rem}figcaption p{margin-top:.25rem;color:var(--muted)}
.chart{display:block;width:100%;min-width:42rem;height:auto;font-family:"Source Sans 3","Segoe UI",system-ui,
 -apple-system,Roboto,"Noto Sans",Arial,sans-serif}
.numbers{margin:0;border:0;background:none}.numbers summary{padding:.25rem 0;color:var(--accent)}
.numbers summary:hover{background:none;text-decoration:underline}.numbers[open]>summary{border:0}

.ladder tbody tr:not(.band,.step) th{font-weight:400;min-width:12rem}.ladder tbody td{min-width:3.25rem}
.ladder th,.ladder td{padding-left:.375rem;padding-right:.375rem}.money{font-size:.75rem}
.ladder .step th{padding-top:.625rem}.ladder .step-3 th{font-weight:400}
.lv2{padding-left:1rem}.lv3{padding-left:2rem}.lv4{padding-left:3rem;display:block}
.cell{display:inline-block;min-width:2.25rem;height:1.25rem;line-height:1.125rem;padding:0 .375rem;border-radius:4px;
 border:1px solid var(--own,var(--muted));font-size:.75rem;font-weight:600;text-align:center;vertical-align:top;
 position:relative}
.ran{background:var(--own,var(--muted));color:var(--ink,var(--surface))}
.plan{background:var(--surface);color:var(--text)}
.roadmap .cell{display:block;min-width:2.75rem}
.roadmap .mid{padding-left:1px;padding-right:1px}
.roadmap tbody tr:not(.band) th{font-weight:400;min-width:16rem}
.matrix tbody tr:not(.band) th{font-weight:400;min-width:16rem}.matrix thead .mid{vertical-align:bottom}
.under{display:block;font-size:.75rem;font-weight:400;margin-top:2px}
.legend{color:var(--muted);font-size:.875rem}.legend .cell{width:2.25rem}.gap{display:inline-block;width:1.25rem}
.quarters{white-space:nowrap}
.told li{display:flex;gap:.375rem}.marker{flex:none;min-width:.75rem;color:var(--muted)}
.counted .marker{min-width:1.5rem}.told p{min-width:0}
.deep-2{margin-left:1.25rem}.deep-3{margin-left:2.5rem}.deep-4{margin-left:3.75rem}
.prose{max-width:56rem}.prose>*+*,.lead>*+*,td>p+p,td>p+ul,td>ul+p{margin-top:.5rem}
.prose>h4+*{margin-top:.125rem}
.prose p,.told p,td>p{white-space:pre-line}
.verbatim{font-family:ui-monospace,Consolas,"Cascadia Mono",monospace;font-size:.8125rem;white-space:pre-wrap}
code{font-family:ui-monospace,Consolas,"Cascadia Mono",monospace;font-size:.875em}
blockquote{border-left:3px solid var(--border);padding-left:.875rem;color:var(--muted)}
hr{border:0;border-top:1px solid var(--border)}
.told-table table{width:auto;min-width:60%}
tr:target>*,details:target>summary{background:var(--accent-light)}
footer{margin-top:2.5rem;padding-top:1rem;color:var(--muted);font-size:.8125rem;text-align:center}
footer p:last-child{color:var(--warn);font-weight:600}
"""

_SMALL = """
@media (max-width:84rem){.shell{grid-template-columns:minmax(0,1fr);gap:1rem}
 nav{position:static;max-height:none}nav ul{display:flex;flex-wrap:wrap;gap:.25rem}
 nav a{background:var(--surface);border:1px solid var(--border)}.tip{border:0;padding-top:0}}
@media (max-width:68rem){.glance .share{white-space:normal}}
@media (max-width:60rem){.holdings,.figures figure{grid-template-columns:minmax(0,1fr)}}
@media (max-width:40rem){.head,.shell,footer{padding:0 .75rem}.mast{padding-top:1.125rem;gap:.875rem}
 .emblem{width:3rem;height:3rem}h1{font-size:1.3125rem}.head-facts{gap:.375rem 1.5rem}
 .facts>div{grid-template-columns:minmax(0,1fr);gap:0}.inside{padding:.625rem}summary{padding:.5625rem .625rem}
 summary .note{flex-basis:100%;text-align:left;padding-left:1.125rem}.sheet,.glance{padding:.75rem}
 :is(.ladder,.roadmap,.matrix) tbody tr:not(.band,.step) th{min-width:11rem}
 .lv2{padding-left:.5rem}.lv3{padding-left:1rem}
 .lv4{padding-left:1.5rem}}
@media (prefers-contrast:more){:root{--muted:var(--text);--faint:var(--text);--border:var(--text)}}
@media (forced-colors:active){.tile,.cell,.bar,.chart{forced-color-adjust:none}}
"""

_FOOT = f"font:8pt sans-serif;color:#{palette.MUTED}"
_PAPER = """
@media print{
html{font-size:9pt}body{background:none;padding:0}
.ribbon{position:static;border:1px solid var(--border)}
.extract,nav,.skip,.numbers,.tip{display:none}
.shell{display:block}.head,.shell,footer{max-width:none;padding:0}
details::details-content{content-visibility:visible;display:block;block-size:auto;opacity:1}
details,.inside>details,details .inside,.sheet,.glance{border:0;padding:0;background:none}
summary{padding:6pt 0 2pt}summary::before{display:none}
details[open]>summary,summary{border-bottom:1px solid var(--border);border-radius:0}
h2,h3,h4,summary,caption,.band,thead,.part-head{break-after:avoid}
tr,.facts>div,figure,.sheet,li{break-inside:avoid}thead{display:table-header-group}tfoot{display:table-row-group}
.part{margin-top:14pt}.inside>*+*{margin-top:6pt}
.peta-jalan,.pemetaan{break-before:page}
.scroll{overflow:visible}.chart{min-width:0}
td,th{min-width:0!important}.address{min-width:0}
td,th{padding:2pt 4pt}.num{white-space:normal}.quarters{white-space:normal}
.holdings{grid-template-columns:1fr 1fr}.figures figure{grid-template-columns:1fr}
.facts{columns:2 70mm}.facts>div{grid-template-columns:26mm 1fr}
a{color:inherit;text-decoration:none}
.ran,.tile,.bar,.chart,.cell{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
