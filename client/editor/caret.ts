/**
 * How other people's carets and selections look. Names and colours come from others: they become text and a checked
 * colour, never markup. The caret takes no space, so text never moves when somebody's caret passes.
 */
import type { DecorationAttrs } from '@tiptap/pm/view'
import { safeColor, safeName } from '../collab/participants.ts'
import styles from './caret.module.css'

/** Colours of carets are dark or light; this text is readable on either. */
export function readableOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  // Where black and white have the same contrast ratio (WCAG 2).
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

/** A caret with the name of whose it is; carets.ts decides when the name shows. */
export function renderCaret(user: Readonly<Record<string, unknown>>): HTMLElement {
  const caret = document.createElement('span')
  caret.className = styles['caret'] ?? ''
  // Who is here is told by the list of participants; inside the text it would be read as text.
  caret.setAttribute('aria-hidden', 'true')
  const name = document.createElement('span')
  name.className = styles['name'] ?? ''
  caret.append(name)
  paintCaret(caret, user)
  return caret
}

/** Gives a caret the name and colour that its owner has now. */
export function paintCaret(caret: HTMLElement, user: Readonly<Record<string, unknown>>): void {
  const color = safeColor(user['color'])
  caret.style.setProperty('--caret-color', color)
  caret.style.setProperty('--caret-text', readableOn(color))
  const name = caret.firstElementChild
  const text = safeName(user['name'])
  if (name && name.textContent !== text) name.textContent = text
}

export function renderSelection(user: Readonly<Record<string, unknown>>): DecorationAttrs {
  return { class: styles['selection'] ?? '', style: `--caret-color: ${safeColor(user['color'])}` }
}
