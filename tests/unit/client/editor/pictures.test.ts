import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ApiError, type ApiErrorCode } from '../../../../client/api/http.ts'
import { DocView } from '../../../../client/components/DocView.tsx'
import { markdownOf } from '../../../../client/editor/doc-text.ts'
import { failureOf, refusalOfFile } from '../../../../client/editor/picture-failure.ts'
import { pictureSpot } from '../../../../client/editor/picture-spot.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { sketchDoc } from '../../../support/sketch-doc.ts'

const item = (...content: readonly DocNode[]): DocNode => ({ type: 'listItem', content })
const cell = (text: string): DocNode => ({ type: 'tableCell', content: [paragraphOf(text)] })

/** The document once a picture was put where somebody wants it who is at `|`, which is taken out. */
function withPictureAtMark(...blocks: readonly DocNode[]): string {
  const marked = documentSchema.nodeFromJSON(docOf(blocks))
  let at = -1
  marked.descendants((node, position) => {
    const offset = node.text?.indexOf('|') ?? -1
    if (offset >= 0) at = position + offset
  })
  const doc = marked.replace(at, at + 1, marked.slice(0, 0))
  const spot = pictureSpot(doc, at)
  const picture = documentSchema.nodes['image']!.create({ id: 'abc' })
  const filled = doc.replace(spot, spot, documentSchema.node('doc', null, [picture]).slice(0, 1))
  filled.check()
  return sketchDoc(filled.toJSON() as DocNode)
}

describe('where a picture goes', () => {
  it('[IMG-11] in the place of an empty line, else behind the block of the caret, always where the schema has room', () => {
    expect(withPictureAtMark(paragraphOf('|'))).toBe('image p')
    expect(withPictureAtMark(paragraphOf('a'), paragraphOf('b|c'), paragraphOf('d'))).toBe(
      'p(a) p(bc) image p(d)',
    )
    expect(withPictureAtMark({ type: 'bulletList', content: [item(paragraphOf('|'))] })).toBe(
      'ul(li(p image))',
    )
    expect(withPictureAtMark({ type: 'bulletList', content: [item(paragraphOf('a|'))] })).toBe(
      'ul(li(p(a) image))',
    )
    expect(withPictureAtMark({ type: 'blockquote', content: [paragraphOf('|')] })).toBe('quote(image p)')
    expect(withPictureAtMark({ type: 'codeBlock', content: [textOf('x|y')] }, paragraphOf('z'))).toBe(
      'code(xy) image p(z)',
    )
    expect(
      withPictureAtMark({ type: 'table', content: [{ type: 'tableRow', content: [cell('a|'), cell('b')] }] }),
    ).toContain('(p(a) image)')
    expect(
      withPictureAtMark({ type: 'minute', attrs: { kind: 'decision' }, content: [textOf('yes|')] }),
    ).toBe('minute(yes) image')
  })

  it('[IMG-11] a place that is no longer there becomes the nearest that is', () => {
    const doc = documentSchema.nodeFromJSON(docOf([paragraphOf('short')]))
    expect(pictureSpot(doc, 500)).toBe(doc.content.size)
    expect(pictureSpot(doc, -3)).toBe(0)
  })
})

describe('why a picture did not get in', () => {
  const failed = (code: ApiErrorCode) =>
    failureOf(new ApiError({ code, status: 0, detail: `detail of ${code}` }))

  it('[IMG-12] is said in words, with another try only where it may help', () => {
    expect(failed('unreachable')).toEqual({ text: 'Pictures need a connection', mayRetry: true })
    expect(failed('unsupported_format')).toMatchObject({ mayRetry: false })
    expect(failed('too_many_pictures')).toEqual({ text: 'detail of too_many_pictures', mayRetry: false })
    expect(failed('too_large')).toMatchObject({ mayRetry: false })
    expect(failed('unavailable')).toEqual({ text: 'detail of unavailable', mayRetry: true })
    expect(failed('forbidden')).toMatchObject({ mayRetry: true })
    expect(failureOf(new TypeError('x'))).toMatchObject({ mayRetry: true })
  })

  it('[IMG-12] is known before the upload where the file says it is something else', () => {
    for (const type of ['image/svg+xml', 'application/pdf', 'image/heic']) {
      expect(refusalOfFile({ type })?.text).toContain('PNG, JPEG, GIF, WebP or AVIF')
    }
    for (const type of ['', 'image/png', 'image/avif']) expect(refusalOfFile({ type })).toBeNull()
  })
})

describe('pictures elsewhere', () => {
  const image = (attrs: Record<string, unknown>): DocNode => ({ type: 'image', attrs })
  const htmlOf = (node: DocNode): string =>
    renderToStaticMarkup(createElement(DocView, { doc: { type: 'doc', content: [node] } }))

  it('[IMG-16] pages show those of this server, with place and description, and no others', () => {
    const html = htmlOf(image({ id: 'abc', alt: 'A “plan” <b>', width: 4, height: 3 }))
    expect(html).toContain('src="/api/v1/images/abc"')
    expect(html).toContain('alt="A “plan” &lt;b&gt;"')
    expect(html).toContain('width="4" height="3"')
    expect(htmlOf(image({ id: 'https://elsewhere.example/a.png' }))).not.toContain('img')
    expect(htmlOf(image({ id: '../../l/secret' }))).not.toContain('img')
  })

  it('[IMG-16] rescued text names them so that they come back', () => {
    const doc = docOf([paragraphOf('before'), image({ id: 'abc', alt: 'A [plan] *x*' })])
    const markdown = markdownOf(doc)
    expect(markdown).toBe('before\n\n![A \\[plan\\] \\*x\\*](/api/v1/images/abc)\n')
    expect(markdownToDoc(markdown).content[1]?.attrs).toMatchObject({ id: 'abc', alt: 'A [plan] *x*' })
    expect(markdownOf(docOf([image({ id: 'no id' })]))).toBe('')
  })
})
