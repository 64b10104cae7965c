/** The line of a page that tells a reader who came from the summary where they are. */
import { formatMoment } from '../lib/event-time.ts'
import { html, type Markup } from '../lib/html-template.ts'
import type { Arrival } from './find-arrival.ts'

/** Null: the reader did not come from a summary. */
export function arrivalLine(arrival: Arrival | null, zone: string): Markup | null {
  const text = arrival && arrivalText(arrival, zone)
  if (text === null) return null
  return html`<p class="arrival">${text} <a href="#summary">Back to the summary</a></p>`
}

function arrivalText(arrival: Arrival, zone: string): Markup | string {
  switch (arrival.kind) {
    case 'there':
      if (arrival.at === null) return 'You are at the passage in the notes.'
      return html`Written
        <time datetime="${new Date(arrival.at).toISOString()}">${formatMoment(arrival.at, zone)}</time>.`
    case 'moved':
      return html`In the notes <a href="?passage=${arrival.blockId}#${arrival.blockId}">this passage</a> says
        it now.`
    case 'gone':
      return 'This passage is no longer in the notes.'
    case 'closed':
      return 'Your link does not open the notes that this passage is from.'
  }
}
