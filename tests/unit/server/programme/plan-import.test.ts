import { describe, expect, test } from 'vitest'
import type { ImportedProgramme } from '../../../../server/import/programme.ts'
import type { ImportPlan } from '../../../../server/programme/import-plan.ts'
import { planImport, type ExistingProgramme } from '../../../../server/programme/plan-import.ts'
import { reportImport } from '../../../../server/programme/report-import.ts'
import { carryOut, someProgramme, someSession, someTrack, textDoc } from './stored-programme.ts'

const FULL = someProgramme({
  tracks: [
    someTrack('kernel', {
      description: textDoc('About kernels'),
      topics: [{ text: 'Boot', level: 0 }],
      leads: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
      links: [{ kind: 'etherpad', title: 'Pad', url: 'https://pad.example.org/kernel' }],
      summary: textDoc('What the track came to'),
    }),
    someTrack('tools'),
  ],
  sessions: [
    someSession('boot', {
      trackKey: 'kernel',
      speakers: [{ name: 'Ada Lovelace' }, { name: 'Grace Hopper', affiliation: 'Navy' }],
      hall: 'Blue',
      start: '2024-05-06T09:00:00Z',
      end: '2024-05-06T09:30:00Z',
      summary: textDoc('It boots'),
    }),
    someSession('linker', { trackKey: 'tools', links: [{ kind: 'slides', title: 'Slides', url: null }] }),
  ],
})

const first = (programme: ImportedProgramme) => carryOut(null, planImport(null, programme))
const fieldsOf = (planned: ImportPlan['sessions'] | ImportPlan['tracks']) =>
  Object.fromEntries(planned.map(({ key, fields }) => [key, fields]))

/** The programme with one session changed. */
function withSession(
  programme: ImportedProgramme,
  key: string,
  changes: Parameters<typeof someSession>[1],
): ImportedProgramme {
  const sessions = programme.sessions.map((one) => (one.key === key ? { ...one, ...changes } : one))
  return { ...programme, sessions }
}

function report(plan: ImportPlan) {
  const event = {
    id: '',
    slug: 'x',
    title: 'x',
    startDate: null,
    endDate: null,
    timeZone: 'UTC',
    location: null,
    url: null,
    reviewDue: null,
    finalDue: null,
    role: null,
  }
  return reportImport({ plan, programme: FULL, event, dryRun: true })
}

describe('a new event', () => {
  test('[PROG-1] everything of the file is added', () => {
    expect(report(planImport(null, FULL))).toMatchObject({
      eventIsNew: true,
      tracks: { added: 2, changed: 0, unchanged: 0, cancelled: 0 },
      sessions: { added: 2, changed: 0, unchanged: 0, cancelled: 0 },
      leads: 1,
      speakers: 2,
      summaries: { added: 2, kept: 0 },
    })
  })

  test('[PROG-1] a time zone that the file does not name is UTC', () => {
    const plan = planImport(null, someProgramme({ event: { ...FULL.event, timeZone: null } }))
    expect(plan.event.values.time_zone).toBe('UTC')
  })
})

describe('the same file again', () => {
  test('[PROG-2] everything is unchanged', () => {
    const plan = planImport(first(FULL), FULL)
    expect(report(plan)).toMatchObject({
      eventIsNew: false,
      tracks: { added: 0, changed: 0, unchanged: 2, cancelled: 0 },
      sessions: { added: 0, changed: 0, unchanged: 2, cancelled: 0 },
      summaries: { added: 0, kept: 2 },
      changes: [],
      warnings: [],
    })
  })

  test('[PROG-2] another order changes places but counts as no change', () => {
    const plan = planImport(first(FULL), { ...FULL, sessions: FULL.sessions.toReversed() })
    expect(fieldsOf(plan.sessions)).toEqual({ boot: [], linker: [] })
    expect(plan.sessions.map(({ key, values }) => [key, values.position])).toEqual([
      ['linker', 0],
      ['boot', 1],
    ])
  })
})

