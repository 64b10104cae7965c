/**
 * The style of all reading pages, sent inside each so that the first answer paints. Colours are those of the pages
 * (client/styles/tokens.css); text reaches 4.5:1 in both schemes.
 */
export const READING_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf9f7; --surface: #fff; --surface-2: #f3f1ed; --line: #e4e0d9; --line-strong: #8c867b;
  --ink: #1d2226; --ink-2: #545b62; --link: #0a5f5b; --now: #a03c0b; --now-soft: #fdeee3;
  --good: #1c6b3a; --warn: #8a5300; --danger: #b3261e; --fresh: #fff3bf; --mark: #fff0a8;
  --ui: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
  --text: Charter, 'Bitstream Charter', 'Iowan Old Style', 'Source Serif 4', 'Noto Serif', Cambria, Georgia, serif;
  --mono: ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'Noto Sans Mono', monospace;
  --gutter: clamp(1rem, .4rem + 2.4vw, 2.5rem);
  --measure: 43rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --surface: #1b1f22; --surface-2: #23282c; --line: #30363b; --line-strong: #727c85;
    --ink: #e6e9ea; --ink-2: #a6afb6; --link: #6fd0c8; --now: #ffa06b; --now-soft: #3a2416;
    --good: #7fd19b; --warn: #f0bf5a; --danger: #ff9b92; --fresh: #4a3f10; --mark: #5c4d0c;
  }
}
*, ::before, ::after { box-sizing: border-box }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4.5rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--ui); overflow-wrap: break-word }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance }
p, li, h1, h2, h3, h4, h5, h6, td, th, dd, .title { unicode-bidi: plaintext }
a { color: var(--link); text-underline-offset: .16em; text-decoration-thickness: from-font }
a:hover { text-decoration-thickness: .14em }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px }
main:focus { outline: none }
[hidden] { display: none !important }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; left: var(--gutter); top: -4rem; z-index: 3; padding: .5rem 1rem; background: var(--surface); border: 2px solid var(--link) }
.skip:focus { top: .5rem }

.top {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between;
  gap: .1rem 1.5rem; padding: .55rem var(--gutter); background: var(--paper); border-bottom: 1px solid var(--line); font-size: .875rem
}
.brand { font-weight: 650 }
.crumbs { min-width: 0; flex: 0 1 auto }
.crumbs ol { display: flex; flex-wrap: wrap; gap: 0 .5rem; margin: 0; padding: 0; list-style: none }
.crumbs li + li::before { content: '/' / ''; color: var(--line-strong); margin-right: .5rem }
.crumbs a { text-decoration: none; display: inline-block; padding: .15rem 0 }
.crumbs a:hover { text-decoration: underline }
.fresh { display: flex; flex-wrap: wrap; gap: 0 .9rem; color: var(--ink-2); font-variant-numeric: tabular-nums }
html:has(.arrival) { scroll-padding-top: 6.5rem }
.arrival { margin: 0; color: var(--ink); font-weight: 650 }
.arrival a { margin-inline-start: .4rem; white-space: nowrap }
.state { font-weight: 650 }
.state:empty { display: none }
.state::before { content: '' / ''; display: inline-block; width: .55em; height: .55em; margin-right: .4em; border-radius: 50%; background: currentColor }
.state[data-state=live] { color: var(--good) }
.state[data-state=reconnecting] { color: var(--warn) }
.state[data-state=reconnecting]::before, .state[data-state=paused]::before { background: none; box-shadow: inset 0 0 0 2px currentColor }
.state[data-state=stopped] { color: var(--danger) }
.state[data-state=stopped]::before { border-radius: 0 }

.jump {
  position: fixed; bottom: 1rem; left: 50%; translate: -50% 0; z-index: 2; padding: .45rem 1rem; border: 1px solid var(--line-strong);
  border-radius: 2rem; background: var(--surface); font-weight: 600; text-decoration: none; white-space: nowrap; box-shadow: 0 2px 10px rgb(0 0 0 / 18%)
}

main { padding: 0 var(--gutter); max-width: calc(var(--measure) + 2 * var(--gutter)); margin: 0 auto }
.head { padding: clamp(1.25rem, 1rem + 2vw, 2.75rem) 0 1rem }
.head > .marks { margin: 0 0 .75rem }
h1 { margin: 0 0 .4rem; font-size: clamp(1.6rem, 1.25rem + 1.6vw, 2.35rem); letter-spacing: -.012em; font-weight: 700 }
.people { margin: 0 0 .9rem; font-size: 1.075rem }
.facts-list { margin: 0 }
.facts-list > div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; padding: .28rem 0 }
.facts-list dt { color: var(--ink-2) }
.facts-list dd { margin: 0; min-width: 0 }
.links { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0; padding: 0; list-style: none }
.edit { margin: .9rem 0 0 }
.message { max-width: 36rem }

