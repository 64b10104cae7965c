import { expect, it } from 'vitest'
import { auditToCsv } from '../../../../server/export/audit-file.ts'

it('[AUDIT-5] the file is a table with sentences and without formulas', () => {
  const entry = {
    id: 'x',
    at: '2026-01-02T03:04:05.000Z',
    act: 'link.revoked',
    actor: 'user',
    name: '=HYPERLINK("https://evil.example")',
    subject: '-BPF',
    detail: 'scribe, “a, b”',
  } as const
  expect(auditToCsv([entry])).toBe(
    'time,who,act,subject,detail,in words\r\n' +
      `2026-01-02T03:04:05.000Z,"'=HYPERLINK(""https://evil.example"")",link.revoked,'-BPF,"scribe, “a, b”",` +
      `"'=HYPERLINK(""https://evil.example"") revoked a link for scribes to “-BPF”, “a, b”"\r\n`,
  )
})
