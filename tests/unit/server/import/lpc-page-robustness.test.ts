import { describe, expect, test } from 'vitest'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import { importLpcPage, readLpcPage } from '../../../../server/import/lpc-page.ts'
import { compareWords } from '../../../../server/import/lpc-page/word-check.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import { blockTextsOf, docsOf, fixture } from './lpc-page-reading.ts'

const PAGE = fixture('conference.txt')
const NOTHING = { lost: [], added: [] }

describe('nothing is dropped', () => {
  test('[LPC-17] every word of the page is in the result as often as on the page, and no other', () => {
    expect(compareWords(PAGE, readLpcPage(PAGE))).toEqual(NOTHING)
  })

  test('[LPC-17] the check counts words, so that it can fail', () => {
    const { programme, ledger } = readLpcPage(PAGE)
    const shorter = { ...programme, sessions: programme.sessions.slice(1) }
    expect(compareWords(PAGE, { programme: shorter, ledger }).lost).toContain('measured')
    expect(compareWords(PAGE.replace('measured', ''), { programme, ledger }).added).toEqual(['measured'])
    expect(compareWords(`${PAGE} the`, { programme, ledger }).lost).toEqual(['the'])
  })

  test('[LPC-17] what becomes structure is marks of the page, never prose', () => {
    const { ledger } = readLpcPage(PAGE)
    const mark = /^(?:MC leads?|.{1,60} Summary|Speakers?:\s+|Led by\s+|Slides|and|or|&|from\s+)$/
    expect(ledger.labels.filter((label) => !mark.test(label))).toEqual([])
  })

  test('[LPC-16] the text of every block stands on the page as it is, blanks at the edges of lines aside', () => {
    const lines = PAGE.split('\n').map((line) => line.trim().replace(/^(?:•|\d+\.)\s+/, ''))
    const source = lines.join(' ').replace('[the table|https://example.org/table?a=1]', 'the table')
    for (const text of docsOf(importLpcPage(PAGE)).flatMap(blockTextsOf)) {
      const sought = text
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
      expect(source).toContain(sought)
    }
  })

  test(
    '[LPC-17] holds for pages with lines lost, doubled, cut, merged and moved',
    { timeout: 120_000 },
    () => {
      const seed = Number(process.env['LPC_PAGE_SEED'] ?? 20190909)
      const random = randomFrom(seed)
      for (let round = 0; round < 60; round += 1) {
        const page = damage(PAGE, random)
        const { programme, ledger } = readLpcPage(page)
        const where = `seed ${seed}, round ${round}`
        expect({ where, ...compareWords(page, { programme, ledger }) }).toEqual({ where, ...NOTHING })
        const keys = [...programme.tracks, ...programme.sessions].map(({ key }) => key)
        expect({ where, keys: Array.from(new Set(keys)) }).toEqual({ where, keys })
      }
    },
  )
})

describe('keys', () => {
  test('[LPC-18] are the same when the page is read again with more in it', () => {
    const grown = PAGE.replace('They jam.', 'They jam, and burn.').replace('It cannot.', 'It can.')
    const keysOf = (text: string): readonly string[] => importLpcPage(text).sessions.map(({ key }) => key)
    expect(keysOf(grown)).toEqual(keysOf(PAGE))
  })

  test('[LPC-18] are unique when titles are not', () => {
    const track =
      'Trains MC\n\nMC leads\n\nTrains Summary\n\nThe Yard\n\nIt rained.\n\nThe Yard\n\nIt snowed.\n\n\n'
    const programme = importLpcPage(`Days 2022\n\n\n${track}${track}`)
    expect(programme.tracks.map(({ key }) => key)).toEqual(['trains', 'trains-2'])
    expect(programme.sessions.map(({ key }) => key)).toEqual([
      'trains/the-yard',
      'trains/the-yard-2',
      'trains-2/the-yard',
      'trains-2/the-yard-2',
    ])
  })
})

describe('documents', () => {
  test('[LPC-21] all pass the schema unchanged', () => {
    for (const doc of docsOf(importLpcPage(PAGE))) expect(parseDoc(doc)).toEqual(doc)
  })
})

