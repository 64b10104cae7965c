/** A document with what changed in it and who wrote what, as the time line shows it. */
import { cloneElement, Fragment, isValidElement, memo, useMemo, type CSSProperties } from 'react'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { imageSource } from '../../../shared/schema/image-source.ts'
import { DocView, type DocExtras } from '../../components/DocView.tsx'
import type { AuthorLook } from '../../components/author-looks.ts'
import classes from './HistoryDoc.module.css'

export const HistoryDoc = memo(function HistoryDoc({
  doc,
  looks,
  authors,
  describe,
}: {
  readonly doc: DocNode
  readonly looks: readonly AuthorLook[]
  /** Whose passages are coloured: everybody's, one author's, or nobody's. */
  readonly authors: 'all' | 'none' | number
  /** Who wrote a passage and when, in words. */
  readonly describe: (author: number, at: string | null) => string
}) {
  const extras = useMemo(
    (): DocExtras => ({
      renderMark: ({ type, attrs }, inner) => {
        const number = attrs?.['number'] as number | undefined
        if (type === 'inserted')
          return (
            <ins className={classes.inserted} data-change-number={number}>
              {inner}
            </ins>
          )
        if (type === 'deleted')
          return (
            <del className={classes.deleted} data-change-number={number}>
              {inner}
            </del>
          )
        if (type !== 'written') return undefined
        const author = attrs?.['author'] as number
        const at = attrs?.['at'] as string | null
        const look = looks[author]
        if (!look || authors === 'none' || (authors !== 'all' && authors !== author)) return undefined
        const style = { '--author': look.color, '--author-line': look.line } as CSSProperties
        return (
          // One of them can be reached by keyboard, and leads to the others by arrow keys: see passages.ts.
          <span
            className={classes.written}
            style={style}
            tabIndex={-1}
            title={describe(author, at)}
            data-author={author}
          >
            {inner}
          </span>
        )
      },
      renderNode: (node, rendered) => {
        const change = changeOf(node)
        if (node.type === 'image') {
          const { id, alt, width, height } = node.attrs ?? {}
          return (
            <img
              {...change}
              src={imageSource(id) ?? undefined}
              alt={typeof alt === 'string' ? alt : ''}
              width={typeof width === 'number' ? width : undefined}
              height={typeof height === 'number' ? height : undefined}
              loading="lazy"
            />
          )
        }
        return change && isValidElement(rendered) && rendered.type !== Fragment
          ? cloneElement(rendered, change)
          : undefined
      },
    }),
    [looks, authors, describe],
  )
  return (
    <div className={classes.doc}>
      <DocView doc={doc} extras={extras} />
    </div>
  )
})

function changeOf({ attrs }: DocNode): Record<`data-${string}`, unknown> | undefined {
  const change = attrs?.['change']
  return typeof change === 'string'
    ? { 'data-change': change, 'data-change-number': attrs?.['changeNumber'] }
    : undefined
}
