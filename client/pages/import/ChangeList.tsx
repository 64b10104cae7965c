import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProgrammeChange } from '../../../shared/contracts/programme.ts'
import { Badge } from '../../components/Badge.tsx'
import { matchesWords } from '../../components/programme/filter-programme.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './Import.module.css'
import { groupChanges } from './group-changes.ts'

const KINDS = [
  { value: 'all', label: 'All changes' },
  { value: 'added', label: 'New' },
  { value: 'changed', label: 'Changed' },
  { value: 'cancelled', label: 'Cancelled' },
] as const
const WORDS = { added: 'New', changed: 'Changed', cancelled: 'Cancelled' } as const
const TONES = { added: 'good', changed: 'warn', cancelled: 'danger' } as const

/** Fewer changes than this are shown at once; more begin folded, track by track. */
const FOLD_FROM = 30

/** Everything that an import adds, changes or cancels, by track. */
export function ChangeList({ changes }: { readonly changes: readonly ProgrammeChange[] }) {
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState('all')
  if (changes.length === 0)
    return <p>The event already says all that the file says: there is nothing to change.</p>

  const matching = changes.filter(
    ({ title, track, change }) => (kind === 'all' || change === kind) && matchesWords(query, [title, track]),
  )
  const narrowed = kind !== 'all' || query.trim() !== ''
  return (
    <section className={classes.part} aria-labelledby="changes">
      <div className={classes.partHead}>
        <h3 id="changes">
          {changes.length} {changes.length === 1 ? 'change' : 'changes'}
        </h3>
        <NativeSelect
          size="xs"
          aria-label="Kind of change"
          data={[...KINDS]}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="search"
          aria-label="Filter the changes"
          placeholder="Filter by title"
          leftSection={<IconSearch size={14} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <output className={classes.where}>{narrowed && `${matching.length} found`}</output>
      </div>
      {groupChanges(matching).map(({ track, own, sessions }) => (
        // A new key lets the fold follow the filter.
        <details
          key={`${track ?? ''} ${narrowed}`}
          className={classes.group}
          open={narrowed || changes.length < FOLD_FROM || track === null}
        >
          <summary>
            <span className={classes.groupTitle}>{track ?? 'The event and what is outside the tracks'}</span>
            {own && own.what === 'track' && <ChangeBadge change={own} />}
            {sessions.length > 0 && (
              <span className={classes.where}>
                {sessions.length} {sessions.length === 1 ? 'session' : 'sessions'}
              </span>
            )}
          </summary>
          <ul className={classes.changes}>
            {own && own.fields.length > 0 && (
              <li>
                <span className={classes.where}>
                  {own.what === 'event' ? 'Event' : 'Track'}: {own.fields.join(', ')}
                </span>
              </li>
            )}
            {withKeys(sessions, ({ title }) => title).map(({ key, item: change }) => (
              <li key={key}>
                <ChangeBadge change={change} /> {change.title}
                {change.change === 'changed' && change.fields.length > 0 && (
                  <span className={classes.where}> ({change.fields.join(', ')})</span>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

function ChangeBadge({ change: { change } }: { readonly change: ProgrammeChange }) {
  return <Badge tone={TONES[change]}>{WORDS[change]}</Badge>
}
