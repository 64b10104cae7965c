/** From a line of a summary to its passage in the notes, on reading pages. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { originText } from '../../shared/schema/origin.ts'
import { bearer, startReadingServer, type ReadingServer } from '../support/reading-server.ts'

let served: ReadingServer

beforeAll(async () => {
  served = await startReadingServer()
})
afterAll(() => served.close())

const NOBODY = { actor: null, name: null }
const item = (text: string, ...below: DocNode[]): DocNode => ({
  type: 'listItem',
  content: [paragraphOf(text), ...below],
})
const list = (...items: DocNode[]): DocNode => ({ type: 'bulletList', content: items })
const minute = (text: string): DocNode => ({
  type: 'minute',
  attrs: { kind: 'decision' },
  content: [textOf(text)],
})

async function append(noteId: string, ...blocks: readonly DocNode[]): Promise<void> {
  const { documents, rooms } = served.context
  const { updates } = await rooms.state(noteId as NoteId)
  await rooms.write(noteId as NoteId, await documents.append(updates, docOf(blocks)), NOBODY)
}

/** Changes the note as an editor would, and tells the document. */
async function edit(noteId: string, change: (fragment: Y.XmlFragment) => void): Promise<void> {
  const doc = await open(noteId)
  const before = Y.encodeStateVector(doc)
  doc.transact(() => change(doc.getXmlFragment(FRAGMENT)))
  await served.context.rooms.write(noteId as NoteId, Y.encodeStateAsUpdate(doc, before), NOBODY)
}

