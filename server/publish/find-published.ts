/** A file of a publication, for whoever asks. */
import { can } from '../../shared/domain/access.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { findEventTarget } from '../storage/targets.ts'
import {
  findLastPublication,
  findNumberedPublication,
  findPublicationFile,
  readPublicationBytes,
} from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import type { SharedBytes } from './shared-bytes.ts'

export type PublishedFile =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly sha256: string
      readonly isLive: boolean
      bytes(): Promise<Uint8Array | null>
    }
  /** The publication is there, the file is not: its own page says so. */
  | { readonly kind: 'no-file'; page(): Promise<Uint8Array | null> }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'nothing' }

/** `number` null: what readers see. Others are for those who may publish; for all else they are not there. */
export async function findPublished(
  { db, clock, shared }: Pick<Context, 'db' | 'clock'> & { readonly shared: SharedBytes },
  options: {
    readonly slug: string
    readonly number: number | null
    readonly path: string
    readonly principal: Principal
  },
): Promise<PublishedFile> {
  const { slug, number, path, principal } = options
  const target = await findEventTarget(db, slug)
  if (!target) return { kind: 'nothing' }
  const last = await findLastPublication(db, target.event)
  const { grants } = principal
  const mayPublish = can({ grants, action: 'event.publish', target, now: clock.now() })
  if (number === null) {
    if (!last) return { kind: 'nothing' }
    if (last.withdrawn_at !== null) return { kind: 'withdrawn' }
    return findFile({ db, shared }, { publication: last, path, isLive: true })
  }
  const earlier = mayPublish ? await findNumberedPublication(db, { event: target.event, number }) : null
  return earlier
    ? findFile({ db, shared }, { publication: earlier, path, isLive: false })
    : { kind: 'nothing' }
}

async function findFile(
  { db, shared }: Pick<Context, 'db'> & { readonly shared: SharedBytes },
  {
    publication,
    path,
    isLive,
  }: { readonly publication: PublicationRow; readonly path: string; readonly isLive: boolean },
): Promise<PublishedFile> {
  const read = (sha256: string) => shared.read(sha256, (hash) => readPublicationBytes(db, hash))
  const find = (name: string) => findPublicationFile(db, { publication: publication.id, path: name })
  const file = await find(path)
  if (file) {
    const { sha256 } = file
    return { kind: 'file', path, sha256, isLive, bytes: () => read(sha256) }
  }
  return {
    kind: 'no-file',
    page: async () => {
      const page = await find('404.html')
      return page && read(page.sha256)
    },
  }
}
