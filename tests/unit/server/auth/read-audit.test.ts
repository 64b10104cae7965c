import { expect, it } from 'vitest'
import { audit } from '../../../../server/auth/audit.ts'
import { OPERATOR } from '../../../../server/auth/operator.ts'
import { exportAudit, readAudit } from '../../../../server/auth/read-audit.ts'
import type { AuditEntry } from '../../../../shared/contracts/audit.ts'
import { createPeopleWorld, type PeopleWorld } from '../../../support/people-world.ts'

/** 60 entries in one millisecond between older and newer ones. */
async function fill({ db, clock, event }: PeopleWorld): Promise<void> {
  const write = (subject: string, at: number) =>
    audit(db, { principal: OPERATOR, act: 'link.made', at, event: event.id, subject })
  await write('old', clock.now())
  for (let index = 0; index < 60; index++) await write(`same ${index}`, clock.now() + 1)
  await write('new', clock.now() + 2)
}

it('[AUDIT-3] parts neither repeat nor leave out entries of the same millisecond', async () => {
  await using world = await createPeopleWorld()
  await fill(world)
  const all: AuditEntry[] = []
  let before: string | null = null
  let parts = 0
  do {
    const part = await readAudit(world.db, { event: world.event.id, kind: null, before })
    all.push(...part.entries)
    before = part.next
    parts++
  } while (before !== null)
  expect(parts).toBe(2)
  expect(all).toHaveLength(62)
  expect(new Set(all.map(({ subject }) => subject)).size).toBe(62)
  expect([all[0]?.subject, all.at(-1)?.subject]).toEqual(['new', 'old'])
})

it('[AUDIT-3, AUDIT-4] one kind, one event, or the site', async () => {
  await using world = await createPeopleWorld()
  const { db, clock, event, other } = world
  const entry = { principal: OPERATOR, at: clock.now(), event: event.id }
  await audit(db, { ...entry, act: 'link.made', subject: 'a link' })
  await audit(db, { ...entry, act: 'summary.final', subject: 'a summary' })
  await audit(db, { ...entry, act: 'role.given', event: null, subject: 'on the site' })
  const subjects = async (choice: Omit<Parameters<typeof readAudit>[1], 'before'>) =>
    (await readAudit(db, { ...choice, before: null })).entries.map(({ subject }) => subject)
  expect(await subjects({ event: event.id, kind: 'summaries' })).toEqual(['a summary'])
  expect(await subjects({ event: null, kind: null })).toEqual(['on the site'])
  expect(await subjects({ event: other.id, kind: null })).toEqual([])
})

it('[AUDIT-2] an address that somebody typed as a name or a label is left out', async () => {
  await using world = await createPeopleWorld()
  const { db, clock, event } = world
  await audit(db, {
    principal: { actor: 'guest:x', name: 'eve@orchard.example' },
    act: 'link.opened',
    at: clock.now(),
    event: event.id,
    subject: 'Ask <ida@orchard.example>, or me',
    detail: 'reader, “for tom.lee+x@mail.orchard.example”',
  })
  const { entries } = await readAudit(db, { event: event.id, kind: null, before: null })
  expect(entries).toMatchObject([
    {
      name: '(e-mail address)',
      subject: 'Ask <(e-mail address)>, or me',
      detail: 'reader, “for (e-mail address)”',
    },
  ])
})

it('[AUDIT-5] taking the log along is written down behind it', async () => {
  await using world = await createPeopleWorld()
  const { db, event } = world
  await fill(world)
  const saved = await exportAudit(world, { principal: OPERATOR, event: event.id, kind: null })
  expect(saved).toHaveLength(62)
  const { entries } = await readAudit(db, { event: event.id, kind: 'publications', before: null })
  expect(entries).toMatchObject([{ act: 'audit.exported', detail: '62 entries', actor: 'operator' }])
})
