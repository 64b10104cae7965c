import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Link, useParams, useSearchParams } from 'wouter'
import { MAX_SEARCH_RESULTS, type SearchResults } from '../../../shared/contracts/search.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { Filters } from './Filters.tsx'
import { ResultList } from './ResultList.tsx'
import { readSearch, writeSearch, type SearchState } from './search-params.ts'
import classes from './SearchPage.module.css'
import { useSearch, useSettled } from './use-search.ts'

const FIRST_RESULTS = 20

/** Searches programmes, notes and summaries, of one event or of all. */
export function SearchPage() {
  const { event: here } = useParams<{ event?: string }>()
  const [params, setParams] = useSearchParams()
  const state = readSearch(params)
  const [typed, setTyped] = useState(state.query)
  const settled = useSettled(typed)
  const [limit, setLimit] = useState(FIRST_RESULTS)
  const slug = here ?? state.event
  const event = useQuery({ ...eventQuery(slug ?? ''), enabled: slug !== null })
  const found = useSearch({
    query: state.query,
    event: slug ?? undefined,
    track: state.track ?? undefined,
    day: state.day ?? undefined,
    person: state.person ?? undefined,
    kind: state.kind ?? undefined,
    limit,
  })
  const frame = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  usePageTitle(state.query === '' ? 'Search' : `“${state.query}”: search`)

  const change = (next: Partial<SearchState>): void => {
    setLimit(FIRST_RESULTS)
    setParams((previous) => writeSearch({ ...readSearch(previous), ...next }), { replace: true })
  }

  useEffect(() => {
    change({ query: settled })
    // Only what is typed; the rest changes the address itself.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled])

  useEffect(() => {
    // Who comes back to results is to see those; a new search begins in the field.
    if (typed !== '') return
    const timer = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(timer)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  function handleKey(press: KeyboardEvent) {
    if (press.nativeEvent.isComposing || press.altKey || press.ctrlKey || press.metaKey) return
    const from = document.activeElement
    const isInField = from === field.current
    const links = [...(frame.current?.querySelectorAll<HTMLElement>('[data-result]') ?? [])]
    const at = links.findIndex((link) => link === from)
    if (!isInField && at === -1) return
    const next = nextPlace(press.key, { at, isInField })
    if (next === null) return
    press.preventDefault()
    if (next < 0) field.current?.focus()
    else links[Math.min(next, links.length - 1)]?.focus()
  }

  return (
    // The keys lead from link to link, each of which takes them itself too.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={frame} onKeyDown={handleKey}>
      <Page>
        <PageHead
          crumbs={here === undefined ? [] : [{ title: event.data?.title ?? here, href: `/e/${here}` }]}
          title="Search"
        />
        <search className={classes.search}>
          <TextInput
            ref={field}
            type="search"
            size="md"
            aria-label="Search programmes, notes and summaries"
            placeholder="Words, names, “a phrase”"
            leftSection={<IconSearch size={18} />}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="search"
            value={typed}
            onChange={(input) => setTyped(input.currentTarget.value)}
          />
          <Filters
            state={state}
            inEvent={here !== undefined}
            event={event.data ?? null}
            kinds={found.data?.kinds ?? null}
            onChange={change}
          />
        </search>
        {found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Outcome
            query={state.query}
            hasFilters={
              state.kind !== null || state.track !== null || state.day !== null || state.person !== null
            }
            found={state.query.trim() === '' ? null : (found.data ?? null)}
            isOld={found.isPlaceholderData}
            namesEvent={here === undefined}
            onMore={limit < MAX_SEARCH_RESULTS ? () => setLimit(MAX_SEARCH_RESULTS) : null}
            onClear={() => change({ kind: null, track: null, day: null, person: null })}
          />
        )}
        {here !== undefined && state.query.trim() !== '' && (
          <p className={classes.elsewhere}>
            <Link
              href={`/search?${writeSearch({ ...readSearch(new URLSearchParams()), query: state.query })}`}
            >
              Search all your events
            </Link>
          </p>
        )}
      </Page>
    </div>
  )
}

function Outcome({
  query,
  hasFilters,
  found,
  isOld,
  namesEvent,
  onMore,
  onClear,
}: {
  readonly query: string
  readonly hasFilters: boolean
  readonly found: SearchResults | null
  /** Whether it is the answer to what was typed before. */
  readonly isOld: boolean
  readonly namesEvent: boolean
  readonly onMore: (() => void) | null
  readonly onClear: () => void
}) {
  if (query.trim() === '') {
    return (
      <p className={classes.hint}>
        Finds titles, people, abstracts, notes and summaries that hold all of your words. Names such as{' '}
        <code>sched_setattr</code> are found as they are; words in quotes belong together.
      </p>
    )
  }
  return (
    <>
      <output className={found?.total === 0 ? 'visually-hidden' : classes.count}>
        {found !== null && !isOld && countText(found)}
      </output>
      {found?.total === 0 && !isOld && (
        <EmptyState
          title={`Nothing holds “${query.trim()}”`}
          actions={
            hasFilters && (
              <Button variant="default" onClick={onClear}>
                Without filters
              </Button>
            )
          }
        >
          {hasFilters ? 'Not with these filters.' : 'Try fewer or shorter words.'}
        </EmptyState>
      )}
      {found !== null && found.results.length > 0 && (
        <ResultList results={found.results} namesEvent={namesEvent} isOld={isOld} />
      )}
      {found !== null && found.next !== null && (
        <div className={classes.more}>
          {onMore ? (
            <Button variant="default" onClick={onMore}>
              Show more
            </Button>
          ) : (
            <p className={classes.hint}>
              The first {found.results.length} are shown: a word more finds the others.
            </p>
          )}
        </div>
      )}
    </>
  )
}

function countText({ total, isCut }: SearchResults): string {
  const counted = total === 1 ? '1 result' : `${total} results`
  return isCut ? `${counted}; only the beginning of your words was looked for` : counted
}

/** The link to go to, -1 for the field, null for a key that does nothing here. */
function nextPlace(
  key: string,
  { at, isInField }: { readonly at: number; readonly isInField: boolean },
): number | null {
  if (key === 'ArrowDown' || (key === 'Enter' && isInField)) return at + 1
  if (key === 'ArrowUp' && !isInField) return at - 1
  return null
}
