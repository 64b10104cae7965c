/** What tests of people do over HTTP again and again. */
import { expect } from 'vitest'
import { Problem, type ErrorCode } from '../../shared/contracts/errors.ts'
import { LinkCreated, LinkList, Me } from '../../shared/contracts/people.ts'
import type { Role } from '../../shared/domain/access.ts'
import { startPeopleApp, type Browser, type Call, type PeopleApp } from './people-app.ts'

export const PASSWORD = 'twelve ripe quinces'
/** The first organiser. */
export const ROOT = { name: 'Ines', email: 'ines@orchard.example', password: PASSWORD }

/** How a foreign site would have a visitor's browser send a request. */
export const FOREIGN: Call = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }

/** `organiser` has set the server up and is signed in as organiser of the site. */
export interface OrganisedApp {
  readonly app: PeopleApp
  readonly organiser: Browser
}

export async function startOrganisedApp(): Promise<OrganisedApp> {
  const app = await startPeopleApp()
  const organiser = app.openBrowser()
  const secret = ((await app.setup.path()) ?? '').replace('/setup/', '')
  expect((await organiser.send('POST', '/api/v1/setup', { json: { ...ROOT, secret } })).status).toBe(200)
  return { app, organiser }
}

export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

export async function codeOf(response: Response): Promise<ErrorCode> {
  return (await problemOf(response)).code
}

/** Unless said otherwise, a reader's link to the event `harvest`. */
export async function makeLink(
  browser: Browser,
  link: { type?: string; id?: string; role?: Role } & Record<string, unknown> = {},
): Promise<LinkCreated> {
  const { type = 'event', id = 'harvest', role = 'reader', ...rest } = link
  const response = await browser.send('POST', '/api/v1/links', {
    json: { scope: { type, id }, role, ...rest },
  })
  expect(response.status).toBe(201)
  return LinkCreated.parse(await response.json())
}

/** A new browser that has opened a link with this role. */
export async function openBrowserWith(
  { app, organiser }: OrganisedApp,
  link: { readonly role: Role; readonly type?: string; readonly id?: string },
): Promise<Browser> {
  const { secret } = await makeLink(organiser, link)
  const browser = app.openBrowser()
  expect((await browser.send('GET', `/l/${secret}`)).status).toBe(303)
  return browser
}

export async function meOf(browser: Browser): Promise<Me> {
  return Me.parse(await (await browser.send('GET', '/api/v1/me')).json())
}

/** The links of the event `harvest` that the browser may manage. */
export async function linksOf(browser: Browser): Promise<LinkList['links']> {
  const response = await browser.send('GET', '/api/v1/links?event=harvest')
  expect(response.status).toBe(200)
  return LinkList.parse(await response.json()).links
}
