/**
 * Copies of notes in the browser's IndexedDB, one database per note and owner. Unlike the usual binding it says when
 * a write is done and when it failed, never feeds what other tabs stored into an open document, and leaves alone
 * what a newer version of the page has written: an older editor would delete the parts it does not know.
 */
import { SCHEMA_VERSION } from '../../shared/schema/version.ts'
import { mergeIntoOne, type LocalCopies, type LocalCopy } from './local-copy.ts'

const NAME_PREFIX = 'rapporteur-note/'
const UPDATES = 'updates'
const FACTS = 'facts'
const SCHEMA_KEY = 'schema'
/** Rows from which they are merged into one. */
const COMPACT_FROM_ROWS = 500

export class IndexedDbCopies implements LocalCopies {
  readonly #owner: string

  /** `owner` keeps apart what different people write in one browser. */
  constructor(owner: string) {
    this.#owner = owner
  }

  async open(noteId: string): Promise<LocalCopy> {
    const db = await openDatabase(`${NAME_PREFIX}${this.#owner}/${noteId}`)
    try {
      await claimSchema(db)
    } catch (error) {
      db.close()
      throw error
    }
    return new IndexedDbCopy(db)
  }
}

class IndexedDbCopy implements LocalCopy {
  readonly #db: IDBDatabase
  #rows = 0

  constructor(db: IDBDatabase) {
    this.#db = db
    // Somebody wants to delete or upgrade the database, at sign-out for example.
    db.addEventListener('versionchange', () => db.close())
  }

  async load(): Promise<Uint8Array | null> {
    const rows = await write(this.#db, (store) => store.getAll() as IDBRequest<Uint8Array[]>)
    this.#rows = rows.length
    return mergeIntoOne(rows)
  }

  async append(update: Uint8Array): Promise<void> {
    await write(this.#db, (store) => store.add(update))
    this.#rows += 1
    if (this.#rows >= COMPACT_FROM_ROWS) await this.#compact()
  }

  async clear(): Promise<void> {
    await write(this.#db, (store) => store.clear())
    this.#rows = 0
  }

  close(): void {
    this.#db.close()
  }

  /** Other tabs may add rows meanwhile, so reading and replacing is one transaction. */
  async #compact(): Promise<void> {
    await write(this.#db, (store) => {
      const all = store.getAll() as IDBRequest<Uint8Array[]>
      all.addEventListener('success', () => {
        const merged = mergeIntoOne(all.result)
        store.clear()
        if (merged) store.add(merged)
      })
      return all
    })
    this.#rows = 1
  }
}

/** Deletes every copy on this device, whoever's it is: for signing out. Copies that are open elsewhere go when closed. */
export async function deleteAllCopies(): Promise<void> {
  if (typeof indexedDB === 'undefined' || !indexedDB.databases) return
  const databases = await indexedDB.databases()
  for (const { name } of databases) if (name?.startsWith(NAME_PREFIX)) indexedDB.deleteDatabase(name)
}

const ASKED_KEY = 'rapporteur-asked-to-persist'

/** Asks the browser, once per device, not to throw the copies away when space is short. */
export async function askToPersist(): Promise<void> {
  try {
    if (!navigator.storage?.persist || localStorage.getItem(ASKED_KEY) !== null) return
    localStorage.setItem(ASKED_KEY, '1')
    if (!(await navigator.storage.persisted())) await navigator.storage.persist()
  } catch {
    // Without the browser's storage there is nothing to ask for; the state chip says what that means.
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true })
      request.result.createObjectStore(FACTS)
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () =>
      reject(request.error ?? new Error(`cannot open the database ${name}`)),
    )
    request.addEventListener('blocked', () => reject(new Error(`the database ${name} is in use`)))
  })
}

async function claimSchema(db: IDBDatabase): Promise<void> {
  const transaction = db.transaction(FACTS, 'readwrite')
  const facts = transaction.objectStore(FACTS)
  const known = facts.get(SCHEMA_KEY) as IDBRequest<number | undefined>
  known.addEventListener('success', () => {
    if ((known.result ?? 0) < SCHEMA_VERSION) facts.put(SCHEMA_VERSION, SCHEMA_KEY)
  })
  await done(transaction)
  if ((known.result ?? 0) > SCHEMA_VERSION) {
    throw new Error(`the local copy has schema ${known.result}, this page knows ${SCHEMA_VERSION}`)
  }
}

/** Runs one request in a transaction and resolves when all of it is on the device. */
async function write<T>(db: IDBDatabase, act: (updates: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = db.transaction(UPDATES, 'readwrite')
  const request = act(transaction.objectStore(UPDATES))
  await done(transaction)
  return request.result
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('error', () =>
      reject(transaction.error ?? new Error('a write to this device failed')),
    )
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('a write to this device was given up')),
    )
  })
}
