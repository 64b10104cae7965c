import { expect, test } from 'vitest'
import { MAX_QUERY_CHARS, MAX_TERMS, parseQuery } from '../../../../server/search/query.ts'

const shape = (text: string) =>
  parseQuery(text).terms.map(({ words, isOpen }) => `${words.join(' ')}${isOpen ? '*' : ''}`)

test('[SEARCH-1] the last word is open while it is typed; quotes hold words together', () => {
  expect(shape('boot trac')).toEqual(['boot', 'trac*'])
  expect(shape('boot trac ')).toEqual(['boot', 'trac'])
  expect(shape('"boot time" tracing ')).toEqual(['boot time', 'tracing'])
  expect(shape('tracing "boot ti')).toEqual(['tracing', 'boot ti*'])
  expect(shape('“boot time”')).toEqual(['boot time'])
  expect(shape('boot boot boot*')).toEqual(['boot'])
})

test('[SEARCH-2] a name with signs is its parts side by side; what ends with a sign ends with a whole word', () => {
  expect(shape('sched_set')).toEqual(['sched set*'])
  expect(shape('sched_')).toEqual(['sched'])
  expect(shape('C++')).toEqual(['c'])
  expect(parseQuery('-EAGAIN').terms[0]?.spelling).toMatchObject({ text: '-eagain', signsBefore: 1 })
})

test('[SEARCH-3] one character of a script without spaces is the first of any pair', () => {
  expect(shape('会 ')).toEqual(['会*'])
  expect(shape('会議 ')).toEqual(['会議'])
  expect(shape('会議記')).toEqual(['会議 議記'])
})

test('[SEARCH-4] a query has limits, and says when it is longer', () => {
  expect(parseQuery('').terms).toEqual([])
  expect(parseQuery('" - / 👍 \0 ***').terms).toEqual([])
  const many = parseQuery(Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '))
  expect(many).toMatchObject({ isCut: true })
  expect(many.terms).toHaveLength(MAX_TERMS)
  const long = parseQuery('x'.repeat(10_000))
  expect(long.isCut).toBe(true)
  expect(long.terms[0]?.words[0]?.length).toBeLessThanOrEqual(MAX_QUERY_CHARS)
  expect(parseQuery('boot').isCut).toBe(false)
})
