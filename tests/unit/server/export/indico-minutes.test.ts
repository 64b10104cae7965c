import { describe, expect, test } from 'vitest'
import { docToIndicoMarkdown } from '../../../../server/export/indico-markdown.ts'
import { eventToIndicoMinutes } from '../../../../server/export/indico-minutes.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, plainTextOf, textOf } from '../../../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../../../shared/schema/plain-minutes.ts'
import { richDoc, sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'
import { wildDoc } from '../../../support/wild-doc.ts'
import { wildEvent } from '../../../support/wild-event.ts'

const textsOf = (event = sampleEvent()) =>
  new Map(eventToIndicoMinutes(event).map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]))
const written = (markdown: string) => docToIndicoMarkdown(markdownToDoc(markdown))

describe('minutes for Indico', () => {
  test('[FMT-7] are named by the ids that things have there, with a list of what goes where', () => {
    const session = sampleSession({ importKey: 'indico-contribution-12' })
    const event = sampleEvent({
      url: 'https://indico.example.org/event/4/',
      licence: null,
      tracks: [
        sampleTrack({
          importKey: 'indico-session-66',
          sessions: [session, sampleSession({ anchor: 'b', id: 'b' })],
        }),
      ],
      sessions: [
        sampleSession({ anchor: 'contribution-12', id: 'c', url: null, importKey: null }),
        sampleSession({ notes: null }),
      ],
    })
    const texts = textsOf(event)
    expect([...texts.keys()]).toEqual([
      'README.md',
      'session-66.md',
      'contribution-12.md',
      'b.md',
      'contribution-12-2.md',
    ])
    expect(texts.get('README.md')).toBe(
      [
        '# Conference 2019: minutes for Indico',
        'Each file is the text of the minutes of one contribution or session; choose Markdown there.',
        [
          '- `session-66.md` – Tracing, session 66: <https://indico.example.org/event/4/sessions/66/>',
          '- `contribution-12.md` – Boot-time tracing, contribution 12: <https://example.org/event/4/contributions/1/>',
          '- `b.md` – Boot-time tracing, contribution: <https://example.org/event/4/contributions/1/>',
          '- `contribution-12-2.md` – Boot-time tracing, contribution (no address known)\n',
        ].join('\n'),
      ].join('\n\n'),
    )
    expect(texts.get('session-66.md')).toBe(
      '## Summary (draft)\n\nIt went well.\n\n-   \\[x\\] Publish the slides\n',
    )
  })

  test('[FMT-7] hold only what is rendered there', async () => {
    const text = textsOf().get('boot-time-tracing.md')
    await expect(text).toMatchFileSnapshot('../../../fixtures/formats/indico-boot-time-tracing.md')
    expect(written('9. a\n10. b')).toBe('-   9\\. a\n-   10\\. b\n')
    expect(written('1. a\n   - b\n\n     c\n2. d')).toBe('1.  a\n    -   b\n\n        c\n2.  d\n')
    expect(written('- a\n\n```\nb\n```\n\n```\nc\n```')).toBe('-   a\n\n&nbsp;\n\n    b\n\n&nbsp;\n\n    c\n')
    expect(written('a\\\n\\- b\n\n`$x` <$y>')).toBe('a\n\\- b\n\n&#36;x &lt;&#36;y>\n')
    expect(written('```\n$ ls\n  $ pwd\n```')).toBe('&#36; ls\n&nbsp;&nbsp;&#36; pwd\n')
    expect(written('C#\n\n# C#')).toBe('C\\#\n\n# C\\#\n')
  })

  test('[FMT-7] no text becomes markup there, and all of it is there', () => {
    const docs = [plainMinutes(richDoc()), docOf([paragraphOf('<b>&amp; $x$ $y$'), paragraphOf('===')])]
    for (let seed = 1; seed <= 60; seed++)
      docs.push({ ...docOf([]), ...wildDoc(seed, { blanks: true }) } as (typeof docs)[0])
    for (const [index, doc] of docs.entries()) {
      const text = docToIndicoMarkdown(doc)
      const running = text
        .split('\n')
        .filter((line) => !/^[> ]*(?:-|\d+\.)? {4}/.test(line))
        .join('\n')
        .replace(/`[^`\n]*`|\]\([^)\s]*\)/g, '')
      expect(running, `document ${index}`).not.toMatch(
        /<|&(?!(?:amp|lt|nbsp|#36|#61);)|^\s*(?:```|~~~ )|^=+$|^-{2,}$/m,
      )
      expect(text, `document ${index}`).not.toMatch(/\$[^$]+\$/)
      const count = (value: string, letter: string) => value.split(letter).length
      for (const letter of new Set(plainTextOf(doc).match(/[\p{L}\p{N}]/gu)))
        expect(count(text, letter), `document ${index}: ${letter}`).toBeGreaterThanOrEqual(
          count(plainTextOf(doc), letter),
        )
    }
    for (let seed = 1; seed <= 4; seed++)
      for (const text of textsOf(wildEvent(seed)).values()) expect(text).not.toContain('SECRETWORD')
  })

  test('[FMT-7] an address cannot end its brackets', () => {
    const href = 'https://x.example/a)b](c "d" <e>$f$_g'
    const doc = docOf([{ type: 'paragraph', content: [textOf('t]', [{ type: 'link', attrs: { href } }])] }])
    expect(docToIndicoMarkdown(doc)).toBe(
      '[t\\]](https://x.example/a%29b%5D%28c%20%22d%22%20%3Ce%3E%24f%24_g)\n',
    )
  })
})
