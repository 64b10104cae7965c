import { describe, expect, test } from 'vitest'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import { guessNoteFormat, importNote } from '../../../../server/import/note.ts'
import { sketchDoc } from '../../../support/sketch-doc.ts'

const fromJson = (json: unknown): string =>
  sketchDoc(importNote({ text: typeof json === 'string' ? json : JSON.stringify(json), format: 'json' }))

const paragraph = (...content: unknown[]): unknown => ({ type: 'paragraph', content })
const doc = (...content: unknown[]): unknown => ({ type: 'doc', content })

describe('a file becomes a note', () => {
  test.each([
    ['md', '# a', 'h1(a)'],
    ['html', '<h1>a</h1>', 'h1(a)'],
    ['txt', '# a', 'p(# a)'],
    ['json', JSON.stringify(doc(paragraph({ type: 'text', text: 'a' }))), 'p(a)'],
  ] as const)('[NIM-1] in each format: %s', (format, text, expected) => {
    expect(sketchDoc(importNote({ text, format }))).toBe(expected)
    expect(sketchDoc(importNote({ bytes: new TextEncoder().encode(text), format }))).toBe(expected)
  })

  test.each([
    ['a.md', '<p>', 'md'],
    ['b.HTML', 'x', 'html'],
    ['c.txt', '# a', 'txt'],
    ['d.json', '', 'json'],
    ['e.bin', '<!DOCTYPE html><p>', 'html'],
    ['', ' \n<div class="x">', 'html'],
    ['', '{"type":"doc"}', 'json'],
    ['', '{"a": 1}', 'md'],
    ['', 'Topics\n  • a', 'txt'],
    ['', '# a\n\n- b', 'md'],
    ['', '<3 this', 'md'],
  ] as const)(
    '[NIM-2] the format follows from the name %s, else from how the text begins: %s',
    (fileName, text, format) => {
      expect(guessNoteFormat(text, fileName)).toBe(format)
    },
  )

  test('[NIM-3] document JSON is read with its marks in order and without what is not in the schema', () => {
    const link = { type: 'link', attrs: { href: 'javascript:x' } }
    expect(
      fromJson(
        doc(
          paragraph(
            {
              type: 'text',
              text: 'a',
              marks: [{ type: 'italic' }, { type: 'bold', attrs: { onclick: 'x' } }],
            },
            { type: 'text', text: 'b', marks: [link] },
          ),
          {
            type: 'codeBlock',
            attrs: { language: 'c', style: 'x' },
            content: [{ type: 'text', text: 'd', marks: [{ type: 'bold' }] }],
          },
        ),
      ),
    ).toBe('p({bold italic|a}b) code:c(d)')
    expect(fromJson({ type: 'doc' })).toBe('p')
  })

  test.each([
    ['no JSON', '{"type":', 'line 1'],
    ['no document', paragraph(), 'the whole'],
    ['no object', [], 'the whole'],
    ['an unknown node', doc(paragraph(), { type: 'video' }), 'content[1].type'],
    [
      'an unknown mark',
      doc(paragraph({ type: 'text', text: 'a', marks: [{ type: 'blink' }] })),
      'content[0].content[0].marks[0].type',
    ],
    ['a wrong attribute', doc({ type: 'heading', attrs: { level: 9 } }), 'content[0].attrs.level'],
    [
      'a link without an address',
      doc(paragraph({ type: 'text', text: 'a', marks: [{ type: 'link' }] })),
      'content[0].content[0].marks[0].attrs.href',
    ],
    ['an empty text', doc(paragraph({ type: 'text', text: '' })), 'content[0].content[0].text'],
    ['a block in the wrong place', doc({ type: 'bulletList', content: [paragraph()] }), 'content[0]'],
    ['a list without items', doc(paragraph(), { type: 'bulletList' }), 'content[1]'],
    ['content that is no list', doc({ type: 'paragraph', content: 'x' }), 'content[0].content'],
    ['a name that every object has', doc({ type: 'constructor' }), 'content[0].type'],
  ])('[NIM-4] %s is refused with its place', (_, json, place) => {
    let error: unknown
    try {
      fromJson(json)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(ImportError)
    expect((error as ImportError).place ?? 'the whole').toContain(place)
  })

  test('[NIM-5] document JSON that is nested without end is refused', () => {
    const deep = `{"type":"doc","content":${'[{"type":"blockquote","content":'.repeat(3_000)}[]${'}]'.repeat(3_000)}}`
    expect(() => fromJson(deep)).toThrow(/at most 200 deep/)
  })

  test('[NIM-6] bytes that are not UTF-8 are refused with their place', () => {
    expect(() => importNote({ bytes: Uint8Array.of(0x61, 0xff), format: 'auto' })).toThrow(/byte 1/)
  })
})
