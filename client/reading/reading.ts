/**
 * The script of the reading pages: makes a page follow live what the server has rendered already. Everything that it
 * needs to know is in the page (data attributes on the body and the notes).
 */
import { describeState, type FollowState } from './follow-state.ts'
import { PageFollower } from './follow-page.ts'
import { keepPlace } from './keep-place.ts'
import { createPagePoll } from './poll-page.ts'
import { replaceContent } from './replace-content.ts'
import { showNote } from './show-note.ts'

/** How long a page that is out of sight goes on following. */
const HIDDEN_FOR_MS = 5 * 60_000
const POLL_NOTES_SECONDS = 20
const POLL_PROGRAMME_SECONDS = 60

const stream = document.body.dataset['stream'] || null

const follower = new PageFollower({
  stream,
  pollSeconds: stream === null ? POLL_PROGRAMME_SECONDS : POLL_NOTES_SECONDS,
  poll: createPagePoll(location.pathname),
  shown: () =>
    new Map(noteAreas(document).map((area) => [area.dataset['note'] ?? '', Number(area.dataset['seq'])])),
  onNote: showNote,
  onPage: showPage,
  onState: showState,
})

let hideTimer: ReturnType<typeof setTimeout> | undefined
document.addEventListener('visibilitychange', () => {
  clearTimeout(hideTimer)
  if (document.hidden) hideTimer = setTimeout(() => follower.pause(), HIDDEN_FOR_MS)
  else follower.start()
})
// A page in the back-forward cache must hold no connection, and has missed things when it is shown again.
addEventListener('pagehide', () => follower.pause())
addEventListener('pageshow', () => follower.start())
addEventListener('online', () => follower.retryNow())
addEventListener('offline', () => follower.dropLine())

document.documentElement.style.overflowAnchor = 'none'
const contents = document.querySelector<HTMLDetailsElement>('[data-contents] details')
if (contents && matchMedia('(min-width: 76rem)').matches) contents.open = true
follower.start()

function showState(state: FollowState): void {
  const line = document.querySelector<HTMLElement>('[data-state]')
  if (!line) return
  const words = describeState(state)
  keepPlace(() => {
    line.dataset['state'] = state.kind
    // Saying the same again would make screen readers say it again.
    if (line.textContent !== words) line.textContent = words
  })
}

function showPage(page: Document): void {
  const time = page.querySelector<HTMLTimeElement>('[data-changed]')?.dateTime
  for (const area of noteAreas(page)) {
    const { note, seq } = area.dataset
    const shown = noteAreas(document).find((present) => present.dataset['note'] === note)
    if (note === undefined || shown === undefined || shown.dataset['seq'] === seq) continue
    showNote({ note, seq: Number(seq), at: time || null, html: area.innerHTML })
  }
  if (stream !== null) return
  const [present, wanted] = [document.querySelector('main'), page.querySelector('main')]
  if (present && wanted) replaceContent(present, wanted)
}

function noteAreas(page: Document): readonly HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('[data-note]')]
}
