/** Indico exports for tests: the fixtures, and small ones made on the spot. */
import { readFileSync } from 'node:fs'
import { importIndico } from '../../../../server/import/indico.ts'
import type {
  ImportedProgramme,
  ImportedSession,
  ImportedTrack,
} from '../../../../server/import/programme.ts'
import { plainTextOf, type DocJson } from '../../../../shared/schema/doc-json.ts'

export const FIXTURES = [
  'event-sessions',
  'event-subcontributions',
  'event-unpublished',
  'timetable',
] as const

export function fixture(name: (typeof FIXTURES)[number]): unknown {
  const url = new URL(`../../../fixtures/indico/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}

export function importFixture(name: (typeof FIXTURES)[number]): ImportedProgramme {
  return importIndico(fixture(name))
}

/** An event export with these contributions, as `/export/event/4.json?detail=subcontributions` answers. */
export function exportOf(contributions: readonly Readonly<Record<string, unknown>>[], event = {}): unknown {
  const base = { title: 'A talk', db_id: 1, speakers: [], note: {}, folders: [] }
  return {
    _type: 'HTTPAPIResult',
    count: 1,
    url: 'https://indico.example.org/export/event/4.json?detail=subcontributions',
    results: [
      {
        _type: 'Conference',
        id: '4',
        title: 'An event',
        timezone: 'Europe/Lisbon',
        ...event,
        contributions: contributions.map((contribution) => ({ ...base, ...contribution })),
      },
    ],
  }
}

export function importContribution(contribution: Readonly<Record<string, unknown>>): ImportedProgramme {
  return importIndico(exportOf([contribution]))
}

export function session(programme: ImportedProgramme, key: string): ImportedSession {
  const found = programme.sessions.find((each) => each.key === key)
  if (!found) throw new Error(`no session ${key}`)
  return found
}

export function track(programme: ImportedProgramme, key: string): ImportedTrack {
  const found = programme.tracks.find((each) => each.key === key)
  if (!found) throw new Error(`no track ${key}`)
  return found
}

export function codesOf({ warnings }: ImportedProgramme): readonly string[] {
  return warnings.map(({ code }) => code)
}

export function textOf(doc: DocJson | null): string | null {
  return doc && plainTextOf(doc)
}

/** A moment as Indico writes it. */
export const moment = (date: string, time: string, tz: string | null = 'Europe/Lisbon') => ({
  date,
  time,
  tz,
})
