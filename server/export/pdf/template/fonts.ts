/**
 * Which fonts a page is set in. Typst brings the first of each list, so every server has them; the others are Noto's, for
 * what the first ones lack, where they are installed. Typst looks in all other fonts when none of these has a character.
 */
export const FONTS = `
#let text-fonts = (
  "Libertinus Serif",
  "Noto Serif", "Noto Serif Hebrew", "Noto Naskh Arabic", "Noto Sans Arabic",
  "Noto Serif CJK JP", "Noto Sans CJK JP", "Noto Sans JP", "Noto Serif CJK SC", "Noto Serif CJK KR",
  "Noto Serif Devanagari", "Noto Sans Devanagari", "Noto Serif Thai", "Noto Sans Thai",
  "Noto Color Emoji", "Noto Emoji",
  "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Noto Sans Math",
  "New Computer Modern Math", "DejaVu Sans Mono", "DejaVu Sans",
)

// Chinese characters look as people of that language write them.
#let fonts-of(language) = if language == "zh" {
  ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC", ..text-fonts.slice(1))
} else if language == "ja" {
  ("Libertinus Serif", "Noto Serif CJK JP", "Noto Sans CJK JP", "Noto Sans JP", ..text-fonts.slice(1))
} else if language == "ko" {
  ("Libertinus Serif", "Noto Serif CJK KR", "Noto Sans CJK KR", ..text-fonts.slice(1))
} else { text-fonts }

#let code-fonts = ("DejaVu Sans Mono", "Noto Sans Mono CJK JP", ..text-fonts.slice(1))

#let accent = rgb("#23456b")
#let faint = luma(110)
#let hairline = 0.5pt + luma(190)
`
