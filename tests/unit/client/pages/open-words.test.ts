import { expect, it } from 'vitest'
import { openText } from '../../../../client/pages/documents/open-words.ts'

const comment = { kind: 'comment', state: 'open' } as const
const suggestion = { kind: 'suggestion', state: 'open' } as const

it('[STAGE-9] it is said how many comments and suggestions are open', () => {
  expect(openText([])).toBeNull()
  expect(openText([{ kind: 'comment', state: 'resolved' }])).toBeNull()
  expect(openText([comment])).toBe('1 comment is still open.')
  expect(openText([suggestion, suggestion])).toBe('2 suggestions are still open.')
  expect(openText([suggestion, comment])).toBe('1 comment and 1 suggestion are still open.')
})
