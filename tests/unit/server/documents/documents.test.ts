import { afterAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createDocuments } from '../../../../server/documents/documents.ts'
import { docOf, paragraphOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import {
  CONTRADICTION,
  deepNote,
  EMPTY_DELETION,
  forwardReference,
} from '../../../support/hostile-updates.ts'

const documents = createDocuments()
afterAll(() => documents.close())

const depthOf = (node: DocNode): number => 1 + Math.max(0, ...(node.content ?? []).map(depthOf))

describe('documents', () => {
  test('[DOCS-1] a checkpoint, a text and an import leave out what cannot be integrated', async () => {
    const note = await documents.seed(docOf([paragraphOf('kept')]))
    const updates = [forwardReference(5), note, EMPTY_DELETION]
    const { bytes, refused } = await documents.compact(updates)
    expect(refused.map(({ index }) => index)).toEqual([0, 2])
    expect(await documents.render([bytes], 'txt')).toBe('kept\n')
    expect(await documents.render(updates, 'txt')).toBe('kept\n')
    expect(await documents.toJson(updates)).toEqual(docOf([paragraphOf('kept')]))
    const added = await documents.append(updates, docOf([paragraphOf('added')]))
    expect(await documents.render([...updates, added], 'txt')).toBe('kept\n\nadded\n')
    expect((await documents.compact(CONTRADICTION)).refused).toHaveLength(1)
  })

  test('[DOCS-7] a checkpoint holds what still waits for something, and says so in its state vector', async () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    one.getText('text').insert(0, 'base')
    const missing = Y.encodeStateAsUpdate(one)
    Y.applyUpdate(two, missing)
    const before = Y.encodeStateVector(two)
    two.getText('text').insert(4, ' and more')
    const waits = Y.encodeStateAsUpdate(two, before)
    const { bytes, stateVector, refused } = await documents.compact([waits])
    expect(refused).toEqual([])
    expect([...Y.decodeStateVector(stateVector)]).toEqual([[two.clientID, 9]])
    const later = new Y.Doc()
    Y.applyUpdate(later, bytes)
    Y.applyUpdate(later, missing)
    expect(later.getText('text').toJSON()).toBe('base and more')
  })

  test('[DOCS-4] elements below the hundredth level become paragraphs of it, with all their text', async () => {
    for (const levels of [99, 100, 101, 4_000, 20_000]) {
      const note = deepNote(levels, 'deep down')
      const json = await documents.toJson([note])
      expect([levels, depthOf(json) <= 104]).toEqual([levels, true])
      for (const format of ['md', 'html', 'txt'] as const) {
        expect(await documents.render([note], format)).toContain('deep down')
      }
      const { refused } = await documents.compact([note])
      expect(refused).toEqual([])
    }
  })

  test('[DOCS-5] an import at the end of a note touches nothing of what is there', async () => {
    const note = deepNote(4_000, 'deep down')
    const added = await documents.append([note], docOf([paragraphOf('added')]))
    expect(Y.decodeUpdate(added).ds.clients.size).toBe(0)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, note)
    Y.applyUpdate(doc, added)
    expect(doc.getXmlFragment('default').length).toBe(2)
    expect(await documents.render([note, added], 'txt')).toMatch(/deep down[^]*\n\nadded\n$/)
  })

  test('[DOCS-5] an import keeps every mark and attribute, also beside what is there', async () => {
    const blocks: DocNode[] = [
      { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Points' }] },
      {
        type: 'taskList',
        content: [{ type: 'taskItem', attrs: { checked: true }, content: [paragraphOf('done')] }],
      },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'bold', marks: [{ type: 'bold' }] },
          { type: 'text', text: ' and ' },
          { type: 'text', text: 'both', marks: [{ type: 'bold' }, { type: 'italic' }] },
        ],
      },
    ]
    const alone = await documents.render([await documents.seed(docOf(blocks))], 'html')
    const note = await documents.seed(docOf([paragraphOf('before')]))
    const added = await documents.append([note], docOf(blocks))
    expect(await documents.render([note, added], 'html')).toBe(
      `${await documents.render([note], 'html')}\n${alone}`,
    )
  })

  test('[DOCS-6] whatever a client puts into a note, the rest of it can be read', async () => {
    const doc = new Y.Doc()
    const fragment = doc.getXmlFragment('default')
    const odd = new Y.XmlElement('text')
    const paragraph = new Y.XmlElement('paragraph')
    fragment.insert(0, [odd, new Y.XmlText('loose'), paragraph])
    odd.insert(0, [new Y.XmlText('in a reserved name')])
    paragraph.setAttribute('tree', new Y.Map() as never)
    paragraph.setAttribute('level', { deep: [{}] } as never)
    const text = new Y.XmlText()
    paragraph.insert(0, [text, new Y.XmlHook('hook') as never])
    text.insert(0, 'marked', { bold: true, 'link--abcdefgh': { href: 'https://x.example/' }, italic: 7 })
    text.insertEmbed(0, { image: 1 })
    const elsewhere = new Y.Doc()
    const array = elsewhere.getArray<unknown>('default')
    array.insert(0, ['a string', 5, new Y.Map(), new Y.Text('plain text')])
    const updates = [Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(elsewhere)]
    const all = JSON.stringify(await documents.toJson(updates))
    for (const part of ['in a reserved name', 'loose', 'marked', 'plain text']) expect(all).toContain(part)
    for (const format of ['md', 'html', 'txt'] as const) {
      expect(await documents.render(updates, format)).toContain('loose')
    }
    const added = await documents.append(updates, docOf([paragraphOf('added')]))
    expect(await documents.render([...updates, added], 'txt')).toContain('added')
  })
})
