import { sql, type Kysely, type Migration } from 'kysely'

/** Which accounts are known to belong to the holder of their address, and which links would show it. */
export const provenAddresses: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('users').addColumn('email_proven_at', 'bigint').execute()
    await db.schema
      .alterTable('users')
      .addColumn('made_in_event', 'text', (column) => column.references('events.id').onDelete('set null'))
      .execute()
    await db.schema.alterTable('password_links').addColumn('proves_email', 'integer').execute()
    // Until now a provider's person only ever came to an account by an address that the provider vouched for.
    await sql`
      update users set email_proven_at =
        (select min(identities.created_at) from identities where identities.user_id = users.id)
    `.execute(db)
  },
}