async function open(noteId: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const { updates } = await served.context.rooms.state(noteId as NoteId)
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** The origins of all blocks of a note, by kind and text. */
async function originsIn(noteId: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const walk = (element: unknown): void => {
    if (!(element instanceof Y.XmlElement) || !element._item) return
    found.set(
      `${element.nodeName}: ${element.toString().replace(/<[^>]*>/g, '')}`,
      originText({ noteId, ...element._item.id }),
    )
    for (const child of element.toArray() as readonly unknown[]) walk(child)
  }
  for (const child of (await open(noteId)).getXmlFragment(FRAGMENT).toArray() as readonly unknown[])
    walk(child)
  return found
}

const from = (origins: ReadonlyMap<string, string>, key: string, node: DocNode): DocNode => {
  const origin = origins.get(key)
  if (origin === undefined) throw new Error(`expected ${key} among ${[...origins.keys()].join(' | ')}`)
  return { ...node, attrs: { ...node.attrs, origin } }
}

const pathOf = ({ id }: SessionDetail) => `/r/gardeners/s/${id}`
const linksIn = (page: string): readonly string[] =>
  [
    ...page.matchAll(/<a class="source" href="(\?passage=(b[\w-]{10})#\2)" aria-label="In the notes"><\/a>/g),
  ].map(([, href = '']) => href)
const arrivalIn = (page: string): string =>
  (/<p class="arrival">(.*?)<\/p>/s.exec(page)?.[1] ?? '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A session whose summary has one line of the notes, which say it as `block`. */
async function pullOne(block: DocNode, key: string, pulled = block) {
  const session = await served.makeSession()
  await append(session.notesId, paragraphOf('Before it.'), block)
  await append(session.summaryId, from(await originsIn(session.notesId), key, pulled))
  const [link = ''] = linksIn((await served.get(pathOf(session))).text)
  return { session, link, follow: () => served.get(`${pathOf(session)}${link.split('#')[0]}`) }
}

test('[READ-25] each kind of block that was pulled has one link, to the one place with its id', async () => {
  const session = await served.makeSession()
  const row: DocNode = {
    type: 'tableRow',
    content: [{ type: 'tableCell', content: [paragraphOf('cell')] }],
  }
  const blocks = {
    heading: { type: 'heading', attrs: { level: 2 }, content: [textOf('Casts')] },
    paragraph: paragraphOf('They make tunnels.'),
    minute: minute('Keep the worms'),
    listItem: item('outer'),
    quote: { type: 'blockquote', content: [paragraphOf('quoted')] },
    code: { type: 'codeBlock', content: [textOf('dig()')] },
    table: { type: 'table', content: [row] },
    task: { type: 'taskItem', attrs: { checked: false }, content: [paragraphOf('water them')] },
  } as const
  await append(
    session.notesId,
    blocks.heading,
    blocks.paragraph,
    blocks.minute,
    list(item('outer', list(item('inner')))),
    blocks.quote,
    blocks.code,
    blocks.table,
    { type: 'taskList', content: [blocks.task] },
  )
  const origins = await originsIn(session.notesId)
  const lines = [
    from(origins, 'heading: Casts', blocks.heading),
    from(origins, 'paragraph: They make tunnels.', blocks.paragraph),
    from(origins, 'minute: Keep the worms', blocks.minute),
    list({
      ...from(origins, 'listItem: outerinner', item('outer')),
      content: [
        from(origins, 'paragraph: outer', paragraphOf('outer')),
        list(from(origins, 'listItem: inner', item('inner'))),
      ],
    }),
    from(origins, 'blockquote: quoted', blocks.quote),
    from(origins, 'codeBlock: dig()', blocks.code),
    from(origins, 'table: cell', blocks.table),
    { type: 'taskList', content: [from(origins, 'taskItem: water them', blocks.task)] },
    paragraphOf('Nobody said this.'),
    { type: 'paragraph', attrs: { origin: 'elsewhere:1.1' }, content: [textOf('Of other notes.')] },
  ]
  await append(session.summaryId, ...lines)

  const { text } = await served.get(pathOf(session))
  const links = linksIn(text)
  // Nine blocks: the item inside another has its own.
  expect(new Set(links).size).toBe(9)
  for (const link of links) {
    const id = link.split('#')[1] ?? ''
    expect([link, text.split(`id="${id}"`).length - 1]).toEqual([link, 1])
    const arrived = await served.get(`${pathOf(session)}${link.split('#')[0]}`)
    expect([link, arrivalIn(arrived.text)]).toEqual([
      link,
      expect.stringMatching(/^Written \d+ \w+ \d{4}, \d\d:\d\d\. Back to the summary$/),
    ])
  }
  expect(text).toContain('<p>Nobody said this.</p>')
  expect(text).toContain('<p>Of other notes.</p>')
  // A heading's own id is made from its words alone.
  expect(text).toMatch(/<h3 id="notes-casts"><span id="b[\w-]{10}"><\/span>Casts<\/h3>/)
  expect(text).toMatch(/<a href="#summary-casts">Casts<\/a>/)
})

test('[READ-25] the time is when the passage was begun, not when somebody wrote in it later', async () => {
  const before = served.clock.now()
  const { session, follow } = await pullOne(paragraphOf('They dig.'), 'paragraph: They dig.')
  served.clock.move(3_600_000)
  await edit(session.notesId, (fragment) => {
    ;((fragment.get(1) as Y.XmlElement).get(0) as Y.XmlText).insert(9, ' At night.')
  })
  const { text } = await follow()
  expect(text).toContain('They dig. At night.')
  const began = Date.parse(/<p class="arrival">[^<]*<time datetime="([^"]*)"/s.exec(text)?.[1] ?? '')
  expect(began).toBeGreaterThanOrEqual(before)
  expect(began).toBeLessThan(before + 3_600_000)
})

test('[READ-25] the page of a summary alone leads to the page that has the notes', async () => {
  const { session, link } = await pullOne(paragraphOf('They dig.'), 'paragraph: They dig.')
  const alone = `/r/n/${session.summaryId}`
  expect(linksIn((await served.get(alone)).text)).toEqual([link])
  const { status, headers } = await served.get(`${alone}${link.split('#')[0]}`)
  expect([status, headers.get('location')]).toEqual([303, `${pathOf(session)}${link.split('#')[0]}`])
})

test('[READ-25] tracks have the same', async () => {
  const track = served.session.track!
  const { notesId, summaryId } = await served.readTrack(track.id)
  await append(notesId, paragraphOf('Soil is alive.'))
  await append(
    summaryId,
    from(await originsIn(notesId), 'paragraph: Soil is alive.', paragraphOf('It lives.')),
  )
  const path = `/r/gardeners/t/${track.id}`
  const [link = ''] = linksIn((await served.get(path)).text)
  expect(arrivalIn((await served.get(`${path}${link.split('#')[0]}`)).text)).toMatch(/^Written/)
})

test('[READ-26] where the passage became another block, the page leads to what says the same', async () => {
  const words = 'Worms are useful to everybody.'
  const { session, follow } = await pullOne(minute(words), `minute: ${words}`)
  await edit(session.notesId, (fragment) => fragment.delete(1, 1))
  await append(session.notesId, list(item(`Ada: ${words}`)))
  const { text } = await follow()
  const [, id = ''] =
    /<p class="arrival">In the notes <a href="\?passage=b[\w-]{10}#(b[\w-]{10})"/.exec(text) ?? []
  expect(text).toContain(`<li id="${id}">Ada: ${words}`)
  const there = await served.get(`${pathOf(session)}?passage=${id}`)
  expect(arrivalIn(there.text)).toMatch(/^Written/)
})

test('[READ-26] where it is gone, or off the record, the page says so and nothing else', async () => {
  const gone = 'This passage is no longer in the notes. Back to the summary'
  const { session, follow } = await pullOne(paragraphOf('Hm.'), 'paragraph: Hm.')
  await edit(session.notesId, (fragment) => fragment.delete(1, 1))
  // Too short to be known again among other words.
  await append(session.notesId, paragraphOf('Hm. Well.'))
  expect(arrivalIn((await follow()).text)).toBe(gone)

  const secret = await served.makeSession()
  await append(secret.notesId, paragraphOf('Open.'), {
    type: 'offRecord',
    content: [paragraphOf('Between us alone.')],
  })
  const origins = await originsIn(secret.notesId)
  await append(
    secret.summaryId,
    from(origins, 'paragraph: Between us alone.', paragraphOf('Between us alone.')),
  )
  const [link = ''] = linksIn((await served.get(pathOf(secret))).text)
  const { text } = await served.get(`${pathOf(secret)}${link.split('#')[0]}`)
  expect(arrivalIn(text)).toBe(gone)
})

test('[READ-26] who may not read the notes is told that', async () => {
  const { session, link } = await pullOne(paragraphOf('They dig.'), 'paragraph: They dig.')
  const reader = bearer(await served.makeLink('note', session.summaryId))
  const { text } = await served.get(`${pathOf(session)}${link.split('#')[0]}`, reader)
  expect(arrivalIn(text)).toBe(
    'Your link does not open the notes that this passage is from. Back to the summary',
  )
  // In the summary alone.
  expect(text.split('They dig.')).toHaveLength(2)
})

test('[READ-26] an address that asks for what is no block is the page as it is', async () => {
  const { session } = await pullOne(paragraphOf('They dig.'), 'paragraph: They dig.')
  const plain = (await served.get(pathOf(session))).text
  for (const passage of ['', 'x', '1.2', 'b-too-long-for-one', '<script>', 'b"onload=x'])
    expect((await served.get(`${pathOf(session)}?passage=${encodeURIComponent(passage)}`)).text).toBe(plain)
  expect((await served.get(`${pathOf(session)}?passage=b0123456789&passage=b0123456789`)).text).toBe(plain)
  expect(arrivalIn((await served.get(`${pathOf(session)}?passage=b0123456789`)).text)).toMatch(
    /^This passage is no longer/,
  )
})

test('[READ-27] what a client writes of such attributes itself is not on any page', async () => {
  const session = await served.makeSession()
  for (const noteId of [session.notesId, session.summaryId]) {
    await edit(noteId, (fragment) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.setAttribute('anchor', 'main')
      paragraph.setAttribute('source', 'b0123456789')
      paragraph.insert(0, [new Y.XmlText('forged')])
      fragment.insert(0, [paragraph])
    })
  }
  const { text } = await served.get(pathOf(session))
  expect(linksIn(text)).toEqual([])
  expect(text.split('id="main"')).toHaveLength(2)
  expect(text).toContain('<p>forged</p>')
})

test('[READ-27] exports have neither ids nor links', async () => {
  const { session } = await pullOne(paragraphOf('They dig.'), 'paragraph: They dig.')
  const { documents, rooms } = served.context
  for (const noteId of [session.notesId, session.summaryId]) {
    const { updates } = await rooms.state(noteId as NoteId)
    expect(await documents.render(updates, 'html')).not.toMatch(/ id=|<a/)
  }
})
