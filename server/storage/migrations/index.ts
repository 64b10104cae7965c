import type { Migration } from 'kysely'
import { initialSchema } from './0001-init.ts'
import { checkpointSummary } from './0002-checkpoint-summary.ts'
import { images } from './0003-images.ts'
import { noteVersions } from './0004-versions.ts'
import { noteTemplates } from './0005-note-templates.ts'
import { summaryStages } from './0006-summary-stages.ts'
import { publications } from './0007-publications.ts'
import { comments } from './0008-comments.ts'
import { reminders } from './0009-reminders.ts'
import { audit } from './0010-audit.ts'
import { accounts } from './0011-accounts.ts'
import { logStart } from './0013-log-start.ts'
import { provenAddresses } from './0015-proven-addresses.ts'

/** All migrations in order. A released one is never changed; a new one is added with the next number. */
export function listMigrations(binary: 'blob' | 'bytea'): Record<string, Migration> {
  return {
    '0001-init': initialSchema(binary),
    '0002-checkpoint-summary': checkpointSummary(binary),
    '0003-images': images(binary),
    '0004-versions': noteVersions,
    '0005-note-templates': noteTemplates(),
    '0006-summary-stages': summaryStages,
    '0007-publications': publications(binary),
    '0008-comments': comments(binary),
    '0009-reminders': reminders,
    '0010-audit': audit,
    '0011-accounts': accounts,
    '0013-log-start': logStart,
    '0015-proven-addresses': provenAddresses,
  }
}
