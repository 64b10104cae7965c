/** Blocks of a document: see `PdfBlock`. */
export const BLOCKS = `
#import "/fonts.typ": *
#import "/spans.typ": *

#let looks = (
  (text: (size: 21pt, weight: "bold", fill: accent), above: 36pt, below: 16pt, line: 9pt),
  (text: (size: 15pt, weight: "bold"), above: 26pt, below: 10pt),
  (text: (size: 12pt, weight: "bold", fill: accent), above: 18pt, below: 9pt),
  (text: (size: 11pt, weight: "bold"), above: 15pt, below: 8pt),
  (text: (size: 11pt, weight: "semibold", style: "italic"), above: 13pt, below: 7.5pt),
  (text: (size: 11pt, style: "italic"), above: 13pt, below: 7.5pt),
)

// Characters, so that those who do not see them hear them, in a font that Typst brings.
#let checkbox(done) = text(
  font: "DejaVu Sans Mono", size: 0.98em, fill: if done { accent } else { luma(60) }, if done { "☑" } else { "☐" },
)

// Short code stays on one page.
#let code(it) = block(width: 100%, breakable: it.lines > 12, fill: luma(246), inset: (x: 8pt, y: 7pt), radius: 2pt, {
  set par(justify: false, leading: 0.5em)
  show "\\u{FDD0}": { linebreak(); text(fill: faint, "↪ ") }
  raw(it.text, lang: it.at("language", default: none), block: true)
})

#let picture(it) = layout(size => align(start, image(
  it.path, alt: it.alt, width: calc.min(it.width * 1pt, size.width),
)))

#let quoted(body) = block(
  width: 100%, inset: (left: 12pt, y: 2pt), stroke: (left: 2pt + luma(205)), quote(block: true, body),
)

#let mark(it) = text(fill: faint, style: "italic", spans(it.spans))

#let label(it) = block(sticky: true, above: 1.1em, below: 0.7em, strong(spans(it.spans)))

// What it looks like is how it was written, what it is has no gaps.
#let headed(it) = {
  let look = looks.at(it.look - 1)
  show heading: it => block(sticky: true, above: look.above, below: look.below, {
    set text(..look.text)
    set text(hyphenate: false)
    set par(justify: false, leading: 0.45em)
    it.body
    if "line" in look { v(look.line, weak: true); line(length: 100%, stroke: 0.6pt + accent) }
  })
  heading(level: it.level, spans(it.spans))
}

#let listed(it, content) = {
  let item(list) = content(list, close: true)
  let markers = it.at("markers", default: none)
  if markers == none { return list(tight: it.isTight, ..it.items.map(item)) }
  let shown(n) = {
    let marker = markers.at(n - 1)
    if "isTask" in it { checkbox(marker == "done") } else { marker }
  }
  enum(tight: it.isTight, numbering: shown, ..it.items.map(item))
}

#let tabled(it, content) = {
  let cell(one) = table.cell(
    x: one.x, y: one.y, colspan: one.colspan, rowspan: one.rowspan,
    breakable: one.isLong,
    align: if one.align == none { auto } else if one.align == "center" { center } else if one.align == "right" { right } else { left },
    fill: if one.isHead { luma(243) },
    running(one, if one.isHead { strong(content(one.blocks)) } else { content(one.blocks) }),
  )
  let head = it.cells.filter(one => one.y < it.headRows)
  let body = it.cells.filter(one => one.y >= it.headRows)
  set text(size: it.size * 1pt)
  set par(justify: false, leading: 0.5em, spacing: 0.6em)
  set enum(spacing: 0.5em, indent: 0pt)
  set list(spacing: 0.5em, indent: 0pt)
  show raw.where(block: true): set text(size: 7pt)
  block(width: 100%, above: 1.2em, below: 1.2em, table(
    columns: it.columns.map(share => if share == 0 { auto } else { share * 1fr }),
    align: start,
    inset: (x: 5pt, y: 4pt),
    stroke: (x, y) => (top: if y == 0 { 0.8pt + luma(90) }, bottom: hairline),
    ..if head.len() > 0 { (table.header(..head.map(cell)),) },
    ..body.map(cell),
  ))
}

// Close: in an item, whose lists stand close to its line.
#let blocks(list, close: false) = {
  let before = none
  for it in list {
    let type = it.type
    if before != none and not (close and type == "list" and before == "paragraph") { parbreak() }
    if type == "paragraph" {
      // Weighing where all lines of a paragraph end takes long in long ones.
      set par(linebreaks: "simple") if "isLong" in it
      running(it, spans(it.spans))
    }
    else if type == "list" { running(it, listed(it, blocks)) }
    else if type == "heading" { running(it, headed(it)) }
    else if type == "label" { running(it, label(it)) }
    else if type == "quote" { quoted(blocks(it.blocks)) }
    else if type == "code" { code(it) }
    else if type == "picture" { picture(it) }
    else if type == "rule" { align(center, line(length: 25%, stroke: hairline)) }
    else if type == "table" { tabled(it, blocks) }
    else if type == "mark" { mark(it) }
    before = type
  }
}
`
