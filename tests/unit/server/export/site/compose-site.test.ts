import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeSite } from '../../../../../server/export/site/compose-site.ts'
import { SESSION_STYLES } from '../../../../../shared/domain/session-style.ts'
import { markdownToDoc } from '../../../../../shared/markdown/markdown.ts'
import { docOf, paragraphOf, plainTextOf, textOf } from '../../../../../shared/schema/doc-json.ts'
import {
  SAMPLE_IMAGE_ID,
  SAMPLE_IMAGES,
  sampleEvent,
  sampleSession,
  sampleTrack,
} from '../../../../support/export-event.ts'
import { pageEvent } from '../../../../support/page-event.ts'
import { manySessions, sampleSite } from '../../../../support/sample-site.ts'
import { checkLinks, htmlPages, siteText, textOfPage } from '../../../../support/site-links.ts'
import { hasSeedPage, SEED_PAGE } from '../../../../support/seed-page.ts'

const FIXTURES = resolve(import.meta.dirname, '../../../../fixtures')
const PAGE = resolve(FIXTURES, 'lpc-page/conference.txt')
const DOWNLOADS = [{ title: 'PDF', path: 'downloads/conf-2019.pdf', bytes: 1_234_567 }]

const page = (path: string, ...options: Parameters<typeof sampleSite>) =>
  siteText(sampleSite(...options).files, path)

