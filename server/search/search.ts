/** Finds words in everything that somebody may read. */
import type { SearchPassage, SearchResult, SearchResults } from '../../shared/contracts/search.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { FoundPassage } from './find-hits.ts'
import type { Found, SearchAnswer, SearchRequest } from './search-index.ts'
import { searchRightsOf } from './search-rights.ts'

/** Throws AppError `unavailable` when there is no index to look in. */
export async function search(
  { searchIndex, clock, log }: Pick<Context, 'searchIndex' | 'clock' | 'log'>,
  { principal, ...asked }: Omit<SearchRequest, 'rights' | 'named'> & { readonly principal: Principal },
): Promise<SearchResults> {
  const held = searchRightsOf(principal.grants, clock.now())
  let answer: SearchAnswer
  try {
    answer = await searchIndex.search({ ...asked, ...held })
  } catch (error) {
    log.error({ err: error }, 'a search failed')
    throw new AppError('unavailable', 'The search is not to be had just now. Try again in a moment.', {
      cause: error,
    })
  }
  const { results, total, kinds, isCut } = answer
  const seen = asked.offset + results.length
  return {
    results: results.map(describe),
    total,
    kinds,
    next: results.length > 0 && seen < total ? String(seen) : null,
    isCut,
  }
}

function describe(found: Found): SearchResult {
  const { eventId: _eventId, passages, count, ...result } = found
  return {
    ...result,
    title: [...found.title],
    people: [...found.people],
    passages: passages.map((passage) => describePassage(found, passage)),
    more: Math.max(0, count - passages.length),
    path: pathTo(found, null),
  }
}

function describePassage(found: Found, { heading, words, find }: FoundPassage): SearchPassage {
  return { heading, words: [...words], path: pathTo(found, find === '' ? null : find) }
}

/** The page of the thing; of a note the page with the search at the words. */
function pathTo({ eventSlug, trackId, sessionId, kind, noteKind }: Found, find: string | null): string {
  const event = `/e/${eventSlug}`
  const place = sessionId === null ? (trackId === null ? null : `t/${trackId}`) : `s/${sessionId}`
  if (place === null || kind === 'event') return event
  if (noteKind === null) return `${event}/${place}`
  const query = new URLSearchParams({ note: noteKind, ...(find === null ? {} : { find }) })
  return `${event}/${place}?${query}`
}
