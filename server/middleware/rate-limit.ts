/**
 * How often somebody may ask. A whole hall shares one address, so limits are per login, link or token; addresses only
 * count where there is no participant yet, and then together with the account or link that somebody tries to get at.
 * Counts live in this process: several servers allow as many times more.
 */
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { Request, RequestHandler } from 'express'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import { hashSecret } from '../auth/secrets.ts'
import { AppError } from '../errors.ts'
import { principalOf } from './authenticate.ts'

/** Requests of one login. */
export const MAX_REQUESTS_PER_MINUTE = 1_200
/** Programs (API tokens and secrets of links, which several may share) get so many times as much as a browser. */
const PROGRAM_FACTOR = 5
/** Looks at the same access link, without a login. */
export const MAX_OPENINGS_PER_MINUTE = 6_000
/** Guests that one access link makes: a hall of 2,000 at once, and no million overnight when it got into wrong hands. */
export const MAX_NEW_GUESTS = 2_000
const NEW_GUESTS_WINDOW_MS = 10 * MINUTE_MS

/** Window of the limits on guessing. */
const GUESS_WINDOW_MS = 15 * MINUTE_MS
/** Wrong passwords for one account from one address. */
export const MAX_WRONG_PASSWORDS = 20
/** Wrong passwords for one link from one address: a hall may well mistype it a few hundred times. */
export const MAX_WRONG_LINK_PASSWORDS = 500
/** Sign-ins, right or wrong, from one address. */
export const MAX_SIGN_INS_PER_ADDRESS = 2_000
/** Wrong present passwords of one login that changes its password. */
export const MAX_WRONG_PRESENT_PASSWORDS = 20
/** Uses of one password link: each costs a hash. */
export const MAX_PASSWORD_LINK_USES = 50
const MAIL_WINDOW_MS = 60 * MINUTE_MS
/** Mails with a password link to one address, whoever asks for them. */
export const MAX_PASSWORD_MAILS = 5
/** Mails with a password link to one account that organisers have sent. */
export const MAX_ACCOUNT_MAILS = 10
/** Roles that one may give, and accounts that one may make, where each may send a mail to somebody who never asked for one. */
export const MAX_INVITATIONS = 1_000
/** What one browser, or one address of the network, may ask for: a hall shares it. */
export const MAX_PASSWORD_MAILS_PER_ASKER = 300
/** Wrong set-up secrets from one address. */
export const MAX_WRONG_SETUPS = 50

/** For everybody who has a login, link or token; goes after `authenticateRequests`. */
export function limitRequests(perMinute: number = MAX_REQUESTS_PER_MINUTE): RequestHandler {
  return createLimit({
    name: 'requests',
    windowMs: MINUTE_MS,
    limit: (request) =>
      perMinute * (['link', 'token'].includes(principalOf(request).kind) ? PROGRAM_FACTOR : 1),
    keyOf: (request) => principalOf(request).loginId ?? principalOf(request).actor,
  })
}

/** For signing in; goes after the body was read. */
export function limitSignIns(): readonly RequestHandler[] {
  return [
    createLimit({
      name: 'sign-ins',
      windowMs: GUESS_WINDOW_MS,
      limit: () => MAX_SIGN_INS_PER_ADDRESS,
      keyOf: addressOf,
    }),
    createLimit({
      name: 'wrong-passwords',
      windowMs: GUESS_WINDOW_MS,
      limit: () => MAX_WRONG_PASSWORDS,
      keyOf: (request) => `${addressOf(request)} ${emailOf(request)}`,
      counts: isRefusal,
    }),
  ]
}

/** For who comes back from a provider, or leaves for it. */
export function limitProviderSignIns(): RequestHandler {
  return createLimit({
    name: 'provider-sign-ins',
    windowMs: GUESS_WINDOW_MS,
    limit: () => MAX_SIGN_INS_PER_ADDRESS,
    keyOf: addressOf,
  })
}

/** For changing a password that has to be known. */
export function limitPresentPasswords(): RequestHandler {
  return createLimit({
    name: 'present-passwords',
    windowMs: GUESS_WINDOW_MS,
    limit: () => MAX_WRONG_PRESENT_PASSWORDS,
    keyOf: (request) => principalOf(request).userId,
    counts: isRefusal,
  })
}

