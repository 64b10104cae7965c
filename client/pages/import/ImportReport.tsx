import type { ReactNode } from 'react'
import type { ProgrammeReport } from '../../../shared/contracts/programme.ts'
import { formatDayRange } from '../../components/times.ts'
import { ChangeList } from './ChangeList.tsx'
import classes from './Import.module.css'
import { WarningList } from './WarningList.tsx'

const FORMAT_NAMES: Readonly<Record<ProgrammeReport['format'], string>> = {
  'lpc-page': 'a page of accepted microconferences',
  c3voc: 'a c3voc schedule',
  indico: 'an Indico export',
}

/** What an import would do: counts first, then every change and every warning. `children`: the way on. */
export function ImportReport({
  report,
  lines,
  children,
}: {
  readonly report: ProgrammeReport
  readonly lines: readonly string[]
  readonly children: ReactNode
}) {
  const { event, summaries, warnings, changes } = report
  const dates = formatDayRange(event.startDate, event.endDate)
  return (
    <section className={classes.report} aria-labelledby="report">
      <header className={classes.reportHead}>
        <div>
          <h2 id="report">{report.eventIsNew ? 'This would be imported' : 'This would change'}</h2>
          <p className={classes.where}>
            Read as {FORMAT_NAMES[report.format]}: <strong>{event.title}</strong>
            {[dates, event.location, event.timeZone]
              .filter((fact) => fact !== null)
              .map((fact) => ` · ${fact}`)}
          </p>
        </div>
        <div className={classes.confirm}>{children}</div>
      </header>
      {/* Only what can have focus can be scrolled by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.tableScroll} tabIndex={0}>
        <table className={classes.counts}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">What</span>
              </th>
              <th scope="col">New</th>
              <th scope="col">Changed</th>
              <th scope="col">Unchanged</th>
              <th scope="col">Cancelled</th>
            </tr>
          </thead>
          <tbody>
            <CountRow name="Tracks" counts={report.tracks} />
            <CountRow name="Sessions" counts={report.sessions} />
          </tbody>
        </table>
      </div>
      <p>
        {report.leads} leads, {report.speakers} speakers.{' '}
        {summaries.added + summaries.kept > 0
          ? `${summaries.added} summaries come with the file${
              summaries.kept > 0 ? `; ${summaries.kept} exist already and stay as they are` : ''
            }.`
          : 'The file brings no summaries.'}
        {report.tracks.cancelled + report.sessions.cancelled > 0 &&
          ' What the file no longer lists is marked as cancelled and keeps its notes.'}
      </p>
      <WarningList warnings={warnings} lines={lines} />
      <ChangeList changes={changes} />
    </section>
  )
}

const COUNT_NAMES = ['added', 'changed', 'unchanged', 'cancelled'] as const

function CountRow({ name, counts }: { readonly name: string; readonly counts: ProgrammeReport['tracks'] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {COUNT_NAMES.map((count) => (
        <td key={count} data-none={counts[count] === 0 || undefined}>
          {counts[count]}
        </td>
      ))}
    </tr>
  )
}
