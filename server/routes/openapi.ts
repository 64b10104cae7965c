/** `/api/v1/openapi.json`: an OpenAPI 3.1 description made from shared/contracts/api.ts. */
import { STATUS_CODES } from 'node:http'
import { Router } from 'express'
import * as z from 'zod/mini'
import { can, ROLES, type Action } from '../../shared/domain/access.ts'
import { API_ROOT, ENDPOINTS } from '../../shared/contracts/api.ts'
import { CONTRACTS, problemsOf, type ContractName, type Endpoint } from '../../shared/contracts/endpoint.ts'
import { ERROR_STATUS, type ErrorCode } from '../../shared/contracts/errors.ts'
import { LOGIN_COOKIE } from '../auth/login-cookie.ts'

type Json = Readonly<Record<string, unknown>>

export function createOpenApiRoutes(): Router {
  const router = Router()
  // Made when first asked for: starting the server does not wait for it.
  let description: string | null = null
  router.get('/openapi.json', (_request, response) => {
    description ??= JSON.stringify(describeApi())
    response.set('Cache-Control', 'public, no-cache').type('application/json').send(description)
  })
  return router
}

/** The whole description as data. */
export function describeApi(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of ENDPOINTS) {
    const operations = (paths[templateOf(endpoint.path)] ??= {})
    operations[endpoint.method.toLowerCase()] = describeOperation(endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapporteur',
      version: '1',
      description:
        'Notes and summaries of a conference. Errors are RFC 9457 problem details with a stable `code`. The live text ' +
        'of notes travels over the WebSocket `/collab/<noteId>`, not over this API.',
    },
    servers: [{ url: API_ROOT }],
    paths,
    components: {
      schemas: describeContracts(),
      securitySchemes: {
        login: { type: 'apiKey', in: 'cookie', name: LOGIN_COOKIE },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token, or the secret of an access link that has no password.',
        },
      },
    },
  }
}

function describeOperation(endpoint: Endpoint): Json {
  const { method, path, summary, access, body, answer } = endpoint
  const parameters = [...pathParameters(path), ...queryParameters(endpoint)]
  return {
    operationId: operationIdOf(method, path),
    tags: [path.split('/')[1]],
    summary,
    description: `Who may: ${describeAccess(access)}.`,
    security: access === 'anyone' ? [{}, { login: [] }, { bearer: [] }] : [{ login: [] }, { bearer: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: describeBody(body) } } : {}),
    responses: {
      [answer.status]: {
        description: STATUS_CODES[answer.status],
        ...(answer.status === 204 ? {} : { content: describeContent(answer) }),
      },
      ...describeProblems(problemsOf(endpoint)),
    },
  }
}

function describeContent(answer: Exclude<Endpoint['answer'], { readonly status: 204 }>): Json {
  const { json = null, media = [] } = 'json' in answer ? answer : { ...answer, json: null }
  return {
    ...(json === null ? {} : { 'application/json': { schema: refTo(json) } }),
    ...Object.fromEntries(media.map((type) => [type, {}])),
  }
}

function describeAccess(access: Endpoint['access']): string {
  if (access === 'anyone') return 'anyone'
  if (access === 'signed-in') return 'whoever is signed in or came by an access link'
  return `${rolesFor(access).join(', ')} (${access})`
}

function rolesFor(action: Action): readonly string[] {
  const scope = { type: 'site', id: '' } as const
  return ROLES.filter((role) =>
    can({ grants: [{ scope, role, expiresAt: null }], action, target: {}, now: 0 }),
  )
}

function describeBody(body: NonNullable<Endpoint['body']>): Json {
  if (body === 'file') return { 'application/octet-stream': {} }
  return { 'application/json': { schema: refTo(body) } }
}

/** Codes by status, since that is what an answer is found by. */
function describeProblems(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes)
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: `Problem with the code ${group.map((code) => `\`${code}\``).join(' or ')}`,
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      },
    ]),
  )
}

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters({ query }: Endpoint): readonly Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = toSchema(query) as {
    readonly properties?: Readonly<Record<string, unknown>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

// As input: what may be sent. Answers may get more fields in later versions, so they are not closed either.
function toSchema(contract: z.ZodMiniType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(contract, { io: 'input' })
  return schema
}

function describeContracts(): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, contract] of Object.entries(CONTRACTS)) registry.add(contract, { id })
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, described]) => {
      const { $schema: _, $id: __, ...schema } = described
      return [id, schema]
    }),
  )
}

function refTo(name: ContractName): Json {
  return { $ref: `#/components/schemas/${name}` }
}

/** Express writes `:id`, OpenAPI `{id}`. */
function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

/** `GET /events/:slug` → `getEventsBySlug`. */
function operationIdOf(method: string, path: string): string {
  const words = path.split('/').filter(Boolean)
  const name = words.map((word) => {
    const text = word.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^:/, '')
    const capital = text.charAt(0).toUpperCase() + text.slice(1)
    return word.startsWith(':') ? `By${capital}` : capital
  })
  return method.toLowerCase() + name.join('')
}
