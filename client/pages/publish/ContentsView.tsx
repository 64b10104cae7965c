import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { PublicationContents, PublishedEntry } from '../../../shared/contracts/publishing.ts'
import { Badge } from '../../components/Badge.tsx'
import { FileWarnings } from '../../components/FileWarnings.tsx'
import list from '../../components/GroupedRows.module.css'
import { STAGE_NAMES, STAGE_TONES } from '../../components/stage-words.ts'
import { contentsSentence, groupEntries } from './contents-words.ts'
import classes from './Publish.module.css'

/** What a publication holds, track by track, with what is not in it. */
export function ContentsView({
  contents,
  event,
}: {
  readonly contents: PublicationContents
  readonly event: EventDetail
}) {
  return (
    <div className={classes.contents}>
      <output>{contentsSentence(contents)}</output>
      <FileWarnings title="to look at" warnings={contents.warnings} />
      {groupEntries(contents.entries).map(({ trackId, entries }) => (
        <section key={trackId ?? ''} className={list.group} aria-labelledby={`publish-${trackId}`}>
          <h3 id={`publish-${trackId}`} className={list.title}>
            {event.tracks.find(({ id }) => id === trackId)?.title ?? 'Outside the tracks'}
          </h3>
          <ul className={list.rows}>
            {entries.filter(hasText).map((entry) => (
              <Entry key={entry.sessionId ?? 'track'} entry={entry} />
            ))}
            <Others count={entries.filter((entry) => !hasText(entry)).length} />
          </ul>
        </section>
      ))}
    </div>
  )
}

const hasText = ({ summary, notes }: PublishedEntry): boolean => summary || notes

/** Sessions whose entry has the programme's words alone. */
function Others({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <li className={`${list.row} ${list.facts}`}>
      {count} {count === 1 ? 'session' : 'sessions'} without a text
    </li>
  )
}

function Entry({ entry: { sessionId, title, stage, summary, notes } }: { readonly entry: PublishedEntry }) {
  return (
    <li className={list.row}>
      {sessionId === null ? 'The track itself' : title}{' '}
      {summary ? (
        <Badge tone={STAGE_TONES[stage]}>{STAGE_NAMES[stage]}</Badge>
      ) : (
        <span className={list.facts}>without a summary</span>
      )}
      {notes && <span className={list.facts}> with its notes</span>}
    </li>
  )
}
