import { describe, expect, test } from 'vitest'
import { eventToIetfMinutes } from '../../../../server/export/ietf-minutes.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'
import { wildEvent } from '../../../support/wild-event.ts'

const textsOf = (event = sampleEvent()) =>
  new Map(eventToIetfMinutes(event).map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]))

describe('minutes as the IETF has them', () => {
  test('[FMT-6] have header, agenda, topics and what was decided, as Markdown and as text', async () => {
    const texts = textsOf()
    await expect(texts.get('minutes-conf-2019-tracing.md')).toMatchFileSnapshot(
      '../../../fixtures/formats/ietf-tracing.md',
    )
    await expect(texts.get('minutes-conf-2019-tracing.txt')).toMatchFileSnapshot(
      '../../../fixtures/formats/ietf-tracing.txt',
    )
    expect(texts.get('minutes-conf-2019-bpf.txt')).toContain('  * Chair: none named\n')
  })

  test('[FMT-6] the time is in the zone of the event and in UTC, with the day where that is another', () => {
    const sessions = [
      sampleSession({ start: Date.parse('2019-09-09T22:30:00Z'), end: Date.parse('2019-09-09T23:15:00Z') }),
    ]
    const event = sampleEvent({ timeZone: 'Asia/Tokyo', tracks: [sampleTrack({ sessions })] })
    const text = textsOf(event).get('minutes-conf-2019-tracing.txt')
    expect(text).toContain('* Date: Tuesday 10 September 2019\n')
    expect(text).toContain('* Time: 07:30–08:15 Asia/Tokyo\n')
    expect(text).toContain('* UTC: 22:30–23:15, Monday 9 September 2019\n')
  })

  test('[FMT-6] a status that is final says since when', () => {
    const final = {
      stage: 'final',
      stageAt: '2019-09-20T12:00:00Z',
      summary: markdownToDoc('Done.'),
    } as const
    const event = sampleEvent({ tracks: [sampleTrack({ ...final, sessions: [] })] })
    expect(textsOf(event).get('minutes-conf-2019-tracing.md')).toContain(
      '**Status:** final since 2019-09-20\n',
    )
  })

  test('[FMT-6] files can be uploaded as they are, and titles are no structure', () => {
    for (let seed = 1; seed <= 4; seed++) {
      for (const [path, text] of textsOf(wildEvent(seed))) {
        expect(path).toMatch(/^minutes-[a-z0-9-]+\.(?:md|txt)$/)
        expect(text.startsWith('\uFEFF')).toBe(false)
        expect(text).not.toContain('\r')
        expect(text).toMatch(/[^\n]\n$/)
        expect(text).not.toContain('SECRETWORD')
        if (!path.endsWith('.md')) continue
        const headings = markdownToDoc(text).content.filter(
          ({ type, attrs }) => type === 'heading' && Number(attrs?.['level']) <= 2,
        )
        const topics = headings.map((node) => plainTextOf(node).split(/[. ]/)[0])
        expect(topics.slice(1, 2)).toEqual(['Agenda'])
        expect(topics.slice(-2)).toEqual(['Action', 'Decisions'])
        expect(topics.filter((word) => /^\d+$/.test(word ?? ''))).toHaveLength(path.includes('other') ? 1 : 3)
      }
    }
  })
})
