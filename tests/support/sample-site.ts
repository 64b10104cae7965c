/** The sample event as a site. */
import { composeSite, type ComposedSite } from '../../server/export/site/compose-site.ts'
import type { SiteOptions } from '../../server/export/site/site.ts'
import type { ExportEvent } from '../../server/export/programme.ts'
import { richDoc, SAMPLE_IMAGES, sampleEvent, sampleSession, sampleTrack } from './export-event.ts'

export function sampleSite(changes: Partial<SiteOptions> = {}): ComposedSite {
  return composeSite({
    event: sampleEvent(),
    images: SAMPLE_IMAGES,
    siteUrl: null,
    downloads: [],
    include: 'both',
    ...changes,
  })
}

const RICH = richDoc()

/** An event with so many sessions, each with a bit of everything. */
export const manySessions = (count: number): ExportEvent =>
  sampleEvent({
    tracks: [
      sampleTrack({
        sessions: Array.from({ length: count }, (_, index) =>
          sampleSession({
            id: `session${index}`,
            anchor: `session-${index}`,
            title: `Session ${index}`,
            summary: RICH,
          }),
        ),
      }),
    ],
  })
