import { describe, expect, test } from 'vitest'
import { isNameList, readNames } from '../../../../../server/import/lpc-page/person-names.ts'

describe('names at a place of a text', () => {
  test.each([
    ['Ann Roe presented', ['Ann Roe']],
    ['Ann Roe, Jörg Ähre and Vin Pillai Das jointly lead', ['Ann Roe', 'Jörg Ähre', 'Vin Pillai Das']],
    ['Dr. Ann M. Roe-Lind & Bo McKay', ['Ann M. Roe-Lind', 'Bo McKay']],
    ["Daniel B. de Oliveira, and Bo O'Neil left", ['Daniel B. de Oliveira', "Bo O'Neil"]],
    ['Kim Abraham I', ['Kim Abraham I']],
    ['Ann Roe. Bo Li', ['Ann Roe']],
    ['Ann Roe, who spoke', ['Ann Roe']],
  ])('[LPC-14] %s', (text, names) => {
    expect(readNames(text)?.names).toEqual(names)
  })

  test.each([
    'the IPP group',
    'OpenPrinting is',
    'KASAN',
    'The Yard',
    "Ann's talk",
    'In Vienna',
    '',
    '  ',
    'x'.repeat(99),
  ])('[LPC-14] none in “%s”', (text) => {
    expect(readNames(text)).toBeNull()
  })

  test('[LPC-14] are read from an offset, which tells where they end', () => {
    const list = readNames('Led by Ann Roe and Bo Li again', 7)
    expect(list).toMatchObject({ names: ['Ann Roe', 'Bo Li'], labels: ['and'], end: 24, commasOnly: false })
  })

  test('[LPC-14] make up a whole text, or not', () => {
    expect(isNameList('Ann Roe, Bo Li')).toBe(true)
    expect(isNameList('Ann Roe and others')).toBe(false)
    expect(isNameList('Ann')).toBe(false)
  })
})
