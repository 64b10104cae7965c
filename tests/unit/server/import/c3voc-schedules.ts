/** Schedules for tests: the fixtures, and small ones made on the spot. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { importC3voc } from '../../../../server/import/c3voc.ts'
import type { ImportedProgramme, ImportedSession } from '../../../../server/import/programme.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'

export const FIXTURES = ['pretalx', 'frab', 'wafer', 'version-2'] as const

export function fixture(name: (typeof FIXTURES)[number]): unknown {
  const url = new URL(`../../../fixtures/c3voc/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}

export function importFixture(name: (typeof FIXTURES)[number]): ImportedProgramme {
  return importC3voc(fixture(name))
}

/** A schedule of one day in one hall; `event` overrides a plain talk, null takes a field away. */
export function scheduleOf(options: {
  readonly event?: Readonly<Record<string, unknown>>
  readonly events?: readonly Readonly<Record<string, unknown>>[]
  readonly conference?: Readonly<Record<string, unknown>>
  readonly day?: Readonly<Record<string, unknown>>
}): unknown {
  const talk = { guid: 'talk-1', title: 'A talk', date: '2024-10-26T10:00:00+02:00', duration: '0:45' }
  const events = (options.events ?? [options.event ?? {}]).map((event) => ({ ...talk, ...event }))
  return {
    schedule: {
      version: '1',
      conference: {
        title: 'A conference',
        time_zone_name: 'Europe/Berlin',
        ...options.conference,
        days: [{ index: 1, date: '2024-10-26', rooms: { Hall: events }, ...options.day }],
      },
    },
  }
}

export function onlySession(programme: ImportedProgramme): ImportedSession {
  expect(programme.sessions).toHaveLength(1)
  return programme.sessions[0]!
}

export function sessionOf(options: Parameters<typeof scheduleOf>[0]): ImportedSession {
  return onlySession(importC3voc(scheduleOf(options)))
}

export function codesOf({ warnings }: ImportedProgramme): readonly string[] {
  return warnings.map(({ code }) => code)
}

export function textOf(session: ImportedSession | undefined): string | null {
  return session?.abstract ? plainTextOf(session.abstract) : null
}
