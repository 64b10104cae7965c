import { Link } from 'wouter'
import type { MarkedText, SearchPassage, SearchResult } from '../../../shared/contracts/search.ts'
import { Badge } from '../../components/Badge.tsx'
import { formatDay } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import { KIND_NAMES } from './kind-names.ts'
import classes from './ResultList.module.css'

const TONES = { event: 'plain', track: 'plain', session: 'plain', summary: 'good', notes: 'accent' } as const

/** What was found, each with its best passages; every passage leads to its place. */
export function ResultList({
  results,
  namesEvent,
  isOld,
}: {
  readonly results: readonly SearchResult[]
  readonly namesEvent: boolean
  readonly isOld: boolean
}) {
  return (
    <ol className={classes.results} aria-label="Results" data-old={isOld || undefined}>
      {results.map((result) => (
        <li key={keyOf(result)} className={classes.result}>
          <Result result={result} namesEvent={namesEvent} />
        </li>
      ))}
    </ol>
  )
}

function Result({ result, namesEvent }: { readonly result: SearchResult; readonly namesEvent: boolean }) {
  const { kind, title, path, trackTitle, people, day, eventTitle, passages, more } = result
  const facts = [
    people.length > 0 ? <Marked key="people" parts={people} /> : null,
    kind !== 'track' && result.sessionId !== null ? trackTitle : null,
    day === null ? null : formatDay(day),
    namesEvent && kind !== 'event' ? eventTitle : null,
  ].filter((fact) => fact !== null)
  return (
    <>
      <h2 className={classes.title}>
        <Link href={path} data-result="">
          <Marked parts={title} />
        </Link>{' '}
        <Badge tone={TONES[kind]}>{KIND_NAMES[kind].one}</Badge>
      </h2>
      {facts.length > 0 && (
        <p className={classes.facts}>
          {withKeys(facts, (fact) => (typeof fact === 'string' ? fact : 'people')).map(
            ({ key, item }, index) => (
              <span key={key}>
                {index > 0 && ' · '}
                {item}
              </span>
            ),
          )}
        </p>
      )}
      {withKeys(passages, ({ path: place }) => place).map(({ key, item }) => (
        <Passage key={key} passage={item} leads={item.path !== path} />
      ))}
      {more > 0 && (
        <p className={classes.facts}>
          {more === 1 ? 'and 1 more place in it' : `and ${more} more places in it`}
        </p>
      )}
    </>
  )
}

function Passage({
  passage: { heading, words, path },
  leads,
}: {
  readonly passage: SearchPassage
  /** Whether it leads to another place than the title. */
  readonly leads: boolean
}) {
  const text = (
    <>
      {heading !== null && <span className={classes.heading}>{heading} </span>}
      <Marked parts={words} />
    </>
  )
  return leads ? (
    <Link href={path} className={classes.passage} data-result="">
      {text}
    </Link>
  ) : (
    <p className={classes.passage}>{text}</p>
  )
}

function Marked({ parts }: { readonly parts: readonly MarkedText[] }) {
  return withKeys(parts, ({ text }) => text).map(({ key, item: { text, hit } }) =>
    hit ? (
      <mark key={key} className={classes.hit}>
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    ),
  )
}

function keyOf({ kind, noteId, sessionId, trackId, eventSlug }: SearchResult): string {
  return `${kind} ${noteId ?? sessionId ?? trackId ?? eventSlug}`
}
