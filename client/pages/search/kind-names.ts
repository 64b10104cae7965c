import type { SearchKind } from '../../../shared/contracts/search.ts'

/** What is found, as people call it. */
export const KIND_NAMES: Readonly<Record<SearchKind, { readonly one: string; readonly many: string }>> = {
  event: { one: 'Event', many: 'Events' },
  track: { one: 'Track', many: 'Tracks' },
  session: { one: 'Session', many: 'Sessions' },
  summary: { one: 'Summary', many: 'Summaries' },
  notes: { one: 'Notes', many: 'Notes' },
}
