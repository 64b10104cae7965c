/** The list of endpoints, the routers and the description of the API say the same. */
import type { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuditRoutes } from '../../server/routes/audit.ts'
import { createDemoRoutes } from '../../server/routes/demo.ts'
import { createEventRoutes } from '../../server/routes/events.ts'
import { createExportRoutes } from '../../server/routes/exports.ts'
import { createImageRoutes } from '../../server/routes/images.ts'
import { createLinkRoutes } from '../../server/routes/links.ts'
import { createLiveRoutes } from '../../server/routes/live.ts'
import { createLoginRoutes } from '../../server/routes/login.ts'
import { createMeRoutes } from '../../server/routes/me.ts'
import { createPasswordLinkRoutes } from '../../server/routes/password-links.ts'
import { createGuestRoutes } from '../../server/routes/guests.ts'
import { createNameRoutes } from '../../server/routes/names.ts'
import { createNoteHistoryRoutes } from '../../server/routes/note-history.ts'
import { createNoteRoutes } from '../../server/routes/notes.ts'
import { createOpenApiRoutes } from '../../server/routes/openapi.ts'
import { createProgrammeRoutes } from '../../server/routes/programme.ts'
import { createSearchRoutes } from '../../server/routes/search.ts'
import { createReminderRoutes } from '../../server/routes/reminders.ts'
import { createReviewRoutes } from '../../server/routes/review.ts'
import { createPublicationRoutes } from '../../server/routes/publications.ts'
import { createRoleRoutes } from '../../server/routes/roles.ts'
import { createSessionRoutes } from '../../server/routes/sessions.ts'
import { createSetupRoutes } from '../../server/routes/setup.ts'
import { createTrackRoutes } from '../../server/routes/tracks.ts'
import { API_ROOT, ENDPOINTS } from '../../shared/contracts/api.ts'
import { CONTRACTS } from '../../shared/contracts/endpoint.ts'
import { startPeopleApp, type PeopleApp } from '../support/people-app.ts'

/** All routers that app.ts mounts at the API's root. */
const ROUTERS = [
  createAuditRoutes,
  createDemoRoutes,
  createEventRoutes,
  createExportRoutes,
  createPublicationRoutes,
  createImageRoutes,
  createLinkRoutes,
  createLoginRoutes,
  createMeRoutes,
  createPasswordLinkRoutes,
  createGuestRoutes,
  createNameRoutes,
  createNoteHistoryRoutes,
  createNoteRoutes,
  createOpenApiRoutes,
  createProgrammeRoutes,
  createSearchRoutes,
  createReminderRoutes,
  createReviewRoutes,
  createRoleRoutes,
  createSessionRoutes,
  createSetupRoutes,
  createTrackRoutes,
] as const

let app: PeopleApp

beforeAll(async () => {
  app = await startPeopleApp()
})
afterAll(() => app[Symbol.asyncDispose]())

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, unknown>>
}
interface Description {
  readonly openapi: string
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

async function fetchDescription(): Promise<Description> {
  const response = await app.openBrowser().send('GET', `${API_ROOT}/openapi.json`)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  return (await response.json()) as Description
}

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`

/** `METHOD /path` of every route of a router that is mounted at the API's root. */
function routesOf(router: Router): readonly string[] {
  return router.stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => nameOf({ method: method.toUpperCase(), path: route.path })) : [],
  )
}

describe('the API and its description', () => {
  it('[HTTP-12] every route is listed, and everything listed is routed', () => {
    // Routers only use what they are given when a request comes, and none does here.
    const nothing = () => () => {}
    const live = createLiveRoutes({ bus: { subscribe: nothing }, clock: { every: nothing } } as never)
    const routed = [
      ...ROUTERS.flatMap((createRoutes) => routesOf(createRoutes({} as never))),
      ...routesOf(live.router),
    ]
    expect([...new Set(routed)].sort()).toEqual(ENDPOINTS.map(nameOf).sort())
  })

  it('[HTTP-12] no endpoint is listed twice', () => {
    expect(new Set(ENDPOINTS.map(nameOf)).size).toBe(ENDPOINTS.length)
  })

  it('[HTTP-11] openapi.json has every endpoint with its parameters, body, answer and problems', async () => {
    const { openapi, servers, paths } = await fetchDescription()
    expect([openapi, servers[0]?.url]).toEqual(['3.1.0', API_ROOT])
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.sort()).toEqual(ENDPOINTS.map(nameOf).sort())
    for (const { method, path, body, answer } of ENDPOINTS) {
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      const inPath = operation?.parameters
        ?.filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
      expect(inPath ?? []).toEqual([...path.matchAll(/:(\w+)/g)].map(([, name]) => name))
      expect(operation?.requestBody !== undefined).toBe(body !== undefined)
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([`${answer.status}`, '401', '500']),
      )
    }
    const ids = Object.values(paths).flatMap((operations) =>
      Object.values(operations).map((each) => each.operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('[HTTP-11] every reference in openapi.json leads to a schema', async () => {
    const description = await fetchDescription()
    const { schemas } = description.components
    expect(Object.keys(schemas).sort()).toEqual(Object.keys(CONTRACTS).sort())
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target ?? '',
    )
    expect(references.length).toBeGreaterThan(ENDPOINTS.length)
    for (const reference of references) {
      expect(schemas).toHaveProperty([reference.replace('#/components/schemas/', '')])
    }
  })
})
