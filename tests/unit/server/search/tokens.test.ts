import { expect, test } from 'vitest'
import { foldText, spellingsOf, tokensOf } from '../../../../server/search/tokens.ts'

const words = (text: string) => tokensOf(text).map((token) => token.text)

test('[SEARCH-1] words are letters and digits, without case and accents', () => {
  expect(words('Żółw in Ångström, Straße — naïve ﬁle, x² Ⅷ')).toEqual(
    'zolw in angstrom strasse naive file x2 viii'.split(' '),
  )
  expect(foldText('É')).toBe(foldText('e\u0301'))
})

test('[SEARCH-2] names with signs are their parts, and one spelling', () => {
  expect(words('sched_setattr() /proc/self/maps v5.4-rc1')).toEqual(
    'sched setattr proc self maps v5 4 rc1'.split(' '),
  )
  const text =
    'It gives -EAGAIN. See `/proc/self/maps`, (CONFIG_PREEMPT_RT=y); #pragma: std::vector, v5.4-rc1... plain words'
  expect(spellingsOf(text)).toEqual([
    '-EAGAIN',
    '/proc/self/maps',
    'CONFIG_PREEMPT_RT',
    '#pragma',
    'std::vector',
    'v5.4-rc1',
  ])
})

test('[SEARCH-3] scripts without spaces are pairs of characters that overlap, with the last one alone', () => {
  expect(words('会議記録')).toEqual(['会議', '議記', '記録', '録'])
  expect(words('Linux会議')).toEqual(['linux', '会議', '議'])
  expect(words('ｶﾀｶﾅ')).toEqual(words('カタカナ'))
})

test('[SEARCH-1] every word knows the part of the text that it was made of', () => {
  const text = 'Ünïted “会議” 👩‍🚀 done'
  for (const token of tokensOf(text)) {
    expect(words(text.slice(token.from, token.to))[0]).toBe(token.text)
  }
})
