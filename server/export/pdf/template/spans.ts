/** Pieces of lines: see `PdfSpan`. */
export const SPANS = `
#import "/fonts.typ": *

// A character that no font has, as its code in a frame.
#let missing(codes) = for code in codes {
  box(
    stroke: 0.4pt + faint, radius: 1pt, inset: (x: 1.2pt, y: 1pt), outset: (y: 0.6pt), baseline: 1pt,
    text(size: 0.55em, font: "DejaVu Sans Mono", hyphenate: false, code),
  )
}

#let spans(list) = for span in list {
  let type = span.type
  if type == "text" { text(span.text) }
  else if type == "break" { linebreak() }
  else if type == "gap" { box() }
  else if type == "missing" { missing(span.codes) }
  else if type == "code" { raw(span.text) }
  else if type == "bold" { strong(spans(span.spans)) }
  else if type == "italic" { emph(spans(span.spans)) }
  else if type == "strike" { strike(spans(span.spans)) }
  else if type == "underline" { underline(offset: 1.5pt, stroke: 0.5pt, spans(span.spans)) }
  else if type == "highlight" { highlight(fill: rgb("#fff0a8"), spans(span.spans)) }
  else if type == "link" {
    let leading(body) = if span.href == "" { body } else { link(span.href, body) }
    leading(text(fill: accent, spans(span.spans)))
    if "note" in span { footnote(leading(spans(span.note))) }
  }
}

// Text that runs in its own way.
#let running(it, body) = {
  let language = it.at("language", default: none)
  let direction = it.at("direction", default: none)
  set text(lang: language, region: none, font: fonts-of(language)) if language != none
  set text(dir: if direction == "rtl" { rtl } else { ltr }) if direction != none
  body
}
`
