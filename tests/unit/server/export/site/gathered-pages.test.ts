/** What a site gathers from all over its event: minutes, people, the search, the feed, and where it is itself. */
import { describe, expect, it } from 'vitest'
import { composeSearchIndex } from '../../../../../server/export/site/search-index.ts'
import { prepareSite } from '../../../../../server/export/site/site.ts'
import { markdownToDoc } from '../../../../../shared/markdown/markdown.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../../support/export-event.ts'
import { manySessions, sampleSite } from '../../../../support/sample-site.ts'
import { htmlPages, siteText, textOfPage } from '../../../../support/site-links.ts'

const page = (path: string, ...options: Parameters<typeof sampleSite>) =>
  siteText(sampleSite(...options).files, path)

describe('a site gathers', () => {
  it('[SITE-9] gathers actions and decisions, each with its place', () => {
    const actions = page('actions.html')
    expect(actions).toContain(
      '<a href="sessions/boot-time-tracing.html#summary.action-send-the-patch">Send the patch.</a> (Ada, due 2019-10-01)',
    )
    expect(actions).toMatch(
      /#summary\.action-publish-the-slides">Publish the slides<\/a>\s*<span class="mark final">Done/,
    )
    expect(actions.indexOf('Decisions</h2>')).toBeLessThan(actions.indexOf('Merge it in 5.5.'))
    expect(page('sessions/boot-time-tracing.html')).toContain(
      '<p id="summary.action-send-the-patch"><strong>Action (Ada, due 2019-10-01):</strong>',
    )
    const none = sampleEvent({ tracks: [] })
    expect(sampleSite({ event: none }).files.map(({ path }) => path)).not.toContain('actions.html')
    expect(page('index.html', { event: none })).not.toContain('actions.html')
  })

  it('[SITE-10] names everybody once, with all that they did', () => {
    const ada = { name: 'Ada Lovelace', affiliation: 'Analytical Engines' }
    const event = sampleEvent({
      tracks: [sampleTrack({ leads: [ada], sessions: [sampleSession({ speakers: [ada] })] })],
    })
    const people = page('people.html', { event })
    expect(people.match(/<h2>[^<]*<\/h2>/g)).toEqual(['<h2>Ada Lovelace</h2>', '<h2>Jérémie Галкин</h2>'])
    const [, entry = ''] = /<li id="ada-lovelace">(.*?)<li id="jeremie/s.exec(people) ?? []
    expect(textOfPage(entry)).toBe(
      'Ada Lovelace Analytical Engines Led Tracing Boot-time tracing Closing (no longer in the programme)',
    )
    expect(page('tracks/tracing.html', { event })).toContain('href="../people.html#ada-lovelace"')
  })

  it('[SITE-13] searches text up to a limit, and says where it ends', () => {
    const site = prepareSite({
      event: manySessions(10),
      images: new Map(),
      siteUrl: null,
      downloads: [],
      include: 'both',
    })
    expect(composeSearchIndex(site).warnings).toEqual([])
    const { script, warnings } = composeSearchIndex(site, 2_000)
    expect(warnings).toEqual([
      {
        code: 'search_cut',
        message: expect.stringMatching(
          /^The search covers 2000 characters of text; what comes from “Session 2”/,
        ),
      },
    ])
    expect(script.length).toBeLessThan(5_000)
    expect(script).toContain('"Session 9"')
  })

  it('[SITE-14] has a feed of final summaries, newest first, with ids that stay', () => {
    const session = (day: number, changes = {}) =>
      sampleSession({
        id: `session-of-day-${day}`,
        anchor: `day-${day}`,
        title: `Day ${day}`,
        summary: markdownToDoc(`Of *day* ${day}.`),
        stage: 'final',
        stageAt: `2019-09-0${day}T12:00:00Z`,
        ...changes,
      })
    const event = sampleEvent({
      tracks: [
        sampleTrack({
          sessions: [
            session(1, { errata: [{ at: '2019-09-09T09:00:00Z', text: 'No.' }] }),
            session(3),
            session(2),
            session(4, { stage: 'review' }),
            session(5, { summary: null }),
          ],
        }),
      ],
    })
    const feedAt = (siteUrl: string | null) => page('feed.xml', { event, siteUrl })
    const feed = feedAt('https://conf.example/p/conf')
    expect(feed.match(/<title>Day \d/g)).toEqual(['<title>Day 3', '<title>Day 2', '<title>Day 1'])
    expect(feed).toContain('<updated>2019-09-09T09:00:00Z</updated>')
    expect(feed).toContain('<summary>Of day 3.</summary>')
    expect(feed).toContain('href="https://conf.example/p/conf/sessions/day-3.html"')
    const ids = feed.match(
      /<id>urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}<\/id>/g,
    )
    expect(new Set(ids).size).toBe(4)
    expect(feedAt(null).match(/<id>.*?<\/id>/g)).toEqual(ids)
    expect(feedAt(null)).toContain('href="sessions/day-3.html"')
  })

  it('[SITE-15] says where it is only when it knows', () => {
    const unknown = sampleSite()
    expect(unknown.files.map(({ path }) => path)).not.toContain('sitemap.xml')
    for (const { text } of htmlPages(unknown.files)) expect(text).not.toMatch(/rel="canonical"|property="og:/)

    for (const siteUrl of ['https://conf.example/p/conf', 'https://conf.example/p/conf/']) {
      const { files } = sampleSite({ siteUrl })
      const session = siteText(files, 'sessions/boot-time-tracing.html')
      const url = 'https://conf.example/p/conf/sessions/boot-time-tracing.html'
      expect(session).toContain(`<link rel="canonical" href="${url}" />`)
      expect(session).toMatch(/<meta property="og:description" content="A paragraph with bold, italic/)
      expect(siteText(files, 'index.html')).toContain('rel="canonical" href="https://conf.example/p/conf/"')
      expect(siteText(files, 'sitemap.xml')).toContain(`<loc>${url}</loc>`)
      const missing = siteText(files, '404.html')
      expect(missing).toContain('name="robots" content="noindex"')
      expect(missing).toContain('href="/p/conf/style.css"')
      expect(missing).toMatch(/href="\/p\/conf\/index\.html">contents/)
    }
    expect(() => sampleSite({ siteUrl: 'nowhere' })).toThrow(TypeError)
  })
})