.mark { display: inline-block; padding: .1rem .5rem; border: 1px solid var(--line-strong); border-radius: 1rem; font-size: .8125rem; line-height: 1.35; text-decoration: none; white-space: nowrap }
.mark.has { color: var(--link); border-color: currentColor }
.mark.has:hover { background: var(--surface-2) }
.mark.now { color: var(--now); border-color: currentColor; background: var(--now-soft); font-weight: 650 }
.facts, .nothing { color: var(--ink-2) }
.nothing { margin: .5rem 0 1rem }

.track, .now-box { margin: 1.75rem 0 0 }
.track > h2, .now-box > h2 { margin: 0; font-size: 1.3rem }
.track > h2 a { color: inherit; text-decoration-color: var(--line-strong) }
.track > .facts, .track > .marks { margin: .25rem 0 0 }
.now-box { padding: .9rem 1.1rem .4rem; background: var(--now-soft); border-left: 4px solid var(--now); border-radius: .25rem }
.sessions { margin: .5rem 0 0; padding: 0; list-style: none }
.sessions > li { padding: .65rem 0; border-top: 1px solid var(--line) }
.now-box .sessions > li:first-child { border-top: 0 }
.sessions .title { font-weight: 600; margin-right: .35rem }
.sessions .facts { margin: .15rem 0 0; font-size: .9375rem }
.now-box .facts { color: var(--ink) }
.cancelled .title { text-decoration: line-through; font-weight: 400 }
.jump-list ul { margin: 1rem 0 0; padding: 0; list-style: none; columns: 15rem; column-gap: 1.5rem }
.jump-list li { padding: .2rem 0; break-inside: avoid }

details > summary { cursor: pointer; padding: .35rem 0; font-weight: 600 }
summary h2 { display: inline; font: inherit; font-size: 1rem }
.about { margin: .5rem 0 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line) }
.contents { margin: .75rem 0 0; font-size: .9375rem }
.contents ul { margin: 0 0 .5rem; padding: 0; list-style: none }
.contents li { padding: .18rem 0 }
.contents a { text-decoration: none }
.contents a:hover { text-decoration: underline }
.contents .level-2 { font-weight: 600 }
.contents .level-4 { padding-left: 1rem }
.contents .level-5, .contents .level-6 { padding-left: 2rem }

.document { margin: 2rem 0 0 }
.document > h2 { margin: 0 0 .6rem; padding-bottom: .3rem; border-bottom: 2px solid var(--ink); font-size: 1.45rem }
.doc { font: 1.125rem/1.62 var(--text); overflow-anchor: none }
.about .doc { font-size: 1.0625rem }
.doc > :first-child { margin-top: .4rem }
.doc h3, .doc h4, .doc h5, .doc h6 { font-family: var(--ui); margin: 1.7em 0 .5em; font-size: 1em }
.doc h3 { font-size: 1.2em }
.doc h4 { font-size: 1.06em }
.doc h5, .doc h6 { color: var(--ink-2) }
.doc p, .doc ul, .doc ol, .doc blockquote, .doc pre, .doc table { margin: 0 0 .85em }
.doc ul, .doc ol { padding-inline-start: 1.5em }
.doc li > p { margin-bottom: .3em }
.doc li > ul, .doc li > ol { margin-bottom: .3em }
.doc li { margin-bottom: .2em }
.doc blockquote { padding-inline-start: 1em; border-inline-start: 3px solid var(--line-strong); color: var(--ink-2); margin-inline: 0 }
.doc code, .doc pre { font-family: var(--mono); font-size: .855em; background: var(--surface-2); border-radius: .25rem }
.doc code { padding: .1em .3em }
.doc pre { padding: .8em 1em; overflow-x: auto; line-height: 1.5; tab-size: 4 }
.doc pre code { padding: 0; font-size: 1em; background: none }
.doc img { max-width: 100%; height: auto; vertical-align: top }
.doc hr { border: 0; border-top: 1px solid var(--line-strong); margin: 2em 0 }
.doc mark { background: var(--mark); color: inherit; padding: 0 .1em }
.doc table { border-collapse: collapse; font: .9375rem/1.45 var(--ui); display: block; overflow-x: auto; max-width: 100% }
.doc th, .doc td { border: 1px solid var(--line-strong); padding: .35rem .6rem; text-align: start; vertical-align: top }
.doc th { background: var(--surface-2) }
.doc td p, .doc th p { margin: 0 }
.doc ul.tasks { list-style: none; padding-inline-start: .1em }
.doc ul.tasks ul.tasks { padding-inline-start: 1.7em }
.doc ul.tasks input { margin: 0 .45em 0 0; vertical-align: -.08em }
.doc .source { margin-inline-start: .5em; padding: 0 .4em; border: 1px solid var(--line); border-radius: 1rem; font: .75rem/1.5 var(--ui); color: var(--ink-2); text-decoration: none; white-space: nowrap; user-select: none }
.doc .source::after { content: 'notes' / '' }
.doc .source:hover, .doc .source:focus-visible { color: var(--link); border-color: currentColor }
.doc :target, .doc :has(> :target:empty) { background: var(--fresh); box-shadow: 0 0 0 .2em var(--fresh) }
.topics { columns: 17rem }
.topic-1 { margin-inline-start: 1.2em } .topic-2 { margin-inline-start: 2.4em } .topic-3 { margin-inline-start: 3.6em }

