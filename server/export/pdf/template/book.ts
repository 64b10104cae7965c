/** The book: pages, title page, contents, text. */
export const BOOK = `
#import "/fonts.typ": *
#import "/spans.typ": *
#import "/blocks.typ": *

#let book = json("/book.json")

#set document(
  title: book.title,
  author: book.people,
  date: datetime(..book.changed),
)
#set text(
  font: fonts-of(book.language), size: 11pt, lang: book.language, region: book.region, hyphenate: true,
  number-type: "lining", overhang: true,
)
#set par(justify: true, leading: 0.62em, spacing: 1.02em)
#set list(marker: ([•], [–], [•], [–]), indent: 6pt, body-indent: 7pt, spacing: 0.78em)
#set enum(indent: 6pt, body-indent: 7pt, spacing: 0.78em, number-align: end + top)
#set footnote.entry(separator: line(length: 18%, stroke: hairline), gap: 0.45em, clearance: 1.2em)
#show footnote.entry: set text(size: 8.5pt)
#show footnote.entry: set par(justify: false, leading: 0.5em)
#show raw: set text(font: code-fonts, size: 8pt, hyphenate: false)
#show raw.where(block: false): set text(size: 0.86em * 11 / 8)
#show quote.where(block: true): set block(spacing: 0.95em)
#show quote.where(block: true): it => it.body
#show image: set block(spacing: 1.2em)

// Whatever the text of a page looks like.
#let margin-text = (
  fill: faint, style: "normal", weight: "regular", font: fonts-of(book.language), lang: book.language, dir: auto,
)

// The chapter that the page is in; nothing where one begins with a page.
#let running-head = context {
  let page = here().page()
  let starts = query(heading.where(level: 1, outlined: true))
  let here-after = starts.filter(it => it.location().page() <= page)
  let starting = starts.filter(it => it.location().page() == page)
  if page == 1 or here-after.len() == 0 { return }
  if book.beginsChaptersOnPages and starting.len() > 0 { return }
  let index = if starting.len() > 0 { here-after.len() - starting.len() } else { here-after.len() - 1 }
  set text(size: 8.5pt, ..margin-text)
  grid(
    columns: (1fr, auto), column-gutter: 12pt,
    align(start, emph(spans(book.headTitle))),
    align(end, spans(book.chapters.at(index))),
  )
  v(-6pt)
  line(length: 100%, stroke: hairline)
}

#set page(
  paper: "a4",
  margin: (x: 30mm, top: 30mm, bottom: 28mm),
  header-ascent: 9mm,
  footer-descent: 9mm,
  numbering: "1",
  header: running-head,
  footer: context if here().page() > 1 {
    set text(size: 9pt, ..margin-text)
    align(center, counter(page).display())
  },
)

#{
  set par(justify: false, leading: 0.5em)
  set text(hyphenate: false)
  v(58mm)
  show title: it => text(size: 32pt, weight: "bold", fill: accent, it.body)
  title(spans(book.titleSpans))
  v(4mm)
  line(length: 100%, stroke: 1.2pt + accent)
  v(3mm)
  set text(size: 13pt)
  for fact in book.facts { block(spacing: 0.75em, spans(fact)) }
  if book.peopleSpans != none {
    v(8mm)
    set text(size: 11pt)
    block(spans(book.peopleSpans))
  }
  v(1fr)
  set text(size: 9.5pt, fill: luma(70))
  if book.licence != none { block(spacing: 0.7em, spans(book.licence)) }
  block(spacing: 0.7em)[As of #book.changedDay]
  pagebreak()
}

#if book.contentsDepth > 0 {
  show heading: it => block(below: 16pt, text(size: 21pt, weight: "bold", fill: accent, it.body))
  heading(level: 1, outlined: false, bookmarked: true)[Contents]
  set par(justify: false)
  set text(hyphenate: false)
  set outline.entry(fill: box(width: 1fr, text(fill: luma(150), repeat(gap: 0.25em)[.])))
  show outline.entry.where(level: 1): set outline.entry(fill: none)
  show outline.entry.where(level: 1): set text(weight: "semibold")
  show outline.entry.where(level: 1): set block(above: 1.15em)
  show outline.entry.where(level: 2): set block(above: 0.62em)
  outline(title: none, depth: book.contentsDepth, indent: 12pt)
  pagebreak(weak: true)
}

#for it in book.parts {
  if book.beginsChaptersOnPages { pagebreak(weak: true); counter(footnote).update(0) }
  blocks(it)
}
`
