import { expect, it } from 'vitest'
import { hrefOf } from '../../../../client/editor/link-href.ts'

it('[CLIENT-29] what is typed as a link becomes a web or mail address', () => {
  const typed = [
    'https://example.org/a?b#c',
    ' http://example.org ',
    'example.org',
    'lore.kernel.org/lkml/1',
    'localhost.example:8080/x',
    'ada@example.org',
    'mailto:ada@example.org',
  ]
  expect(typed.map(hrefOf)).toEqual([
    'https://example.org/a?b#c',
    'http://example.org',
    'https://example.org',
    'https://lore.kernel.org/lkml/1',
    'https://localhost.example:8080/x',
    'mailto:ada@example.org',
    'mailto:ada@example.org',
  ])
})

it('[CLIENT-29] anything else is no link', () => {
  const typed = [
    '',
    ' ',
    'word',
    'two words.here',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    '/e/lpc',
    '//example.org',
    'file:///etc/passwd',
  ]
  expect(typed.map(hrefOf)).toEqual(typed.map(() => null))
})
