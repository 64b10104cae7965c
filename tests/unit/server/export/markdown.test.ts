import { expect, test } from 'vitest'
import { docToMarkdown } from '../../../../server/export/markdown.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { createRandom, randomDoc } from '../../../support/random-doc.ts'

const ROUNDS = 100

test(
  '[EXP-1] exporting, importing and exporting again gives the same Markdown, and no text is lost',
  { timeout: 60_000 },
  () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const doc = parseDoc(randomDoc(createRandom(seed)))
      const once = docToMarkdown(doc)
      const again = docToMarkdown(markdownToDoc(once))
      expect(again, `seed ${seed}`).toBe(once)
      const words = (node: Parameters<typeof plainTextOf>[0]) =>
        plainTextOf(node).split(/\s+/).filter(Boolean)
      expect(words(markdownToDoc(once)), `seed ${seed}`).toEqual(words(doc))
    }
  },
)

test('[EXP-2] every kind of block and mark comes back from Markdown as it was', () => {
  const markdown = [
    '# Title',
    '',
    'Text with **bold**, *italic*, ~~strike~~, ++underline++, ==highlight==, `code` and [a link](https://example.org/x).',
    '',
    '- one',
    '  - deeper',
    '- two',
    '',
    '3. three',
    '4. four',
    '',
    '- [x] done',
    '- [ ] open',
    '',
    '> quoted',
    '',
    '```c',
    'int main(void);',
    '```',
    '',
    '| a      | b |',
    '| ------ | - |',
    '| 1 \\| 2 | c |',
    '',
    '---',
    '',
  ].join('\n')
  expect(docToMarkdown(markdownToDoc(markdown))).toBe(markdown)
})