describe('a changed file', () => {
  test('[PROG-3] each change is named by the field that the contract has', () => {
    const changed = withSession(FULL, 'boot', {
      trackKey: 'tools',
      title: 'Booting, faster',
      hall: 'Red',
      start: '2024-05-06T10:00:00Z',
      end: '2024-05-06T10:30:00Z',
      speakers: [{ name: 'Grace Hopper' }],
    })
    expect(fieldsOf(planImport(first(FULL), changed).sessions)).toEqual({
      boot: ['trackId', 'title', 'hall', 'start', 'end', 'speakers'],
      linker: [],
    })
  })

  test('[PROG-4] what the file no longer says stays as it is', () => {
    const silent = someProgramme({
      event: { ...FULL.event, startDate: null, endDate: null, timeZone: null },
      tracks: [someTrack('kernel'), someTrack('tools')],
      sessions: [someSession('boot'), someSession('linker')],
    })
    const existing = first(FULL)
    const plan = planImport(existing, silent)
    expect(report(plan).changes).toEqual([])
    expect(carryOut(existing, plan).sessions[0]?.row).toEqual(existing.sessions[0]?.row)
  })

  test('[PROG-4] a start without an end takes the old end away, which could lie before it', () => {
    const plan = planImport(
      first(FULL),
      withSession(FULL, 'boot', { start: '2024-05-07T09:00:00Z', end: null }),
    )
    expect(plan.sessions[0]?.values.end_at).toBeNull()
  })

  test('[PROG-4] an event keeps the title that people know; dates follow the file', () => {
    const moved = {
      ...FULL,
      event: { ...FULL.event, title: 'PLUMBING DAYS', startDate: '2024-06-06', endDate: '2024-06-07' },
    }
    const { values, fields } = planImport(first(FULL), moved).event
    expect(values.title).toBe('Plumbing Days')
    expect(fields).toEqual(['startDate', 'endDate'])
  })
})

describe('what people made', () => {
  const byHand = (existing: ExistingProgramme): ExistingProgramme => ({
    ...existing,
    tracks: existing.tracks.map((one) => ({ ...one, row: { ...one.row, import_key: null } })),
    sessions: existing.sessions.map((one) => ({ ...one, row: { ...one.row, import_key: null } })),
  })

  test('[PROG-5] tracks and sessions made by hand are in no part of the plan', () => {
    const plan = planImport(byHand(first(FULL)), FULL)
    expect(plan.tracks.map(({ stored }) => stored)).toEqual([null, null])
    expect(plan.sessions.map(({ stored }) => stored)).toEqual([null, null])
    expect([plan.cancelledSessions, plan.unlistedTracks]).toEqual([[], []])
  })

  test('[PROG-6] a link that people added stays, and a lost address that they filled in is not lost again', () => {
    const existing = first(FULL)
    const filled = [
      { kind: 'slides', title: 'Slides', url: 'https://slides.example.org/linker' },
      { kind: 'recording', title: 'Video', url: 'https://video.example.org/linker' },
    ]
    const edited = {
      ...existing,
      sessions: existing.sessions.map((one) =>
        one.row.import_key === 'linker'
          ? { ...one, row: { ...one.row, links: JSON.stringify(filled) } }
          : one,
      ),
    }
    const plan = planImport(edited, FULL)
    expect(fieldsOf(plan.sessions)).toEqual({ boot: [], linker: [] })
    expect(JSON.parse(plan.sessions[1]?.values.links ?? '')).toEqual(filled)
  })

  test('[PROG-6] an address or affiliation that only people know stays', () => {
    const existing = first(FULL)
    const people = existing.people.map((row) =>
      row.name === 'Grace Hopper' ? { ...row, email: 'grace@example.org' } : row,
    )
    const sessions = existing.sessions.map((one) => ({
      ...one,
      speakers: one.speakers.map((row) => people.find(({ id }) => id === row.id) ?? row),
    }))
    const plan = planImport({ ...existing, people, sessions }, FULL)
    expect(report(plan).changes).toEqual([])
  })
})

describe('what the file no longer lists', () => {
  const without = { ...FULL, sessions: FULL.sessions.slice(1) }

  test('[PROG-7] a session is cancelled once, and listed as such', () => {
    const existing = first(FULL)
    const plan = planImport(existing, without)
    expect(report(plan).sessions).toEqual({ added: 0, changed: 0, unchanged: 1, cancelled: 1 })
    expect(report(plan).changes).toEqual([
      { what: 'session', change: 'cancelled', title: 'Session boot', track: 'Track kernel', fields: [] },
    ])
    expect(report(planImport(carryOut(existing, plan), without)).changes).toEqual([])
  })

  test('[PROG-7] a cancelled session comes back to life when it is listed again', () => {
    const existing = first(FULL)
    const cancelled = carryOut(existing, planImport(existing, without))
    const plan = planImport(cancelled, FULL)
    expect(fieldsOf(plan.sessions)).toEqual({ boot: ['cancelledAt'], linker: [] })
    expect(plan.sessions[0]?.values.cancelled_at).toBeNull()
  })

  test('[PROG-7] a track stays; the report warns, and counts it when its last sessions go', () => {
    const existing = first(FULL)
    const plan = planImport(existing, {
      ...FULL,
      tracks: FULL.tracks.slice(1),
      sessions: FULL.sessions.slice(1),
    })
    expect(report(plan).tracks).toEqual({ added: 0, changed: 0, unchanged: 1, cancelled: 1 })
    expect(report(plan).warnings).toMatchObject([{ code: 'track-not-listed' }])
  })
})

