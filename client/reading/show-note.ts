/** Puts a note's new text into the page: the document, what depends on it being empty, the contents list, the time. */
import { keepPlace } from './keep-place.ts'
import { markChanges } from './mark-changes.ts'
import type { NoteContent } from './note-text.ts'
import { replaceContent } from './replace-content.ts'

/** Does nothing for a note that the page does not show. */
export function showNote({ note, seq, at, html }: NoteContent): void {
  const area = document.querySelector<HTMLElement>(`[data-note="${CSS.escape(note)}"]`)
  if (!area) return
  area.dataset['seq'] = String(seq)
  const template = document.createElement('template')
  template.innerHTML = html
  const changed: Node[] = []
  keepPlace(() => {
    changed.push(...replaceContent(area, template.content))
    showWhetherEmpty(area)
    listContents()
    if (at !== null) showLastChange(at)
  })
  markChanges(changed)
}

function showWhetherEmpty(area: HTMLElement): void {
  const section = area.closest<HTMLElement>('.document')
  const empty = area.childNodes.length === 0
  if (!section) return
  const words = section.querySelector<HTMLElement>('.nothing')
  if (words) words.hidden = !empty
  else section.hidden = empty
  const until = document.querySelector<HTMLElement>('[data-until-text]')
  if (until) until.hidden = !empty
}

/** The same list that the server makes. */
function listContents(): void {
  const nav = document.querySelector<HTMLElement>('[data-contents]')
  const list = nav?.querySelector('ul')
  if (!nav || !list) return
  const wanted = document.createElement('ul')
  let count = 0
  for (const section of document.querySelectorAll<HTMLElement>('.document')) {
    if (section.querySelector('[data-note]')?.childNodes.length === 0) continue
    addEntry(wanted, { id: section.id, level: 2, text: section.querySelector('h2')?.textContent ?? '' })
    for (const heading of section.querySelectorAll('[data-note] :is(h3,h4,h5,h6)[id]')) {
      addEntry(wanted, { id: heading.id, level: Number(heading.tagName[1]), text: heading.textContent ?? '' })
      count++
    }
  }
  replaceContent(list, wanted)
  nav.hidden = count < Number(nav.dataset['contents'])
}

function addEntry(
  list: HTMLElement,
  { id, level, text }: { readonly id: string; readonly level: number; readonly text: string },
): void {
  const item = document.createElement('li')
  item.className = `level-${level}`
  const link = document.createElement('a')
  link.setAttribute('href', `#${id}`)
  link.textContent = text.replace(/\s+/g, ' ').trim()
  item.append(link)
  list.append(item)
}

function showLastChange(at: string): void {
  const time = document.querySelector<HTMLTimeElement>('[data-changed]')
  if (!time || (time.dateTime !== '' && time.dateTime >= at)) return
  const zone = document.body.dataset['zone'] ?? 'UTC'
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(at))
  const day = format({ day: 'numeric', month: 'short', year: 'numeric' })
  time.dateTime = at
  if (time.parentElement) time.parentElement.hidden = false
  time.textContent = `${day}, ${format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}`
}
