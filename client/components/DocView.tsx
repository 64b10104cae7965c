/**
 * A document as React elements. Only known nodes and marks become elements, text stays text, and links are checked:
 * nothing of a document is ever parsed as HTML. What is not known shows its content, so that no text is lost.
 * Implements PAGE-16 and PAGE-17.
 */
import { createElement, Fragment, type ReactNode } from 'react'
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import classes from './DocView.module.css'

/** What a page adds to documents that it shows; undefined: as always. */
export interface DocExtras {
  readonly renderMark: (mark: DocMark, inner: ReactNode) => ReactNode | undefined
  /** Gets what the node became. */
  readonly renderNode: (node: DocNode, rendered: ReactNode) => ReactNode | undefined
}

export function DocView({
  doc,
  topHeading = 3,
  extras,
}: {
  readonly doc: DocNode
  /** The level that the document's highest headings get, to fit below those of the page. */
  readonly topHeading?: 2 | 3 | 4
  readonly extras?: DocExtras
}) {
  const offset = topHeading - (highestHeading(doc) ?? topHeading)
  return <div className={classes.doc}>{renderChildren(doc, { offset, extras })}</div>
}

interface Way {
  /** Is added to the levels of headings. */
  readonly offset: number
  readonly extras: DocExtras | undefined
}

/** The smallest level of a document's headings, or null when it has none. */
function highestHeading(node: DocNode): number | null {
  if (node.type === 'heading') return numberOf(node.attrs?.['level'], 1)
  const levels = (node.content ?? []).map(highestHeading).filter((level) => level !== null)
  return levels.length > 0 ? Math.min(...levels) : null
}

function renderChildren(node: DocNode, way: Way): ReactNode {
  // As arguments and not as a list: a document never changes in place, so its nodes need no keys.
  return createElement(Fragment, null, ...(node.content ?? []).map((child) => renderNode(child, way)))
}

function renderNode(node: DocNode, way: Way): ReactNode {
  const rendered = renderKnown(node, way)
  return way.extras?.renderNode(node, rendered) ?? rendered
}

function renderKnown(node: DocNode, way: Way): ReactNode {
  const children = renderChildren(node, way)
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduceRight<ReactNode>(
        (inner, mark) => way.extras?.renderMark(mark, inner) ?? renderMark(mark, inner),
        node.text ?? '',
      )
    case 'paragraph':
      return <p>{children}</p>
    case 'heading': {
      const level = Math.min(6, Math.max(1, numberOf(node.attrs?.['level'], 1) + way.offset))
      const Heading = `h${level as 1 | 2 | 3 | 4 | 5 | 6}` as const
      return <Heading>{children}</Heading>
    }
    case 'bulletList':
      return <ul>{children}</ul>
    case 'orderedList': {
      const start = numberOf(node.attrs?.['start'], 1)
      return <ol start={start === 1 ? undefined : start}>{children}</ol>
    }
    case 'listItem':
      return <li>{children}</li>
    case 'taskList':
      return <ul className={classes.tasks}>{children}</ul>
    case 'taskItem': {
      const checked = node.attrs?.['checked'] === true
      return (
        <li className={classes.task}>
          <input type="checkbox" checked={checked} disabled aria-label={checked ? 'Done' : 'Open'} />
          <div>{children}</div>
        </li>
      )
    }
    case 'blockquote':
      return <blockquote>{children}</blockquote>
    case 'codeBlock':
      return (
        // Wide code scrolls by itself, and only what can have focus can be scrolled by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0}>
          <code>{children}</code>
        </pre>
      )
    case 'horizontalRule':
      return <hr />
    case 'image':
      return renderImage(node)
    case 'hardBreak':
      return <br />
    case 'table':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.tableScroll} tabIndex={0}>
          <table>
            <tbody>{children}</tbody>
          </table>
        </div>
      )
    case 'tableRow':
      return <tr>{children}</tr>
    case 'tableHeader':
      return <th {...spansOf(node)}>{children}</th>
    case 'tableCell':
      return <td {...spansOf(node)}>{children}</td>
    default:
      return children
  }
}

/** Only pictures of this server have an address. */
function renderImage({ attrs }: DocNode): ReactNode {
  const source = imageSource(attrs?.['id'])
  if (source === null) return null
  const [width, height] = [numberOf(attrs?.['width'], 0), numberOf(attrs?.['height'], 0)]
  const size = width > 0 && height > 0 ? { width, height } : {}
  return <img src={source} alt={String(attrs?.['alt'] ?? '')} loading="lazy" {...size} />
}

function renderMark(mark: DocMark, inner: ReactNode): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'strike':
      return <s>{inner}</s>
    case 'underline':
      return <u>{inner}</u>
    case 'code':
      return <code>{inner}</code>
    case 'highlight':
      return <mark>{inner}</mark>
    case 'link': {
      const href = mark.attrs?.['href']
      return typeof href === 'string' && isSafeHref(href) ? (
        <a href={href} rel="noopener noreferrer nofollow">
          {inner}
        </a>
      ) : (
        inner
      )
    }
    default:
      return inner
  }
}

function numberOf(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : fallback
}

function spansOf(node: DocNode): { readonly colSpan?: number; readonly rowSpan?: number } {
  const [columns, rows] = [numberOf(node.attrs?.['colspan'], 1), numberOf(node.attrs?.['rowspan'], 1)]
  return { ...(columns > 1 && { colSpan: columns }), ...(rows > 1 && { rowSpan: rows }) }
}