describe('wrong input', () => {
  test.each([
    ['nothing', '', 'line 1: expected the plain text of a conference page', 'the input is empty'],
    ['blanks', ' \n\u00a0\n', 'line 1: ', 'the input is empty'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000', 'line 2: ', 'found a byte that is no text'],
    ['a web page', '\n<!DOCTYPE html><p>Trains MC', 'line 2: ', 'copy the text of the page, not its source'],
    ['JSON', '{"schedule": {}}', 'line 1: ', 'structured data of another format'],
    ['another text', 'Dear all,\n\nplease come.\n', 'line 1: ', 'none of these was found in 4 lines'],
    ['a title alone', 'Days\n\n\nTrains MC\n\nThey run.\n', 'line 4: ', 'no leads heading below it'],
    ['leads alone', 'Days\n\nMC leads\n\nAnn Roe\n', 'line 3: ', 'no title above it'],
  ])('[LPC-19] %s is refused with what was expected and where', (_, text, start, reason) => {
    const attempt = (): unknown => importLpcPage(text)
    expect(attempt).toThrow(ImportError)
    expect(attempt).toThrow(reason)
    expect(attempt).toThrow(new RegExp(`^${start}`))
  })

  test('[LPC-19] damaged characters are a warning', () => {
    const programme = importLpcPage(PAGE.replace('Menus', 'Men\uFFFDs'))
    expect(programme.warnings.find(({ code }) => code === 'damaged-characters')?.line).toBe(26)
  })

  test('[LPC-19] other line ends and a byte order mark change nothing', () => {
    const expected = importLpcPage(PAGE)
    expect(importLpcPage(`\uFEFF${PAGE.replaceAll('\n', '\r\n')}`)).toEqual(expected)
  })
})

describe('hostile input', () => {
  const START = 'Days 2022\n\n\nTrains MC\n\nTopics:\n\n'
  const MIDDLE = '\n\nMC leads\n\n'
  /** Quadratic work on these sizes takes minutes, linear work one or two seconds. CPU time of this process. */
  const LIMIT_SECONDS = 15

  function secondsToRead(page: string): number {
    const before = process.cpuUsage().user
    readLpcPage(page)
    return (process.cpuUsage().user - before) / 1e6
  }

  test.each([
    ['blanks', ' '],
    ['brackets', '(['],
    ['addresses', 'A Bo <a@b>, <a@'],
    ['links', '[a|http://x) http://('],
    ['sentence ends', 'A. b." '],
    ['swallowed titles', 'ok. Aa Bb Cc Dd Aa bb is '],
    ['names', 'Ann Bo and '],
  ])('[LPC-20] a megabyte of %s in one line is read in linear time', { timeout: 120_000 }, (_, part) => {
    const junk = part.repeat(Math.ceil(1_000_000 / part.length))
    expect(secondsToRead(`${START}${MIDDLE}${junk}`)).toBeLessThan(LIMIT_SECONDS)
    expect(secondsToRead(`${START}x${MIDDLE}Trains Summary\n\n${junk}\n`)).toBeLessThan(LIMIT_SECONDS)
  })

  test.each([
    ['empty bullets', '  •\n'],
    ['titles', 'x MC\n\n\n'],
    ['headings', 'Some title\n\n'],
    ['etherpads', 'a pad: http://x\n\n'],
    ['speaker lines', 'T\nSpeaker: Ab Cd\n\n'],
  ])('[LPC-20] thousands of %s are read in linear time', { timeout: 120_000 }, (_, part) => {
    const junk = part.repeat(Math.ceil(200_000 / part.length))
    expect(secondsToRead(`${START}x${MIDDLE}Trains Summary\n\n${junk}end.\n`)).toBeLessThan(LIMIT_SECONDS)
  })

  test('[LPC-20] lists nested without end become flat at a depth that can be read', () => {
    const list = Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level + 1)}• item`).join('\n')
    const { programme, ledger } = readLpcPage(`${START}${list}${MIDDLE}`)
    expect(compareWords(`${START}${list}${MIDDLE}`, { programme, ledger })).toEqual(NOTHING)
    expect(Math.max(...(programme.tracks[0]?.topics ?? []).map(({ level }) => level))).toBe(7)
  })
})

/** Pseudo-random numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A page with some of its lines lost, doubled, cut, merged or moved; its first title and leads heading stay. */
function damage(page: string, random: () => number): string {
  const kept = 14
  const [head, lines] = [page.split('\n').slice(0, kept), page.split('\n').slice(kept)]
  const any = (): number => Math.floor(random() * lines.length)
  for (let step = Math.floor(random() * 40); step >= 0; step -= 1) {
    const [one, other] = [any(), any()]
    const [text, more] = [lines[one] ?? '', lines[other] ?? '']
    const cut = text.slice(0, Math.floor(random() * text.length))
    const edits = [[], [text, more], ['', text], [cut], [`${text} ${more}`], [more]]
    lines.splice(one, 1, ...(edits[Math.floor(random() * edits.length)] ?? []))
  }
  return [...head, 'MC leads', '', ...lines].join('\n')
}
