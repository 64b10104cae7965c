import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProgrammeReport } from '../../../shared/contracts/programme.ts'
import { matchesWords } from '../../components/programme/filter-programme.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './Import.module.css'
import { SourceLine } from './SourceLine.tsx'

/** Fewer than this need no filter. */
const FILTER_FROM = 8
const SHOWN_AT_FIRST = 25

/** Every guess that the importer made, with its line: the organiser decides whether it was right. */
export function WarningList({
  warnings,
  lines,
}: {
  readonly warnings: ProgrammeReport['warnings']
  readonly lines: readonly string[]
}) {
  const [query, setQuery] = useState('')
  const [all, setAll] = useState(false)
  if (warnings.length === 0) return <p>No warnings: everything in the file was understood.</p>

  const matching = warnings.filter(({ code, message, line, path }) =>
    matchesWords(query, [code, message, path, line === undefined ? null : `line ${line}`]),
  )
  const shown = all ? matching : matching.slice(0, SHOWN_AT_FIRST)
  return (
    <section className={classes.part} aria-labelledby="warnings">
      <div className={classes.partHead}>
        <h3 id="warnings">
          {warnings.length} {warnings.length === 1 ? 'warning' : 'warnings'}
        </h3>
        {warnings.length >= FILTER_FROM && (
          <TextInput
            size="xs"
            type="search"
            aria-label="Filter the warnings"
            placeholder="Filter, e.g. line 120"
            leftSection={<IconSearch size={14} />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
        <output className={classes.where}>{query.trim() !== '' && `${matching.length} found`}</output>
      </div>
      <ul className={classes.warnings}>
        {withKeys(shown, ({ code, line, path }) => `${code} ${line ?? path ?? ''}`).map(
          ({ key, item: { code, message, line, path } }) => (
            <li key={key} className={classes.warning}>
              <span className={classes.line}>{line === undefined ? (path ?? '–') : `line ${line}`}</span>
              <div className={classes.warningText}>
                <p>
                  {message} <span className={classes.code}>{code}</span>
                </p>
                {line !== undefined && <SourceLine line={line} lines={lines} />}
              </div>
            </li>
          ),
        )}
      </ul>
      {matching.length > shown.length && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
            Show all {matching.length}
          </Button>
        </div>
      )}
    </section>
  )
}
