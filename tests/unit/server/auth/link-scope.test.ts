import { describe, expect, it } from 'vitest'
import { linkPath, linkTarget, linkTitle } from '../../../../server/auth/link-scope.ts'
import type { LinkDetail } from '../../../../server/storage/link-rows.ts'
import type { EventId, LinkId, SessionId, TrackId } from '../../../../shared/domain/ids.ts'
import { ROLES, type Role } from '../../../../shared/domain/access.ts'

const base: LinkDetail = {
  id: 'l1' as LinkId,
  secret_hash: '',
  event_id: 'e1' as EventId,
  scope_type: 'event',
  scope_id: 'e1',
  role: 'scribe',
  label: null,
  password_hash: null,
  created_at: 0,
  created_by: null,
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  uses: 0,
  event_slug: 'harvest',
  event_title: 'Harvest',
  in_track_id: null,
  in_track_title: null,
  in_session_id: null,
  in_session_title: null,
  note_kind: null,
}
const inTrack = { in_track_id: 't1' as TrackId, in_track_title: 'Orchards' }
const inSession = { in_session_id: 's1' as SessionId, in_session_title: 'Grafting' }

const LINKS: Record<string, LinkDetail> = {
  event: base,
  track: { ...base, scope_type: 'track', scope_id: 't1', ...inTrack },
  session: { ...base, scope_type: 'session', scope_id: 's1', ...inTrack, ...inSession },
  'session without track': { ...base, scope_type: 'session', scope_id: 's1', ...inSession },
  'note of a session': {
    ...base,
    scope_type: 'note',
    scope_id: 'n1',
    ...inTrack,
    ...inSession,
    note_kind: 'summary',
  },
  'note of a track': { ...base, scope_type: 'note', scope_id: 'n2', ...inTrack, note_kind: 'notes' },
}

const LEADS_TO: Record<string, { typing: string; reading: string; title: string }> = {
  event: { typing: '/e/harvest', reading: '/r/harvest', title: 'Harvest' },
  track: { typing: '/e/harvest/t/t1', reading: '/r/harvest/t/t1', title: 'Orchards' },
  session: { typing: '/e/harvest/s/s1', reading: '/r/harvest/s/s1', title: 'Grafting' },
  'session without track': { typing: '/e/harvest/s/s1', reading: '/r/harvest/s/s1', title: 'Grafting' },
  'note of a session': {
    typing: '/e/harvest/s/s1?note=summary',
    reading: '/r/n/n1',
    title: 'Grafting (summary)',
  },
  'note of a track': { typing: '/e/harvest/t/t1?note=notes', reading: '/r/n/n2', title: 'Orchards (notes)' },
}

const READS: Record<Role, boolean> = {
  organizer: false,
  lead: false,
  scribe: false,
  reviewer: false,
  reader: true,
}

describe('where access links lead', () => {
  for (const [what, link] of Object.entries(LINKS)) {
    for (const role of ROLES) {
      const path = LEADS_TO[what]?.[READS[role] ? 'reading' : 'typing']
      it(`[LINK-5] a ${role} of the ${what} gets to ${path}`, () => {
        expect(linkPath({ ...link, role })).toBe(path)
      })
    }
    it(`[LINK-4] lists call the ${what} by its title`, () => {
      expect(linkTitle(link)).toBe(LEADS_TO[what]?.title)
    })
  }

  it('[LINK-2] rights are judged by everything that contains the scope', () => {
    expect(linkTarget(LINKS['note of a session'] ?? base)).toEqual({
      event: 'e1',
      track: 't1',
      session: 's1',
      note: 'n1',
    })
    expect(linkTarget(LINKS['note of a track'] ?? base)).toEqual({ event: 'e1', track: 't1', note: 'n2' })
    expect(linkTarget(base)).toEqual({ event: 'e1' })
  })

  for (const scope_type of ['track', 'session', 'note'] as const) {
    it(`[LINK-10] a link to a deleted ${scope_type} leads nowhere and is called that`, () => {
      const link = { ...base, scope_type, scope_id: 'gone' }
      expect(linkTarget(link)).toBeNull()
      expect(linkPath(link)).toBeNull()
      expect(linkTitle(link)).toBe(`(deleted ${scope_type})`)
    })
  }
})
