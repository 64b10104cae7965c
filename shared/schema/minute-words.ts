/** What minutes are called and how their parts read as text. Without the editor's library, which pages need not load for it. */
export const MINUTE_KINDS = ['question', 'answer', 'action', 'decision'] as const
export type MinuteKind = (typeof MINUTE_KINDS)[number]

/** What a minute of each kind is called, in the editor and in every export. */
export const MINUTE_NAMES: Readonly<Record<MinuteKind, string>> = {
  question: 'Question',
  answer: 'Answer',
  action: 'Action',
  decision: 'Decision',
}

export function isMinuteKind(value: unknown): value is MinuteKind {
  return (MINUTE_KINDS as readonly unknown[]).includes(value)
}

/** `2026-11-25`: a day without a zone. */
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** A day as it is stored, or null for anything else. */
export function dayOrNull(value: unknown): string | null {
  return typeof value === 'string' && DAY.test(value) ? value : null
}

export function timeStampText(attrs: Readonly<Record<string, unknown>> | undefined): string {
  const label = attrs?.['label']
  return `[${typeof label === 'string' && label !== '' ? label : '--:--'}]`
}

export const MISSED_TEXT = '[missed]'

export function personText(attrs: Readonly<Record<string, unknown>> | undefined): string {
  const name = attrs?.['name']
  return typeof name === 'string' ? name : ''
}
