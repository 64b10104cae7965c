import { expect, it } from 'vitest'
import { countWords } from '../../../../client/editor/word-count.ts'

it('[CLIENT-30] words are counted as people count them, in any script', () => {
  const texts = {
    '': 0,
    '  \n ': 0,
    'one two\nthree': 3,
    "don't count twice: user-space, sltrhd_images, 5.4.1": 6,
    'Grüße – naïve café': 3,
    '— * — #': 0,
    שלום: 1,
    'नमस्ते दुनिया': 2,
    日本語: 3,
  }
  expect(Object.fromEntries(Object.keys(texts).map((text) => [text, countWords(text)]))).toEqual(texts)
})
