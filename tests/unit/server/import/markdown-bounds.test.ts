import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_IMPORT_CHARACTERS } from '../../../../shared/markdown/clean-input.ts'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { MAX_MARKS_PER_PARAGRAPH } from '../../../../shared/markdown/parse-bounds.ts'
import { plainTextOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { cpuSecondsOf, fillText } from '../../../support/reading-time.ts'

const HOSTILE_CHARACTERS = 48 * 1024
/** Hostile text may take so many times as long as ordinary text of its length; quadratic time is above it. */
const MAX_SLOWDOWN = 10

const ORDINARY =
  '## Topic\n\nThey *looked* at `code` and [a page](https://x.example) for a while.\n\n- one\n  - two\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n'

const fill = (unit: string): string => fillText(unit, HOSTILE_CHARACTERS)
const half = (unit: string): string => fillText(unit, HOSTILE_CHARACTERS / 2)

let ordinarySeconds = 0

beforeAll(() => {
  markdownToDoc(fill(ORDINARY))
  ordinarySeconds = cpuSecondsOf(() => markdownToDoc(fill(ORDINARY)))
})

function importError(markdown: string): ImportError {
  try {
    markdownToDoc(markdown)
  } catch (error) {
    if (error instanceof ImportError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('hostile Markdown', () => {
  test('[MD-8] longer than the limit is refused with the limit', () => {
    const error = importError('a'.repeat(MAX_IMPORT_CHARACTERS + 1))
    expect(error.message).toContain(String(MAX_IMPORT_CHARACTERS))
    expect(() => markdownToDoc('a'.repeat(MAX_IMPORT_CHARACTERS))).not.toThrow()
  })

  test.each([
    ['quotes on a line', `a\n\n${'>'.repeat(10_000)} a`, 'line 3'],
    ['items on a line', `${'- '.repeat(10_000)}a`, 'line 1'],
    ['numbered items on a line', `${'1. '.repeat(10_000)}a`, 'line 1'],
    ['footnotes on a line', `${'[^1]: '.repeat(10_000)}a`, 'line 1'],
    ['many deep lines', `${'> - '.repeat(40)}a\n`.repeat(1_000), 'line'],
    [
      'items by indentation',
      Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
      'line',
    ],
    ['emphasis', `${'*a _b '.repeat(500)}${'b_ a* '.repeat(500)}`, 'line 1'],
    ['lines that quotes go on with', `> ${'a\n'.repeat(5_000)}`, 'line'],
    ['underlined headings', 'a\n=\n'.repeat(5_000), 'line'],
  ])('[MD-9] nested too deeply is refused with the line: %s', (_, markdown, place) => {
    expect(importError(markdown).place).toContain(place)
  })

  test('[MD-10] nested as deeply as people do is read', () => {
    const list = Array.from({ length: 40 }, (_, i) => `${'  '.repeat(i)}- level ${i}`).join('\n')
    expect(plainTextOf(markdownToDoc(list))).toContain('level 39')
    expect(plainTextOf(markdownToDoc(`${'> '.repeat(40)}a`))).toBe('a')
    expect(markdownToDoc('- '.repeat(2_000)).content[0]?.type).toBe('horizontalRule')
  })

  test.each([
    ['brackets', half('[') + half(']')],
    ['images in images', half('![') + half('](b)')],
    ['links in links', fill('[a](')],
    ['links', fill('[a](b)')],
    ['strong in strong', half('**a b') + half('c** ')],
    ['sizes that never pair', half('**a ') + half('a*b ')],
    ['underline in underline', half('++a ') + half('a++ ')],
    ['highlights that open', fill('==a ')],
    ['instructions that never end', fill('x <?a ')],
    ['declarations that never end', fill('x <!A ')],
    ['attributes that never end', fill('x <a href="')],
    ['code that never ends', Array.from({ length: 360 }, (_, i) => '`'.repeat(i + 1)).join(' ')],
    ['blanks', `a${fill(' ')}b`],
    ['entities in an address', `https://x.example/${fill('&amp;')}`],
    ['definitions', Array.from({ length: 2_000 }, (_, i) => `[r${i}]: https://x.example/${i}\n`).join('')],
    ['a definition that never ends', fill('[a]: <')],
    ['a table of many rows', `| a | b |\n|--|--|\n${fill('| 1 | 2 |\n')}`],
    ['a table of many columns', `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n`],
    ['tasks', fill('- [ ] a\n')],
    ['numbered items', fill('1. x\n')],
    ['NUL', fill('\0')],
    ['emoji', fill('👩‍💻')],
  ])('[MD-11] is read in time that grows with its length: %s', { timeout: 60_000 }, (_, markdown) => {
    expect(cpuSecondsOf(() => markdownToDoc(markdown)) / ordinarySeconds).toBeLessThan(MAX_SLOWDOWN)
  })

  test('[MD-12] has beyond a number of marks in one paragraph plain text, and all of it', () => {
    const marks = MAX_MARKS_PER_PARAGRAPH / 2
    const doc = markdownToDoc(`${'*a* '.repeat(marks)}*b* and **c**\n\n*d*`)
    const texts = (doc.content[0]?.content ?? []).map((node: DocNode) => node.text ?? '')
    expect(texts.slice(0, 3)).toEqual(['a', ' ', 'a'])
    expect(texts.at(-1)).toBe(' *b* and **c**')
    expect(doc.content[1]?.content?.[0]?.marks).toEqual([{ type: 'italic' }])
  })
})
