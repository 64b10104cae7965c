import { createContext, runInContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { markdownToDoc } from '../../../../../shared/markdown/markdown.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../../support/export-event.ts'
import { sampleSite } from '../../../../support/sample-site.ts'
import { siteText } from '../../../../support/site-links.ts'

interface Part {
  readonly text: string
  readonly isMarked: boolean
}

interface Found {
  readonly page: { readonly title: string; readonly path: string }
  readonly passages: readonly { readonly anchor: string; readonly parts: readonly Part[] }[]
}

interface SiteSearch {
  prepare(index: unknown): unknown
  findPages(pages: unknown, query: string): readonly Found[]
}

/** The site's own script, with an index that it is given. */
function searchIn(indexScript: string): (query: string) => readonly Found[] {
  const scope = createContext({})
  for (const script of [indexScript, SCRIPT]) runInContext(script, scope)
  const { siteIndex, siteSearch } = scope as { siteIndex: unknown; siteSearch: SiteSearch }
  const pages = siteSearch.prepare(siteIndex)
  return (query) => siteSearch.findPages(pages, query)
}

/** With a session for each of the texts. */
function searchOf(...texts: readonly string[]): (query: string) => readonly Found[] {
  const sessions = texts.map((text, index) =>
    sampleSession({
      id: `id${index}`,
      anchor: `s${index}`,
      title: `Talk ${index}`,
      summary: markdownToDoc(text),
      abstract: null,
      notes: null,
      speakers: [{ name: 'Jørgen Łukasz', affiliation: null }],
    }),
  )
  const event = sampleEvent({ sessions: [], tracks: [sampleTrack({ sessions, leads: [], summary: null })] })
  return searchIn(siteText(sampleSite({ event }).files, 'search-index.js'))
}

const SCRIPT = siteText(sampleSite().files, 'search.js')

const TEXTS = [
  '`sched_setattr()` returns -EAGAIN, says **Müller**.\n\n## Next steps\n\nCONFIG_PREEMPT_RT in C++ at 0xDEAD, io_uring.',
  '日本語の段落です。한국어 문단입니다。 Ελληνικός λόγος. Tracing of tracepoints.',
  'Nothing to trace here; a talk of cafés. Unique-ish: <script>alert(1)</script>',
]

describe('the search of a site', () => {
  const find = searchOf(...TEXTS)
  const titles = (query: string) => find(query).map(({ page }) => page.title)

  it.each([
    ['sched_setattr', ['Talk 0']],
    ['setattr', ['Talk 0']],
    ['sched_set', ['Talk 0']],
    ['SCHED_SETATTR()', ['Talk 0']],
    ['-EAGAIN', ['Talk 0']],
    ['eagain', ['Talk 0']],
    ['C++', ['Talk 0']],
    ['0xdead', ['Talk 0']],
    ['config_preempt_rt', ['Talk 0']],
    ['muller', ['Talk 0']],
    ['MÜLLER', ['Talk 0']],
    ['cafes', ['Talk 2']],
    ['段落', ['Talk 1']],
    ['문단', ['Talk 1']],
    ['λογος', ['Talk 1']],
    ['ΕΛΛΗΝΙΚΟΣ', ['Talk 1']],
    ['tracepoi', ['Talk 1']],
    ['“next steps”', ['Talk 0']],
    ['<script>', ['Talk 2']],
    ['alert(1)', ['Talk 2']],
    ['xyzzy', []],
    ['setattr xyzzy', []],
    ['   ', []],
  ])('[SITE-11] finds %s', (query, expected) => {
    expect(titles(query)).toEqual(expected)
  })

  it('[SITE-11] finds the beginnings of words before their insides, and short words only there', () => {
    expect(titles('trac')).toEqual(['Tracing', 'Talk 1', 'Talk 2', 'Talk 0'])
    expect(titles('alk')).toEqual(['Talk 2', 'Talk 0', 'Talk 1'])
    expect(titles('lk')).toEqual([])
  })

  it('[SITE-11] finds people by names without their accents', () => {
    expect(titles('jorgen lukasz')[0]).toBe('Jørgen Łukasz')
  })

  it('[SITE-11] leads to the heading, with the words marked as they are written', () => {
    const [found] = find('preempt')
    expect(found?.page.path).toBe('sessions/s0.html')
    expect(found?.passages).toHaveLength(1)
    expect(found?.passages[0]?.anchor).toBe('summary.next-steps')
    expect(found?.passages[0]?.parts.filter(({ isMarked }) => isMarked)).toEqual([
      { text: 'PREEMPT', isMarked: true },
    ])
    const [other] = find('muller')
    expect(other?.passages[0]?.parts.find(({ isMarked }) => isMarked)?.text).toBe('Müller')
  })

  it('[SITE-11] shows the words around the place in a long text', () => {
    const long = searchOf(`${'é '.repeat(3_000)} needle ${'ö '.repeat(3_000)}`)
    const text =
      long('needle')[0]
        ?.passages[0]?.parts.map((part) => part.text)
        .join('') ?? ''
    expect(text).toContain('needle')
    expect(text.length).toBeLessThan(300)
    expect(text).toMatch(/^… .* …$/)
  })

  it('[SITE-11] finds the one among a thousand sessions', () => {
    const index = Array.from({ length: 1_000 }, (_, each) => {
      return [
        `Talk ${each}`,
        `sessions/s${each}.html`,
        'Ada',
        [['', `${'lorem ipsum dolor '.repeat(60)} n${each}`]],
      ]
    })
    const many = searchIn(`globalThis.siteIndex = ${JSON.stringify(index)}`)
    expect(many('n777').map(({ page }) => page.title)).toEqual(['Talk 777'])
  })
})
