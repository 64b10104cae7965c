import { can } from '../../shared/domain/access.ts'
import { requireAccess, requireSignedIn } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import { readSession, sessionNotFound } from '../programme/read-session.ts'
import { findRedactor } from '../programme/find-redactor.ts'
import { redactSessionDetail } from '../programme/redact-programme.ts'
import { findEventTarget, findSessionTarget } from '../storage/targets.ts'
import { findArrival } from './find-arrival.ts'
import { findNeighbours } from './find-neighbours.ts'
import { readErrata } from './read-errata.ts'
import { readVersions, type ReadingDeps } from './read-versions.ts'
import type { SessionPage } from './reading-session.ts'

/** A session's reading page. Those who may only read one of its notes get the head and that note. */
export async function readSessionPage(
  deps: ReadingDeps,
  options: {
    readonly slug: string
    readonly id: string
    readonly principal: Principal
    /** The block of the notes that the reader followed a line of the summary to. */
    readonly passage: string | null
  },
): Promise<Omit<SessionPage, 'request'>> {
  const { principal } = options
  const { db, clock } = deps
  requireSignedIn(principal)
  const target = await findSessionTarget(db, options.id)
  const event = await findEventTarget(db, options.slug)
  if (!target || target.event !== event?.event) throw sessionNotFound()

  const session = await readSession(deps, { session: target.session, principal })
  const versions = await readVersions(deps, { principal, target, owner: session })
  const arrival = await findArrival(deps, { passage: options.passage, versions })
  const now = clock.now()
  const whole = can({ grants: principal.grants, action: 'programme.read', target, now })
  if (!whole && versions.length === 0) requireAccess({ principal, action: 'programme.read', target, clock })
  const redactor = await findRedactor(db, target.event)
  return {
    session: redactSessionDetail(whole ? session : { ...session, abstract: null }, redactor),
    versions,
    arrival,
    errata: await readErrata(db, { versions, redactor }),
    neighbours: await findNeighbours(deps, { target, principal, redactor }),
    now,
  }
}
