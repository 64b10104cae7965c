import { describe, expect, test } from 'vitest'
import { readLeads, readSpeakerLine } from '../../../../../server/import/lpc-page/people.ts'

describe('speaker lines', () => {
  test.each([
    ['Ann Roe', false, [{ name: 'Ann Roe' }]],
    [
      'Ann Roe, working on boards and cards at Acme.',
      false,
      [{ name: 'Ann Roe', affiliation: 'working on boards and cards at Acme' }],
    ],
    ['Ann Roe of Acme.', false, [{ name: 'Ann Roe', affiliation: 'Acme' }]],
    ['Ann Roe (Acme)', false, [{ name: 'Ann Roe', affiliation: 'Acme' }]],
    ['Ann Roe, Bo Li and Cy Das', true, [{ name: 'Ann Roe' }, { name: 'Bo Li' }, { name: 'Cy Das' }]],
    ['\u00a0Ann Roe, Bo Li', true, [{ name: 'Ann Roe' }, { name: 'Bo Li' }]],
  ])('[LPC-7] %s', (text, isPlural, people) => {
    expect(readSpeakerLine(text, isPlural)).toMatchObject({ people, doubt: null })
  })

  test('[LPC-14] one speaker and a second name behind a comma is a doubt', () => {
    const read = readSpeakerLine('Ann Roe, Acme Works', false)
    expect(read.people).toEqual([{ name: 'Ann Roe', affiliation: 'Acme Works' }])
    expect(read.doubt).not.toBeNull()
  })
})

describe('leads', () => {
  test('[LPC-5] are divided by commas, “and” and “or”, with addresses in either bracket', () => {
    expect(
      readLeads(
        'Ann Roe <a@x.example>, Bo  Li (b@x.example), and Cy Das <c@x.example> or Di Eck <d@x.example>',
      ),
    ).toEqual({
      people: [
        { name: 'Ann Roe', email: 'a@x.example' },
        { name: 'Bo Li', email: 'b@x.example' },
        { name: 'Cy Das', email: 'c@x.example' },
        { name: 'Di Eck', email: 'd@x.example' },
      ],
      labels: ['and', 'or'],
      echoes: [],
      rest: '',
      doubt: null,
    })
  })

  test('[LPC-5] without an address, or an address without a name, are a doubt', () => {
    expect(readLeads('Ann Roe and Bo Li <b@x.example>, Cy Das.')).toMatchObject({
      people: [{ name: 'Ann Roe' }, { name: 'Bo Li', email: 'b@x.example' }, { name: 'Cy Das' }],
      doubt: 'no address was found for Ann Roe; no address was found for Cy Das',
    })
    expect(readLeads('<ann@x.example>')).toMatchObject({ people: [{ name: 'ann', email: 'ann@x.example' }] })
  })

  test('[LPC-5] leave other text alone', () => {
    expect(readLeads('Ann Roe <a@x.example> (until the summer)').rest).toBe('(until the summer)')
  })
})