.neighbours { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; max-width: calc(var(--measure) + 2 * var(--gutter)); margin: 3rem auto 0; padding: 0 var(--gutter) }
.neighbours a { padding: .7rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--surface); text-decoration: none }
.neighbours a:hover { border-color: var(--line-strong) }
.neighbours [rel=next] { grid-column: 2; text-align: end }
.neighbours small { display: block; color: var(--ink-2); font-size: .8125rem }
.foot { max-width: calc(var(--measure) + 2 * var(--gutter)); margin: 2.5rem auto 0; padding: 1rem var(--gutter) 2rem; color: var(--ink-2); font-size: .875rem }
.print-only { display: none }

@media (max-width: 32rem) {
  .top { display: contents }
  .crumbs, .brand { display: block; padding: .5rem var(--gutter) 0; font-size: .875rem }
  .fresh { position: sticky; top: 0; z-index: 2; padding: .4rem var(--gutter); background: var(--paper); border-bottom: 1px solid var(--line); font-size: .875rem }
  html { scroll-padding-top: 3rem }
  html:has(.arrival) { scroll-padding-top: 6.5rem }
  .arrival { flex-basis: 100% }
  .facts-list > div { grid-template-columns: 1fr; gap: 0 }
  .facts-list dt { font-size: .875rem }
  .neighbours { grid-template-columns: 1fr }
  .neighbours [rel=next] { grid-column: 1 }
  .mark { padding: .2rem .6rem }
}
@media (min-width: 76rem) {
  .text { position: relative }
  .text > .contents { position: absolute; top: 0; bottom: 0; left: calc(100% + 2.5rem); width: 15rem; margin: 2rem 0 0 }
  .text > .contents > details { position: sticky; top: 4.5rem; max-height: calc(100vh - 6rem); overflow-y: auto }
  body:has(.text > .contents:not([hidden])) { --shift: 8.5rem }
  main, .neighbours, .foot { translate: calc(-1 * var(--shift, 0rem)) 0 }
}
@media (prefers-contrast: more) { :root { --line: var(--line-strong); --ink-2: var(--ink) } }

@page { margin: 18mm 17mm 20mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt sans-serif } }
@media print {
  :root { color-scheme: light; --paper: #fff; --surface: #fff; --surface-2: #f3f3f3; --ink: #000; --ink-2: #333; --link: #000; --line: #bbb; --line-strong: #777; --now: #000; --now-soft: #fff; --mark: #eee }
  body { font-size: 10.5pt }
  .top { position: static; padding: 0 0 4pt; font-size: 9pt }
  .skip, .state, .jump, .arrival, .source, .contents, .jump-list, .neighbours, .edit, .mark.has, .mark.now, noscript, .nothing { display: none !important }
  main, .foot { max-width: none; padding: 0; translate: none }
  .head { padding: 10pt 0 6pt }
  h1 { font-size: 20pt }
  .doc, .about .doc { font-size: 10.5pt; line-height: 1.45 }
  h1, h2, h3, h4, h5, h6, summary { break-after: avoid }
  .doc pre, .doc tr, .doc blockquote, .sessions > li, .now-box, .head { break-inside: avoid }
  .doc p, .doc li { orphans: 3; widows: 3 }
  .doc pre { white-space: pre-wrap; border: 1px solid var(--line) }
  .doc table { display: table; overflow: visible }
  .doc thead { display: table-header-group }
  .about { border-bottom: 0 }
  details::details-content { content-visibility: visible; block-size: auto; display: block }
  summary { list-style: none }
  a { text-decoration: none }
  .doc a[href^=http]::after, .links a[href^=http]::after { content: ' <' attr(href) '>'; font-size: .85em; overflow-wrap: anywhere }
  .doc a { text-decoration: underline }
  .print-only { display: inline }
  .foot { margin-top: 12pt; padding: 4pt 0 0; border-top: 1px solid var(--line); font-size: 9pt }
}
`
