import { expect, test } from 'vitest'
import { dropEmails, passagesOf } from '../../../../server/export/passages.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'

test('[SEARCH-6] a document is passages with the heading above them; a heading is one too', () => {
  const doc = markdownToDoc('Before.\n\n## Boot\n\n- one\n- two\n\n```\nint a;\nint b;\n```')
  expect(passagesOf(doc)).toEqual([
    { heading: null, text: 'Before.' },
    { heading: null, text: 'Boot' },
    { heading: 'Boot', text: 'one\ntwo\nint a;\nint b;' },
  ])
})

test('[SEARCH-6] names, times and gaps stand in it as they read', () => {
  const line: DocNode = {
    type: 'minute',
    attrs: { kind: 'question', who: 'Ada' },
    content: [
      { type: 'timeStamp', attrs: { label: '10:32' } },
      textOf(' asked '),
      { type: 'personName', attrs: { name: 'Ben' } },
      { type: 'hardBreak' },
      { type: 'missed' },
    ],
  }
  expect(passagesOf(docOf([line]))).toEqual([{ heading: null, text: '[10:32] asked Ben\n[missed]' }])
})

test('[SEARCH-6] long text is cut between words, never within a character', () => {
  const long = passagesOf(docOf([paragraphOf('word '.repeat(1_000).trim()), paragraphOf('👍'.repeat(2_000))]))
  expect(long.length).toBeGreaterThan(6)
  for (const { text } of long) {
    expect(text.length).toBeLessThanOrEqual(1_200)
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/)
  }
  expect(
    long
      .map(({ text }) => text)
      .join('')
      .replaceAll(/\s/g, ''),
  ).toBe('word'.repeat(1_000) + '👍'.repeat(2_000))
})

test('[SEARCH-7] neither what is off the record nor an address is in it', () => {
  const secret: DocNode = { type: 'offRecord', content: [paragraphOf('the secret')] }
  const doc = docOf([
    secret,
    paragraphOf('Ask Ada <ada@example.org>, mailto:b.c+d@lists.example.org or x@y.'),
  ])
  const text = JSON.stringify(passagesOf(doc))
  expect(text).not.toMatch(/secret|example|ada@|@/)
  expect(dropEmails('Ask ada@example.org, or Ben')).toBe('Ask …, or Ben')
})
