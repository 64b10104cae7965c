/** A composed document as one HTML page that needs nothing else: readable anywhere, in light and dark, and in print. */
import { plainTextOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { AnchorNames } from './anchor-names.ts'
import type { BookImages, ExportWarning } from './book.ts'
import { docToHtml, escapeHtml, type HtmlOptions, type Picture } from './html.ts'
import { missingPictureText } from './image-text.ts'

/** Headings down to this level are listed in the contents. */
const CONTENTS_DEPTH = 3
/** Contents with more entries than this are folded: a page begins with its text. */
const MAX_OPEN_ENTRIES = 40
/** Of all pictures inside one page together; base64 makes a third more of them. What opens pages of mail takes not much more. */
export const MAX_INLINE_PICTURE_BYTES = 8 * 1024 * 1024

const STYLE = `
:root{color-scheme:light dark;--text:#1c1e21;--soft:#5c6370;--line:#d9dce1;--back:#fff;--tint:#f4f5f7;--link:#0b57c2}
@media (prefers-color-scheme:dark){:root{--text:#e4e6ea;--soft:#a2a9b4;--line:#3a3f47;--back:#16181c;--tint:#22262c;--link:#82b4ff}}
body{margin:0;background:var(--back);color:var(--text);font:1.0625rem/1.6 Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif}
main{max-width:42rem;margin:0 auto;padding:0 1.25rem 4rem;overflow-wrap:break-word}
a,code{overflow-wrap:anywhere}
pre code{overflow-wrap:normal}
h1,h2,h3,h4,h5,h6,nav{font-family:system-ui,sans-serif;line-height:1.25}
h1{font-size:2rem;margin:2.5rem 0 1rem}
h2{font-size:1.5rem;margin:3rem 0 1rem;padding-top:1.5rem;border-top:1px solid var(--line)}
h3{font-size:1.2rem;margin:2.25rem 0 .75rem}
h4,h5,h6{font-size:1rem;margin:1.5rem 0 .5rem;color:var(--soft)}
a{color:var(--link)}
nav{margin:1rem 0 2rem;font-size:.95rem}
nav summary{cursor:pointer;font-weight:600}
nav ol{list-style:none;padding-left:0}
nav li{margin:.2rem 0}
nav .level-3{padding-left:1.25rem}
pre{background:var(--tint);padding:.75rem 1rem;overflow-x:auto;border-radius:6px;font-size:.9rem}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--soft)}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:var(--tint)}
ul.tasks{list-style:none;padding-left:.25rem}
img{max-width:100%;height:auto}
.missing-picture{padding:.6rem 1rem;border:1px dashed var(--line);color:var(--soft)}
hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
mark{background:#ffe58a;color:#1c1e21}
@media print{nav{display:none}body{font-size:10.5pt}h1,h2,h3,h4{break-after:avoid}pre,table,li{break-inside:avoid}a{color:inherit}}
`

/** The first heading of the document is the page's title; addresses of pictures begin with `baseUrl`. */
export function composePage(doc: DocJson, title: string, baseUrl = ''): string {
  return pageOf(doc, title, { baseUrl })
}

/**
 * The same with its pictures inside, so that the one file is all there is. Pictures beyond the limit of bytes, and those
 * that are not there, are told of in their places. Each time that a picture is shown counts.
 */
export function composeStandalonePage(options: {
  readonly doc: DocJson
  readonly title: string
  readonly images: BookImages
  readonly maxPictureBytes?: number
}): { readonly html: string; readonly warnings: readonly ExportWarning[] } {
  const { doc, title, images, maxPictureBytes = MAX_INLINE_PICTURE_BYTES } = options
  const warnings: ExportWarning[] = []
  let left = maxPictureBytes
  const warn = (code: string, message: string): null => {
    warnings.push({ code, message })
    return null
  }
  const headings = headingsOverImages(doc)
  const pictureOf = (node: DocNode): Picture | null => {
    const image = images.get(String(node.attrs?.['id'] ?? ''))
    const where = `under “${headings.get(node) ?? title}”`
    const mark = `the page says ${missingPictureText(node)} in its place`
    if (!image) return warn('broken_picture', `A picture ${where} is not there; ${mark}.`)
    if (image.bytes.byteLength > left) {
      const limit = `the pictures of one page may have ${maxPictureBytes} bytes together`
      return warn('picture_left_out', `A picture ${where} was left out, since ${limit}; ${mark}.`)
    }
    left -= image.bytes.byteLength
    const { mediaType, width, height } = image
    return { source: `data:${mediaType};base64,${base64Of(image.bytes)}`, width, height }
  }
  return { html: pageOf(doc, title, { pictureOf }), warnings }
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** The heading that each image stands under. */
function headingsOverImages(doc: DocJson): ReadonlyMap<DocNode, string> {
  const found = new Map<DocNode, string>()
  let heading: string | null = null
  const visit = (node: DocNode): void => {
    if (node.type === 'heading') heading = plainTextOf(node)
    if (node.type === 'image' && heading !== null) found.set(node, heading)
    node.content?.forEach(visit)
  }
  visit(doc)
  return found
}

function pageOf(doc: DocJson, title: string, options: Pick<HtmlOptions, 'baseUrl' | 'pictureOf'>): string {
  const contents = listContents(doc)
  const body = docToHtml(doc, { anchors: new AnchorNames(), ...options })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${withContents(body, contents)}
</main>
</body>
</html>
`
}

/** The title comes first, if the page begins with it. */
function withContents(body: string, contents: string): string {
  const end = body.startsWith('<h1') ? body.indexOf('</h1>') + '</h1>'.length : 0
  return `${body.slice(0, end)}\n${contents}${body.slice(end)}`.trimStart()
}

/** The same names as docToHtml gives, since both name the headings in order. */
function listContents(doc: DocJson): string {
  const names = new AnchorNames()
  const entries = headingsOf(doc.content).map((node) => {
    const text = plainTextOf(node)
    return { text, name: names.nameFor(text), level: Number(node.attrs?.['level'] ?? 1) }
  })
  const listed = entries.filter(({ level }) => level > 1 && level <= CONTENTS_DEPTH)
  if (listed.length < 3) return ''
  const items = listed.map(
    ({ text, name, level }) =>
      `<li class="level-${level}"><a href="#${escapeHtml(name)}">${escapeHtml(text)}</a></li>`,
  )
  return `<nav aria-label="Contents"><details${items.length > MAX_OPEN_ENTRIES ? '' : ' open'}><summary>Contents</summary><ol>\n${items.join('\n')}\n</ol></details></nav>\n`
}

type Nodes = DocJson['content']

/** All headings in the order in which they are written, also those inside quotes and lists. */
function headingsOf(nodes: Nodes): Nodes {
  return nodes.flatMap((node) => (node.type === 'heading' ? [node] : headingsOf(node.content ?? [])))
}
