import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const ofUser = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('users.id').onDelete('cascade')

/** Links that set a password, names of browsers, and whom a provider's people are here. */
export const accounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('logins').addColumn('browser', 'text').execute()
    await db.schema.createIndex('logins_by_user').on('logins').column('user_id').execute()
    await db.schema
      .createTable('password_links')
      .addColumn('user_id', 'text', (column) => ofUser(column).primaryKey())
      .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', 'bigint', required)
      .addColumn('expires_at', 'bigint', required)
      .execute()
    await db.schema
      .createTable('identities')
      .addColumn('issuer', 'text', required)
      .addColumn('subject', 'text', required)
      .addColumn('user_id', 'text', ofUser)
      .addColumn('created_at', 'bigint', required)
      .addPrimaryKeyConstraint('identities_pk', ['issuer', 'subject'])
      .execute()
  },
}
