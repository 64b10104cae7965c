import type { Node } from '@tiptap/pm/model'
import { beforeAll, describe, expect, it } from 'vitest'
import { pastedTextSlice } from '../../../../../client/editor/paste/pasted-text.ts'
import { plainSlice } from '../../../../../client/editor/paste/plain-slice.ts'
import { loadPasteReaders, tryReadMarkdown } from '../../../../../client/editor/paste/readers.ts'
import { readVsCodeData } from '../../../../../client/editor/paste/vscode.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'
import { eventually } from '../../../../support/eventually.ts'

const $empty = documentSchema.node('doc', null, [documentSchema.node('paragraph')]).resolve(1)
const outline = (text: string): string[] =>
  blocksOf(text).map((node) => `${node.type.name}: ${node.textContent}`)
const blocksOf = (text: string): readonly Node[] => pastedTextSlice(text, $empty).content.content

describe('plain text that is pasted', () => {
  it('[PASTE-6] is text as long as the parser of Markdown is not here', async () => {
    expect(outline('# A title\n\n- one\n- two')).toEqual([
      'paragraph: # A title',
      'paragraph: - one',
      'paragraph: - two',
    ])
    await eventually(() => tryReadMarkdown('x'))
  })
})

describe('plain text that is pasted once everything is here', () => {
  beforeAll(async () => {
    loadPasteReaders()
    await eventually(() => tryReadMarkdown('x'))
  })

  it('[PASTE-5] keeps its lines; blank lines are not doubled', () => {
    expect(outline('one\r\n  two\n\n\nthree\n')).toEqual([
      'paragraph: one',
      'paragraph:   two',
      'paragraph: three',
    ])
  })

  it('[PASTE-5] links the addresses in it, and only those', () => {
    const [line] = blocksOf('see (https://lwn.net/1), or main.rs.')
    const linked = line?.children.filter((child) => child.marks.length > 0)
    expect(linked?.map((child) => child.text)).toEqual(['https://lwn.net/1'])
  })

  it('[PASTE-5] Markdown becomes structure, and minutes minutes', () => {
    const text =
      '## Decisions\n\n**Decision:** merge it\n\n- [ ] write it up (Ada, due 2026-12-01)\n\n```c\nint x;\n```'
    const [heading, minute, tasks, code] = blocksOf(text)
    expect(heading?.type.name).toBe('heading')
    expect([minute?.type.name, minute?.attrs['kind'], minute?.textContent]).toEqual([
      'minute',
      'decision',
      'merge it',
    ])
    expect(tasks?.firstChild?.attrs).toMatchObject({ who: 'Ada', due: '2026-12-01', checked: false })
    expect([code?.type.name, code?.attrs['language']]).toEqual(['codeBlock', 'c'])
  })

  it('[PASTE-5] a patch becomes a block of code, to the letter', () => {
    const patch = '--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-int  x;\n+\tint y;'
    const [code] = blocksOf(`${patch}\n`)
    expect([code?.type.name, code?.attrs['language'], code?.textContent]).toEqual([
      'codeBlock',
      'diff',
      patch,
    ])
  })

  it('[PASTE-6] text alone is text alone', () => {
    const slice = plainSlice('- **one**\n- https://lwn.net/', { $context: $empty, withLinks: false })
    expect(slice.content.content.map((node) => [node.type.name, node.textContent])).toEqual([
      ['paragraph', '- **one**'],
      ['paragraph', '- https://lwn.net/'],
    ])
    expect(slice.content.content.flatMap((node) => node.children.flatMap((child) => child.marks))).toEqual([])
  })

  it('[PASTE-5] Markdown that is nested beyond any sense is text', () => {
    const lines = Array.from({ length: 150 }, (_, depth) => `${'  '.repeat(depth)}- x`)
    expect(new Set(blocksOf(lines.join('\n')).map((node) => node.type.name))).toEqual(new Set(['paragraph']))
  })

  it('[PASTE-4] what VS Code tells about its text is read, and nothing else believed', () => {
    expect(readVsCodeData('{"version":1,"mode":"c"}')).toEqual({ language: 'c' })
    expect(readVsCodeData('{"mode":"shellscript"}')).toEqual({ language: 'bash' })
    expect(readVsCodeData('{"mode":"markdown"}')).toEqual({ language: null })
    for (const data of ['', '{', '{"mode":7}', 'null']) expect(readVsCodeData(data)).toBeNull()
  })
})
