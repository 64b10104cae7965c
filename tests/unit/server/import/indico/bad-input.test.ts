import { describe, expect, it } from 'vitest'
import { importIndico } from '../../../../../server/import/indico.ts'
import { FIXTURES, fixture, importContribution } from '../indico-exports.ts'
import {
  expectNoSurprise,
  importErrorOf,
  testRounds,
  testSeed,
  wrongKindsAccepted,
  withValueAt,
  pathOf,
  type JsonKind,
} from '../programme-checks.ts'

describe('Indico exports that are wrong', () => {
  const person: readonly (readonly [string, readonly JsonKind[]])[] = [
    ['', ['object']],
    ['.first_name', ['text']],
    ['.last_name', ['text']],
    ['.affiliation', ['text']],
    ['.email', ['text']],
    ['.emailHash', ['text']],
  ]
  const moments: readonly (readonly [string, readonly JsonKind[]])[] = [
    ['', ['object']],
    ['.date', []],
    ['.time', []],
    ['.tz', []],
  ]
  const under = (place: string, fields: readonly (readonly [string, readonly JsonKind[]])[]) =>
    fields.map(([field, allowed]) => [`${place}${field}`, allowed] as const)
  const contribution = 'results[0].sessions[0].contributions[0]'
  const eventTable = [
    ['results', ['object']],
    ['results[0]', ['object']],
    ['results[0].title', ['text']],
    ['results[0].description', ['text']],
    ['results[0].timezone', []],
    ['results[0].location', ['text']],
    ['results[0].url', ['text']],
    ...under('results[0].startDate', moments).map(([place, allowed]) => [place, allowed] as const),
    ['results[0].folders', ['list']],
    ['results[0].note', ['object']],
    ['results[0].contributions', ['list']],
    ['results[0].contributions[0]', ['object']],
    ['results[0].contributions[0].session', ['text']],
    ['results[0].contributions[0].track', ['text']],
    ['results[0].sessions', ['list']],
    ['results[0].sessions[0]', ['object']],
    ['results[0].sessions[0].session', ['object']],
    ['results[0].sessions[0].session.db_id', ['text']],
    ['results[0].sessions[0].session.title', ['text']],
    ['results[0].sessions[0].session.description', ['text']],
    ['results[0].sessions[0].slotTitle', ['text']],
    ['results[0].sessions[0].conveners', ['list']],
    ...under('results[0].sessions[0].conveners[0]', person),
    ['results[0].sessions[0].note', ['object']],
    ['results[0].sessions[0].note.html', ['text']],
    ['results[0].sessions[0].contributions', ['list']],
    [contribution, ['object']],
    [`${contribution}.db_id`, ['text']],
    [`${contribution}.title`, ['text']],
    [`${contribution}.description`, ['text']],
    ...under(`${contribution}.startDate`, moments),
    ...under(`${contribution}.endDate`, moments),
    [`${contribution}.duration`, ['number']],
    [`${contribution}.roomFullname`, ['text']],
    [`${contribution}.url`, ['text']],
    [`${contribution}.note.html`, ['text']],
    [`${contribution}.speakers`, ['list']],
    ...under(`${contribution}.speakers[0]`, person),
    [`${contribution}.folders`, ['list']],
    [`${contribution}.folders[0]`, ['object']],
    [`${contribution}.folders[0].title`, ['text']],
    [`${contribution}.folders[0].attachments`, ['list']],
    [`${contribution}.folders[0].attachments[0]`, ['object']],
    [`${contribution}.folders[0].attachments[0].title`, ['text']],
    [`${contribution}.folders[0].attachments[0].type`, ['text']],
    [`${contribution}.folders[0].attachments[0].filename`, ['text']],
    [`${contribution}.folders[0].attachments[0].content_type`, ['text']],
    [`${contribution}.folders[0].attachments[0].download_url`, ['text']],
    [`${contribution}.folders[0].attachments[1].link_url`, ['text']],
    [`${contribution}.material`, ['list']],
    [`${contribution}.references`, ['list']],
    [`${contribution}.references[0].url`, ['text']],
    [`${contribution}.subContributions`, ['list']],
    ['results[0].sessions[0].contributions[1].subContributions[0]', ['object']],
    ['results[0].sessions[0].contributions[1].subContributions[0].title', ['text']],
    ['results[0].sessions[0].contributions[1].subContributions[0].duration', ['number']],
  ] as const
  it.each(eventTable)('[IMP-24] refuses a wrong kind of value at %s', (place, allowed) => {
    expect(
      wrongKindsAccepted({ json: fixture('event-sessions'), importJson: importIndico, place, allowed }),
    ).toEqual([])
  })

  const block = 'results["4"]["20261024"].s1301'
  const entry = `${block}.entries.c1501`
  const timetableTable: readonly (readonly [string, readonly JsonKind[]])[] = [
    ['results["4"]', ['object']],
    ['results["4"]["20261024"]', ['object']],
    [block, ['object']],
    [`${block}.entryType`, []],
    [`${block}.sessionId`, ['text']],
    [`${block}.title`, ['text']],
    [`${block}.slotTitle`, ['text']],
    [`${block}.description`, ['text']],
    [`${block}.conveners`, ['list']],
    [`${block}.attachments`, ['object']],
    [`${block}.attachments.files`, ['list']],
    [`${block}.attachments.folders`, ['list']],
    [`${block}.entries`, ['object']],
    [entry, ['object']],
    [`${entry}.contributionId`, ['text']],
    [`${entry}.title`, ['text']],
    [`${entry}.presenters`, ['list']],
    [`${entry}.presenters[0]`, ['object']],
    [`${entry}.presenters[0].familyName`, ['text']],
    [`${entry}.room`, ['text']],
    [`${entry}.duration`, ['number']],
    [`${entry}.url`, ['text']],
    ...under(`${entry}.startDate`, moments),
    ['results["4"]["20261024"].b2002.title', ['text']],
  ]
  it.each(timetableTable)('[IMP-24] refuses a wrong kind of value at %s', (place, allowed) => {
    expect(
      wrongKindsAccepted({ json: fixture('timetable'), importJson: importIndico, place, allowed }),
    ).toEqual([])
  })

  it('[IMP-24] refuses days and entries that no timetable has', () => {
    const day = importErrorOf(() => importIndico({ results: { 4: { 20260230: {} } } }))
    expect(day.message).toBe(
      'results["4"]["20260230"]: expected a day such as "20240331", found the text "20260230"',
    )
    const nested = withValueAt(
      fixture('timetable'),
      pathOf('results["4"]["20261024"].s1301.entries.c1501.entryType'),
      'Session',
    )
    expect(importErrorOf(() => importIndico(nested)).message).toContain(
      'expected a contribution or a break inside a session block',
    )
  })

  it('[IMP-26] refuses an object with fields named like methods where a text is due', () => {
    const place = `${block}.attachments.files[0].download_url`
    const json = withValueAt(fixture('timetable'), pathOf(place), { toString: 1, valueOf: null })
    expect(importErrorOf(() => importIndico(json)).message).toBe(`${place}: expected a text, found an object`)
  })

  it('[IMP-24] refuses a duration that no session has', () => {
    const error = importErrorOf(() => importContribution({ duration: 100_000 }))
    expect(error.message).toContain('expected a duration of at most 44640 minutes, found the number 100000')
  })

  it.each(FIXTURES)(
    `[IMP-25] damaged anywhere (seed ${testSeed}), %s gives a sound programme or a placed error`,
    (name) => {
      const outcome = expectNoSurprise({
        json: fixture(name),
        importJson: importIndico,
        rounds: testRounds,
        seed: testSeed,
      })
      expect(outcome.refused).toBeGreaterThan(testRounds / 20)
      expect(outcome.accepted).toBeGreaterThan(testRounds / 20)
    },
  )
})
