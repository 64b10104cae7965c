import { expect, it } from 'vitest'
import { AUDIT_ACTS, AUDIT_KINDS } from '../../../../shared/domain/audit-act.ts'
import { describeAct, type AuditWords } from '../../../../shared/domain/audit-words.ts'

const ADA = { actor: 'user', name: 'Ada', subject: null, detail: null } as const
const say = (entry: Partial<AuditWords> & Pick<AuditWords, 'act'>) => describeAct({ ...ADA, ...entry })

it('[AUDIT-6] entries read as sentences', () => {
  const link = { subject: 'BPF', detail: 'scribe, “door”, until 2026-01-02T03:04:05.000Z' }
  expect(describeAct({ ...ADA, act: 'link.made', ...link }, () => 'Friday')).toBe(
    'Ada made a link for scribes to “BPF”, “door”, until Friday',
  )
  const role = { subject: 'Ben', detail: 'lead, the track “BPF”, instead of organizer' }
  expect(say({ act: 'role.given', ...role })).toBe(
    'Ada made Ben lead of the track “BPF”, instead of organiser',
  )
  expect(say({ act: 'role.taken', subject: 'Ben', detail: 'organizer, the whole site' })).toBe(
    'Ada took the role of organiser of the whole site from Ben',
  )
  expect(say({ act: 'account.made', actor: 'operator', name: null, subject: 'Ben' })).toBe(
    'The operator made the account of Ben',
  )
  expect(say({ act: 'token.made', subject: 'board', detail: 'reader' })).toBe(
    'Ada made the API token “board” with the role reader',
  )
  expect(say({ act: 'link.opened', actor: 'guest', name: null, subject: 'BPF', detail: 'reader' })).toBe(
    'A guest opened a link for readers to “BPF”',
  )
  expect(say({ act: 'audit.exported', actor: 'token', name: 'backup', detail: '3 entries' })).toBe(
    'The API token “backup” saved the audit log as a file, 3 entries',
  )
})

it('[AUDIT-6] every act has words, also without a subject or detail', () => {
  const mute = AUDIT_ACTS.filter((act) => !/^Ada [a-z]+/.test(say({ act })))
  expect(mute).toEqual([])
})

it('[AUDIT-3] every act belongs to one kind', () => {
  expect(Object.values(AUDIT_KINDS).flat().toSorted()).toEqual([...AUDIT_ACTS].toSorted())
})
