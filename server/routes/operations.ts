import { Router } from 'express'
import type { Registry } from 'prom-client'
import type { Db } from '../storage/tables.ts'

/** `/healthz` (the process runs), `/readyz` (it can do its work), `/metrics`. */
export function createOperationsRoutes(deps: {
  readonly db: Db
  readonly metrics: Registry
  readonly isStopping: () => boolean
  readonly commitFailures: () => number
}): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n')
  })
  router.get('/readyz', async (_request, response) => {
    const reason = await whyNotReady(deps)
    response
      .status(reason ? 503 : 200)
      .type('text')
      .send(`${reason ?? 'ready'}\n`)
  })
  router.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.contentType).send(await deps.metrics.metrics())
  })
  return router
}

async function whyNotReady({ db, isStopping, commitFailures }: Parameters<typeof createOperationsRoutes>[0]) {
  if (isStopping()) return 'stopping'
  if (commitFailures() > 0) return 'commits fail'
  try {
    await db.selectFrom('events').select('id').limit(1).execute()
    return null
  } catch {
    return 'the database does not answer'
  }
}
