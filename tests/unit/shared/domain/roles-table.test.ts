/** The table of docs/ROLES.md against the function that decides. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ACTIONS, can, ROLES, type Action, type Role } from '../../../../shared/domain/access.ts'
import { ROLE_NAMES } from '../../../../shared/domain/role-words.ts'

const text = readFileSync(new URL('../../../../docs/ROLES.md', import.meta.url), 'utf8')
const [head = [], , ...rows] = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

const TARGET = { event: 'e', track: 't', session: 's', note: 'n' }
const SCOPES = [
  { type: 'site', id: '' },
  { type: 'event', id: 'e' },
  { type: 'track', id: 't' },
  { type: 'session', id: 's' },
  { type: 'note', id: 'n' },
] as const

const decides = (role: Role, action: Action, isFinal = false) =>
  SCOPES.map((scope) =>
    can({
      grants: [{ scope, role, expiresAt: null }],
      action,
      target: { ...TARGET, isFinal },
      now: 0,
    }),
  )

it('[ROLE-12] the table has every action and every role', () => {
  expect(head).toEqual(['action', 'in words', ...ROLES.map((role) => ROLE_NAMES[role])])
  expect(new Set(rows.map(([action]) => action))).toEqual(new Set(ACTIONS.map((action) => `\`${action}\``)))
  expect(rows).toHaveLength(ACTIONS.length)
})

for (const [code = '', words = '', ...cells] of rows) {
  it(`[ROLE-12] who may ${words}`, () => {
    const action = code.replaceAll('`', '') as Action
    const said = cells.map((cell) => ({ yes: true, no: false })[cell])
    expect(said).toEqual(ROLES.map((role) => decides(role, action)[0]))
    // On whatever scope the role is held that contains the target.
    for (const role of ROLES) expect(new Set(decides(role, action)).size).toBe(1)
  })
}

it('[ROLE-12] final takes writing from everybody, and nothing else', () => {
  for (const role of ROLES) {
    const taken = ACTIONS.filter((action) => decides(role, action)[0] !== decides(role, action, true)[0])
    const expected = ['organizer', 'lead', 'scribe'].includes(role) ? ['note.write', 'note.import'] : []
    expect(taken).toEqual(expected)
  }
})
