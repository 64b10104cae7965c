import { expect, test } from 'vitest'
import { findPassages, markHits, type MarkedText } from '../../../../server/search/find-hits.ts'
import { parseQuery } from '../../../../server/search/query.ts'
import { createRandom } from '../../../support/random-doc.ts'

const marked = (parts: readonly MarkedText[]) =>
  parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const mark = (text: string, query: string) => marked(markHits(text, parseQuery(query).terms))
const find = (text: string, query: string) =>
  findPassages([{ heading: null, text }], { terms: parseQuery(query).terms, limit: 3 })

test('[SEARCH-6] hits are marked as they stand, with the signs that were typed', () => {
  expect(mark('Café au lait', 'cafe LA')).toBe('[Café] au [lait]')
  expect(mark('returns -EAGAIN, not EAGAIN', '-EAGAIN')).toBe('returns [-EAGAIN], not [EAGAIN]')
  expect(mark('in /proc/self/maps', '/proc/self')).toBe('in [/proc/self]/maps')
  expect(mark('会議の記録', '会議')).toBe('[会議]の記録')
  expect(mark('boot\ntime', '"boot time"')).toBe('boot\ntime')
})

test('[SEARCH-6] a long text is shown around its hits, and found again by a part of the line', () => {
  const text = `${'before it all, '.repeat(40)}\nthe one word sched_setattr here\n${'and after. '.repeat(40)}`
  const [passage] = find(text, 'sched_setattr').passages
  expect(marked(passage!.words)).toContain('the one word [sched_setattr] here')
  expect(marked(passage!.words).length).toBeLessThan(320)
  expect(passage!.find).toBe('the one word sched_setattr here')
})

test('[SEARCH-6] passages with more of the words come first', () => {
  const texts = ['boot', 'boot and time', 'nothing']
  const terms = parseQuery('boot time ').terms
  const { passages, count } = findPassages(
    texts.map((text) => ({ heading: null, text })),
    { terms, limit: 3 },
  )
  expect(passages.map(({ words }) => marked(words))).toEqual(['[boot] and [time]', '[boot]'])
  expect(count).toBe(2)
})

test('[SEARCH-6] whatever the text and the query, marks lose and add nothing, and what leads to a line is in it', () => {
  const seed = 20_190_909
  const random = createRandom(seed)
  const pieces = [
    'boot',
    'é',
    '会',
    '議',
    '👩‍🚀',
    '_',
    '-',
    ' ',
    '\n',
    '"',
    'ﬁ',
    'Straße',
    '\0',
    '\uD83D',
    'a'.repeat(90),
    '…',
  ]
  const text = (most: number) =>
    Array.from(
      { length: 1 + Math.floor(random() * most) },
      () => pieces[Math.floor(random() * pieces.length)],
    ).join('')
  for (let round = 0; round < 2_000; round++) {
    const [source, query] = [text(60), text(6)]
    const why = `seed ${seed}, text ${JSON.stringify(source)}, query ${JSON.stringify(query)}`
    const { terms } = parseQuery(query)
    const whole = markHits(source, terms).map((part) => part.text)
    expect({ why, text: whole.join('') }).toEqual({ why, text: source })
    for (const { find: words } of find(source, query).passages) {
      const isThere = source.split('\n').some((line) => line.includes(words))
      expect({ why, isThere }).toEqual({ why, isThere: true })
    }
  }
})
