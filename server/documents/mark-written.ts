/**
 * Marks each text of a document with which writing it belongs to, by the ids of its items. What a document says about
 * that itself is taken away first: only the log knows (rule HIST-5, docs/SPEC.md).
 */
import type * as Y from 'yjs'
import { piecesOf, type ItemRuns } from '../../shared/domain/item-runs.ts'
import { walkItems, walkTexts } from './walk-texts.ts'

/** What one author wrote in one minute. */
export interface Writing {
  /** Place in a list of authors. */
  readonly author: number
  /** The minute, ISO 8601. */
  readonly at: string
}

/** Which writing each item came with: values of `items` are places in `writings`. */
export interface Written {
  readonly writings: readonly Writing[]
  readonly items: ItemRuns
}

/** The mark, and also the same with a hash behind it, as Yjs has marks that overlap. */
const OWN_MARK = /^written(--.*)?$/

/** For a document that is thrown away: the marks become a part of it. */
export function markWritten(fragment: Y.XmlFragment, written: Written): void {
  fragment.doc?.transact(() => {
    for (const text of walkTexts(fragment)) markText(text, written)
  })
}

function markText(text: Y.Text, { writings, items }: Written): void {
  const runs: { length: number; value: number | null }[] = []
  for (const item of walkItems(text)) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    for (const { from, to, value } of piecesOf(items, [client, clock, clock + item.length])) {
      const last = runs.at(-1)
      if (last?.value === value) last.length += to - from
      else runs.push({ length: to - from, value })
    }
  }
  const claims = claimsIn(text)
  text.applyDelta(
    runs.map(({ length, value }) => ({
      retain: length,
      attributes: { ...claims, written: value === null ? null : { ...writings[value] } },
    })),
  )
}

/** Marks of that name which are there already, each to be taken away. */
function claimsIn(text: Y.Text): Readonly<Record<string, null>> {
  const delta = text.toDelta() as readonly { readonly attributes?: Readonly<Record<string, unknown>> }[]
  const names = delta.flatMap(({ attributes = {} }) => Object.keys(attributes))
  return Object.fromEntries(names.filter((name) => OWN_MARK.test(name)).map((name) => [name, null]))
}
