/** What screen readers are told besides what they find: one polite message at a time. `Announcer` speaks it. */
type Listener = () => void

let message = ''
const listeners = new Set<Listener>()

export function announce(text: string): void {
  // The same text twice is a change only if it differs: a trailing space is not spoken.
  message = text === message ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

export function readAnnouncement(): string {
  return message
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