/** For the form of `/password/:secret`. */
export function limitPasswordLinks(): RequestHandler {
  return createLimit({
    name: 'password-links',
    windowMs: GUESS_WINDOW_MS,
    limit: () => MAX_PASSWORD_LINK_USES,
    keyOf: linkKeyOf,
  })
}

/** For asking for a link by mail; goes after the body was read. The same for addresses that have no account. */
export function limitPasswordMails(): readonly RequestHandler[] {
  return [
    createLimit({
      name: 'password-mails-of-asker',
      windowMs: MAIL_WINDOW_MS,
      limit: () => MAX_PASSWORD_MAILS_PER_ASKER,
      keyOf: (request) => principalOf(request).loginId ?? addressOf(request),
    }),
    createLimit({
      name: 'password-mails',
      windowMs: MAIL_WINDOW_MS,
      limit: () => MAX_PASSWORD_MAILS,
      keyOf: emailOf,
    }),
  ]
}

/** For organisers who have a link mailed to an account; links that they hand over themselves cost nobody anything. */
export function limitAccountMails(): RequestHandler {
  return createLimit({
    name: 'account-mails',
    windowMs: MAIL_WINDOW_MS,
    limit: () => MAX_ACCOUNT_MAILS,
    keyOf: (request) => (request.query['by'] === 'mail' ? String(request.params['id']) : null),
  })
}

/** For giving roles and making accounts on a server that sends mail. */
export function limitInvitations(): RequestHandler {
  return createLimit({
    name: 'invitations',
    windowMs: MAIL_WINDOW_MS,
    limit: () => MAX_INVITATIONS,
    keyOf: (request) => principalOf(request).loginId ?? principalOf(request).actor,
  })
}

export function limitSetups(): RequestHandler {
  return createLimit({
    name: 'set-ups',
    windowMs: GUESS_WINDOW_MS,
    limit: () => MAX_WRONG_SETUPS,
    keyOf: addressOf,
    counts: isRefusal,
  })
}

/** For `/l/:secret` and its like. Whoever has a login is limited by that, and not by what others do with the link. */
export function limitLinkOpenings(): RequestHandler {
  return createLimit({
    name: 'link-openings',
    windowMs: MINUTE_MS,
    limit: () => MAX_OPENINGS_PER_MINUTE,
    keyOf: (request) => (principalOf(request).loginId === null ? linkKeyOf(request) : null),
  })
}

/** For `/l/:secret`: what makes a guest leads on. */
export function limitNewGuests(): RequestHandler {
  return createLimit({
    name: 'new-guests',
    windowMs: NEW_GUESTS_WINDOW_MS,
    limit: () => MAX_NEW_GUESTS,
    keyOf: (request) => (principalOf(request).loginId === null ? linkKeyOf(request) : null),
    counts: (status) => status === 303,
  })
}

/** For the password form of `/l/:secret`. */
export function limitLinkPasswords(): RequestHandler {
  return createLimit({
    name: 'link-passwords',
    windowMs: GUESS_WINDOW_MS,
    limit: () => MAX_WRONG_LINK_PASSWORDS,
    keyOf: (request) => `${addressOf(request)} ${linkKeyOf(request)}`,
    counts: isRefusal,
  })
}

function createLimit(options: {
  readonly name: string
  readonly windowMs: number
  readonly limit: (request: Request) => number
  /** Null: nobody to count, so not limited. */
  readonly keyOf: (request: Request) => string | null
  /** Counts only what ends like this. While it runs, a request counts too, so guesses at once gain nothing. */
  readonly counts?: (status: number) => boolean
}): RequestHandler {
  const { name, windowMs, limit, keyOf, counts } = options
  return rateLimit({
    windowMs,
    limit,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (request) => keyOf(request) === null,
    keyGenerator: (request) => keyOf(request) ?? '',
    skipSuccessfulRequests: counts !== undefined,
    requestWasSuccessful: (_request, { statusCode }) => !counts?.(statusCode),
    handler: (_request, _response, next) =>
      next(
        new AppError(
          'too_many_requests',
          'Too many requests in a short time. Wait a little, then try again.',
        ),
      ),
    // Its hints on misconfiguration go to the console; how many proxies to trust is a setting here.
    validate: false,
  })
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403
}

function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '')
}

// Not validated yet, and never more than a key.
function emailOf(request: Request): string {
  const email = (request.body as { email?: unknown } | undefined)?.email
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : ''
}

function linkKeyOf(request: Request): string {
  return hashSecret(String(request.params['secret']))
}