describe('a site', () => {
  it('[SITE-1] has a page for each track and session, with everything that the event holds', async () => {
    const { files } = sampleSite({ downloads: DOWNLOADS, siteUrl: 'https://conf.example/p/conf-2019' })
    expect(files.map(({ path }) => path)).toEqual([
      'index.html',
      'tracks/tracing.html',
      'tracks/bpf.html',
      'sessions/boot-time-tracing.html',
      'sessions/libtraceevent.html',
      'sessions/closing.html',
      'people.html',
      'actions.html',
      'search.html',
      'search.js',
      'search-index.js',
      '404.html',
      'feed.xml',
      'sitemap.xml',
      'style.css',
      `images/${SAMPLE_IMAGE_ID}.png`,
    ])
    for (const path of ['index.html', 'tracks/tracing.html', 'sessions/boot-time-tracing.html', 'feed.xml']) {
      await expect(siteText(files, path)).toMatchFileSnapshot(
        resolve(FIXTURES, 'site', path.replace('/', '-')),
      )
    }
  })

  it('[SITE-1] tells of every word of the imported page', () => {
    const event = pageEvent(readFileSync(PAGE, 'utf8'))
    const { files } = composeSite({
      event,
      images: new Map(),
      siteUrl: null,
      downloads: [],
      include: 'summary',
    })
    for (const { track, text } of event.tracks.map((each) => {
      return { track: each, text: textOfPage(siteText(files, `tracks/${each.anchor}.html`)) }
    })) {
      const docs = [track.description, track.summary, ...track.sessions.map(({ summary }) => summary)]
      for (const word of docs.flatMap((doc) => wordsOf(doc ? plainTextOf(doc) : ''))) {
        expect(text).toContain(word)
      }
      for (const session of track.sessions) {
        const own = textOfPage(siteText(files, `sessions/${session.anchor}.html`))
        for (const word of wordsOf(session.summary ? plainTextOf(session.summary) : '')) {
          expect(own).toContain(word)
        }
      }
    }
  })

  it('[SITE-2] has no link that leads nowhere, and no place that is there twice', () => {
    const seeds = [PAGE, ...(hasSeedPage ? [SEED_PAGE] : [])].map((path) => {
      return pageEvent(readFileSync(path, 'utf8'))
    })
    for (const event of [sampleEvent(), ...seeds, manySessions(20)]) {
      for (const include of ['summary', 'both'] as const) {
        const { files } = sampleSite({ event, include, downloads: DOWNLOADS })
        const { followed, broken, repeated } = checkLinks(files, ['downloads/conf-2019.pdf'])
        expect(followed).toBeGreaterThan(50)
        expect({ broken, repeated }).toEqual({ broken: [], repeated: [] })
      }
    }
  })

  it('[SITE-2] keeps its own places apart from those of sessions and headings, whatever these are called', () => {
    const names = ['main', 'summary', 'notes', 'page', 'about', 'con', 'index', 'a-2', 'page-main']
    const event = sampleEvent({
      tracks: [
        sampleTrack({
          anchor: 'tracks',
          summary: markdownToDoc('# Main\n\n# Page\n\n# Summary\n\nText.\n\n# Summary'),
          sessions: names.map((anchor) =>
            sampleSession({
              id: anchor,
              anchor,
              title: anchor,
              summary: markdownToDoc('# a\n\n# Main\n\n# a'),
            }),
          ),
        }),
      ],
    })
    const { files } = sampleSite({ event })
    expect(checkLinks(files)).toMatchObject({ broken: [], repeated: [] })
    // Windows cannot have a file of that name.
    expect(files.map(({ path }) => path)).toContain('sessions/con-.html')
  })

  it('[SITE-3] is the same for the same event, and takes time in proportion to it', () => {
    const bytes = () =>
      sampleSite().files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('hex')])
    expect(bytes()).toEqual(bytes())

    // Of the processor alone: other tests run beside this one.
    const timeFor = (count: number) => {
      const event = manySessions(count)
      const start = process.cpuUsage()
      sampleSite({ event })
      return process.cpuUsage(start).user
    }
    timeFor(50)
    const small = Math.min(timeFor(50), timeFor(50), timeFor(50))
    // Ten times the sessions; what grows with their square would take a hundred times as long.
    expect(timeFor(500)).toBeLessThan(40 * small)
  })

  it('[SITE-4] marks drafts and reviews, and says what is missing', () => {
    const index = page('index.html')
    expect(index).toContain('Of 4 summaries 1 is final, 1 is in review, 1 is a draft, 1 is missing.')
    expect(index).toMatch(/Boot-time tracing<\/a>\s*<span class="mark final">Final</)
    expect(index).toMatch(/more<\/a>\s*<span class="mark review">In review</)
    expect(index).toMatch(/Closing<\/a>\s*<span class="mark">No longer in the programme</)
    expect(index).toContain('No sessions in the programme. There is no summary yet.')
    expect(page('sessions/libtraceevent.html')).toContain('<b>In review.</b> This summary is not final')
    expect(page('tracks/tracing.html')).toContain('<b>Draft.</b> This summary is not final')
    expect(page('sessions/boot-time-tracing.html')).not.toContain('not final')
    expect(page('sessions/closing.html')).toContain('There is no summary yet.')
    const bare = sampleEvent({ tracks: [], sessions: [], description: null, location: null, url: null })
    expect(page('index.html', { event: bare })).toContain('There is nothing in the programme.')
  })

  it('[SITE-5] makes nothing that people wrote markup, script, or the name of a file', () => {
    const evil = `</title></script>'"><script>alert(1)</script><img src=x onerror=alert(2)>]]>`
    const link = { kind: 'slides', title: evil, url: 'javascript:alert(3)' } as const
    const person = { name: evil, affiliation: evil }
    const doc = docOf([
      { type: 'heading', attrs: { level: 1, anchor: '"><script>' }, content: [textOf(evil)] },
      {
        type: 'paragraph',
        content: [textOf(evil, [{ type: 'link', attrs: { href: 'javascript:alert(4)' } }])],
      },
      { type: 'minute', attrs: { kind: 'action', who: evil, due: evil }, content: [textOf(evil)] },
      { type: 'image', attrs: { id: '../../evil', alt: evil, width: evil } },
    ])
    const session = sampleSession({
      title: evil,
      speakers: [person],
      hall: evil,
      language: evil,
      url: 'javascript:alert(5)',
      links: [link],
      abstract: doc,
      summary: doc,
      notes: doc,
      errata: [{ at: '2019-10-01T08:00:00Z', text: evil }],
    })
    const event = sampleEvent({
      title: evil,
      location: evil,
      url: 'javascript:alert(6)',
      licence: evil,
      description: doc,
      tracks: [sampleTrack({ title: evil, leads: [person], links: [link], sessions: [session] })],
    })
    const { files } = sampleSite({
      event,
      downloads: [{ title: evil, path: 'downloads/a.pdf', bytes: 1 }],
      images: new Map([['../../evil', [...SAMPLE_IMAGES.values()][0]!]]),
    })
    for (const { path } of files) expect(path).toMatch(/^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)?$/)
    for (const { path, text } of htmlPages(files)) {
      const ours = text.replace(/<script (?:src="search\.js"|type="application\/ld\+json")[^>]*>/g, '')
      expect([path, /<script|<img|="javascript:/i.exec(ours)?.[0]]).toEqual([path, undefined])
      const tags = ours.replace(/="[^"]*"/g, '')
      expect([path, /<[^>]* onerror/i.exec(tags)?.[0]]).toEqual([path, undefined])
    }
    expect(siteText(files, 'index.html').match(/<\/script>/g)).toHaveLength(1)
    expect(siteText(files, 'feed.xml')).not.toMatch(/<script|\]\]>/)
    expect(siteText(files, 'sessions/boot-time-tracing.html')).toContain('&lt;script&gt;alert(1)')
  })

  it('[SITE-6] neither runs nor styles anything inside its pages', () => {
    for (const { path, text } of htmlPages(sampleSite().files)) {
      expect([path, /\sstyle="|<style|\son[a-z]+="|<base/.exec(text)?.[0]]).toEqual([path, undefined])
      for (const [, attributes] of text.matchAll(/<script([^>]*)>/g)) {
        expect(attributes).toMatch(/src="|type="application\/ld\+json"/)
      }
    }
    expect(page('sessions/boot-time-tracing.html')).toContain('<td class="to-right">12</td>')
  })

  it('[SITE-7] has no address of a person, nothing off the record, and notes only where they belong', () => {
    const secret = { type: 'offRecord', content: [paragraphOf('Between us.')] }
    const withSecret = docOf([
      secret,
      { type: 'blockquote', content: [secret, paragraphOf('Said aloud.')] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraphOf('item'), secret] }] },
    ])
    const event = sampleEvent({
      description: withSecret,
      tracks: [
        sampleTrack({
          notes: withSecret,
          summary: withSecret,
          sessions: [
            sampleSession({ notes: withSecret, summary: withSecret, abstract: withSecret }),
            sampleSession({
              id: 'other',
              anchor: 'other',
              summary: null,
              notes: markdownToDoc('Only noted.'),
            }),
          ],
        }),
      ],
    })
    const all = (include: 'summary' | 'both') =>
      sampleSite({ event, include })
        .files.map(({ bytes }) => new TextDecoder().decode(bytes))
        .join('\n')
    expect(all('both')).toContain('Said aloud.')
    expect(all('both')).not.toContain('Between us')
    expect(all('both')).toContain('Only noted.')
    expect(all('summary')).not.toContain('Only noted.')
    for (const path of [PAGE, ...(hasSeedPage ? [SEED_PAGE] : [])]) {
      const { files } = sampleSite({ event: pageEvent(readFileSync(path, 'utf8')) })
      const addresses = htmlPages(files).flatMap(({ text }) => text.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g) ?? [])
      // A mailing list that a summary tells of.
      expect(addresses.filter((address) => !address.startsWith('linux-fsdevel@'))).toEqual([])
    }
  })

  it('[SITE-8] has its pictures as files, and says where one is missing', () => {
    const { files, warnings } = sampleSite()
    const text = siteText(files, 'sessions/boot-time-tracing.html')
    expect(text).toContain(
      `<img src="../images/${SAMPLE_IMAGE_ID}.png" alt="A red square" width="1" height="1" loading="lazy">`,
    )
    expect(text).toContain('<p class="missing-picture">[picture: Lost]</p>')
    expect(warnings).toEqual([
      {
        code: 'broken_picture',
        message: 'A picture in “Boot-time tracing” is not there; the page says [picture: Lost] in its place.',
      },
    ])
  })

  it('[SITE-16] pages have one title, landmarks, a way past them, languages, and say when they were changed', () => {
    const { files } = sampleSite()
    const titles = htmlPages(files).map(({ path, text }) => {
      for (const part of ['<html lang="en">', '<main id="page.main"', '<header class="top">', '<footer']) {
        expect([path, text.split(part).length]).toEqual([path, 2])
      }
      expect([path, text.match(/<h1[ >]/g)]).toEqual([path, [expect.any(String)]])
      expect(text.indexOf('href="#page.main"')).toBeLessThan(text.indexOf('<nav'))
      expect(textOfPage(text)).toContain('Changed on 1 Oct 2019, 09:00 (Lisbon time)')
      expect(textOfPage(text)).toContain('Licence: CC BY 4.0')
      return /<title>(.*?)<\/title>/.exec(text)?.[1]
    })
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles).toContain('Boot-time tracing · Conference 2019')
    const session = sampleSession({ language: 'pt', abstract: markdownToDoc('Olá.') })
    const foreign = page('sessions/boot-time-tracing.html', {
      event: sampleEvent({ sessions: [session], tracks: [] }),
    })
    expect(foreign).toContain('<h1 lang="pt">')
    expect(foreign).toContain('<div class="doc" lang="pt">')
  })

  it('[SITE-18] anchors follow from the words of headings, whatever is written above them', () => {
    const withSummary = (text: string) =>
      sampleEvent({ tracks: [sampleTrack({ sessions: [sampleSession({ summary: markdownToDoc(text) })] })] })
    for (const text of ['# Next steps\n\nb', '# Before\n\na\n\n- [ ] do it\n\n## Next steps\n\nb']) {
      const event = withSummary(text)
      expect(page('sessions/boot-time-tracing.html', { event })).toContain('id="summary.next-steps"')
      expect(page('tracks/tracing.html', { event })).toContain('id="boot-time-tracing--next-steps"')
    }
  })

  it('[SITE-19] shows corrections with their days', () => {
    for (const path of ['sessions/libtraceevent.html', 'tracks/tracing.html']) {
      expect(textOfPage(page(path))).toContain(
        'Correction 1 October 2019: The library is under LGPL, not GPL.',
      )
    }
  })

  it('[SITE-20] a track’s page sets its sessions as the track wants it', () => {
    const entry = (style: (typeof SESSION_STYLES)[number]) => {
      const session = sampleSession({
        summary: markdownToDoc('All is well.'),
        stage: 'final',
        links: [{ kind: 'slides', title: 'Slides', url: 'https://example.org/slides.pdf' }],
        notes: null,
        abstract: null,
      })
      const event = sampleEvent({ tracks: [sampleTrack({ style, sessions: [session] })] })
      const text = page('tracks/tracing.html', { event })
      return textOfPage(/<section class="entry".*?<\/section>/s.exec(text)?.[0] ?? '')
    }
    expect(Object.fromEntries(SESSION_STYLES.map((style) => [style, entry(style)]))).toEqual({
      full: 'Boot-time tracing Masami Hiramatsu (Linaro) Mon 9 Sept, 10:00–10:30 · Floriana Slides All is well.',
      speaker: 'Boot-time tracing Speaker: Masami Hiramatsu (Linaro) Details All is well. Slides',
      'led-by': 'Boot-time tracing Led by Masami Hiramatsu (Linaro). All is well. Slides',
      title: 'Boot-time tracing All is well. Slides',
      prose: 'Boot-time tracing All is well. Slides Page of this session: Boot-time tracing',
      parenthesis: 'Boot-time tracing (Masami Hiramatsu) All is well. Slides',
    })
  })
})

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