describe('another export of the same programme', () => {
  /** As FULL, its tracks under other keys. */
  const renamed = {
    ...FULL,
    tracks: FULL.tracks.map((track) => ({ ...track, key: `by-title-${track.key}` })),
    sessions: FULL.sessions.map((one) => ({ ...one, trackKey: one.trackKey && `by-title-${one.trackKey}` })),
  }

  test('[PROG-25] tracks under other keys are known by their titles', () => {
    const plan = planImport(first(FULL), renamed)
    expect(report(plan)).toMatchObject({
      tracks: { added: 0, changed: 0, unchanged: 2, cancelled: 0 },
      sessions: { added: 0, changed: 0, unchanged: 2, cancelled: 0 },
      warnings: [],
    })
  })

  test('[PROG-25] titles that stand for two tracks match none', () => {
    const [one, two] = renamed.tracks
    const alike = { ...renamed, tracks: [one!, { ...two!, title: one!.title }] }
    expect(report(planImport(first(FULL), alike)).tracks).toMatchObject({ added: 2 })
  })
})

describe('summaries', () => {
  test('[PROG-8] one that arrives later fills a note that nobody wrote to', () => {
    const existing = first(withSession(FULL, 'boot', { summary: null }))
    const plan = planImport(existing, FULL)
    expect(fieldsOf(plan.sessions)).toEqual({ boot: ['summary'], linker: [] })
    expect(plan.seeds).toMatchObject([{ owner: 'session', key: 'boot', kind: 'summary' }])
    expect(plan.seeds[0]?.noteId).toBe(existing.sessions[0]?.notes.summary)
  })

  test('[PROG-8] one whose note was written to is kept out, however different it is', () => {
    const plan = planImport(first(FULL), withSession(FULL, 'boot', { summary: textDoc('Rewritten') }))
    expect(plan.seeds).toEqual([])
    expect(plan.keptSummaries).toBe(2)
    expect(fieldsOf(plan.sessions)).toEqual({ boot: [], linker: [] })
  })

  test('[PROG-8] one without text is none', () => {
    expect(planImport(null, withSession(FULL, 'boot', { summary: textDoc(' ') })).seeds).toHaveLength(1)
  })
})

describe('people', () => {
  const speaking = (...names: { name: string; email?: string }[]) =>
    someProgramme({
      sessions: names.map((person, index) => someSession(`s${index}`, { speakers: [person] })),
    })

  test('[PROG-9] one address is one person, whatever the spelling of the name', () => {
    const { people } = planImport(
      null,
      speaking({ name: 'Ada', email: 'ADA@example.org' }, { name: 'A. Lovelace', email: 'ada@example.org' }),
    )
    expect(people).toMatchObject([{ name: 'Ada', email: 'ada@example.org' }])
  })

  test('[PROG-9] a bare name is the person of that name whose address is known elsewhere in the file', () => {
    const { people } = planImport(
      null,
      speaking({ name: 'ada  lovelace' }, { name: 'Ada Lovelace', email: 'ada@example.org' }),
    )
    expect(people).toMatchObject([{ email: 'ada@example.org' }])
  })

  test('[PROG-9] two addresses are two people, and stay so at the next import', () => {
    const programme = speaking(
      { name: 'John Smith', email: 'one@example.org' },
      { name: 'John Smith', email: 'two@example.org' },
      { name: 'John Smith' },
    )
    const existing = first(programme)
    expect(existing.people).toHaveLength(2)
    // Rows come back in any order.
    const again = planImport({ ...existing, people: existing.people.toReversed() }, programme)
    expect(report(again).changes).toEqual([])
  })

  test('[PROG-9] an address that appears later is added to the person, which the report says', () => {
    const existing = first(speaking({ name: 'Ada' }))
    const plan = planImport(existing, speaking({ name: 'Ada', email: 'ada@example.org' }))
    expect(plan.people[0]?.row?.id).toBe(existing.people[0]?.id)
    expect(fieldsOf(plan.sessions)).toEqual({ s0: ['speakers'] })
  })

  test('[PROG-9] somebody named twice in one list is listed once', () => {
    const plan = planImport(
      null,
      someProgramme({ sessions: [someSession('s', { speakers: [{ name: 'Ada' }, { name: 'ADA' }] })] }),
    )
    expect(plan.sessions[0]?.speakers).toHaveLength(1)
  })
})
