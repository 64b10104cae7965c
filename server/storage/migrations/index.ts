import type { Migration } from 'kysely'
import { initialSchema } from './0001-init.ts'

/** All migrations in order. A released one is never changed; a new one is added with the next number. */
export function listMigrations(binary: 'blob' | 'bytea'): Record<string, Migration> {
  return { '0001-init': initialSchema(binary) }
}
