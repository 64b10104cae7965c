/** The page that the product exists for, all the way: file → programme → Markdown. Runs where the page is present. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importLpcPage } from '../../server/import/lpc-page.ts'
import { plainTextOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'
import { signUpOrganiser } from '../support/api-client.ts'
import { hasSeedPage, SEED_PAGE } from '../support/seed-page.ts'
import { ServerProcess } from '../support/server-process.ts'

/** Everything in a list, with its depth. */
function listItems(node: DocNode, depth = 0): string[] {
  const inList = node.type.endsWith('List')
  return (node.content ?? []).flatMap((child) => {
    if (inList) {
      const [first] = child.content ?? []
      return [`${depth}: ${first ? plainTextOf(first) : ''}`, ...listItems(child, depth + 1)]
    }
    return listItems(child, depth)
  })
}

const hrefsIn = (node: DocNode): string[] => [
  ...(node.marks ?? []).flatMap(({ type, attrs }) => (type === 'link' ? [String(attrs?.['href'])] : [])),
  ...(node.content ?? []).flatMap(hrefsIn),
]

test.skipIf(!hasSeedPage)(
  '[EXP-10] the Markdown of the imported page holds every track, session, speaker, link and list level, in programme order',
  { timeout: 120_000 },
  async () => {
    const text = readFileSync(SEED_PAGE, 'utf8')
    const { tracks, sessions, event } = importLpcPage(text)
    const server = await ServerProcess.start()
    try {
      const organiser = await signUpOrganiser(server.url, server.setupLink)
      await organiser.expect('POST', '/events/lpc/programme?format=auto', text)
      const { body } = await organiser.request<string>('GET', '/api/v1/events/lpc/export?format=md')
      const exported = markdownToDoc(body)
      const headings = exported.content.filter(({ type }) => type === 'heading')
      const headingsAt = (level: number) =>
        headings.filter(({ attrs }) => attrs?.['level'] === level).map((node) => plainTextOf(node))

      expect(headingsAt(1)).toEqual([event.title])
      expect(headingsAt(2)).toEqual(tracks.map(({ title }) => title))
      const inOrder = tracks.flatMap(({ key }) => sessions.filter(({ trackKey }) => trackKey === key))
      expect(inOrder).toHaveLength(120)
      const sessionTitles = new Set(inOrder.map(({ title }) => title))
      expect(headingsAt(3).filter((title) => sessionTitles.has(title))).toEqual(
        inOrder.map(({ title }) => title),
      )

      const flat = plainTextOf(exported)
      for (const { speakers } of sessions) for (const { name } of speakers) expect(flat).toContain(name)
      for (const { leads } of tracks) for (const { name } of leads) expect(flat).toContain(name)
      expect(flat).not.toMatch(/<?atish\.patra@/)

      const parts = [event, ...tracks, ...sessions]
      const docs = parts.flatMap((part) =>
        [
          'description' in part ? part.description : null,
          'abstract' in part ? part.abstract : null,
          'summary' in part ? part.summary : null,
        ].filter((doc) => doc !== null),
      )
      const targets = [
        ...docs.flatMap(hrefsIn),
        ...[...tracks, ...sessions].flatMap(({ links }) =>
          links.flatMap(({ url }) => (url === null ? [] : [url])),
        ),
      ]
      expect(targets.length).toBeGreaterThan(10)
      expect(hrefsIn(exported)).toEqual(expect.arrayContaining(targets))
      const squeezed = (items: string[]) => items.map((item) => item.replace(/\s+/g, ' ').trim())
      const expected = squeezed(docs.flatMap((doc) => listItems(doc)))
      expect(expected.length).toBeGreaterThan(300)
      expect(squeezed(listItems(exported))).toEqual(expect.arrayContaining(expected))
    } finally {
      await server.dispose()
    }
  },
)
