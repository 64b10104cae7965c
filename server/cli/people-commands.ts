/** Commands that let people and programs in: link create, user create, user password-link, token create. */
import { createInterface } from 'node:readline/promises'
import { EmailAddress, LinkCreate, UserCreate } from '../../shared/contracts/people.ts'
import { LINK_SCOPES, ROLES } from '../../shared/domain/access.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts'
import { createLink } from '../auth/create-link.ts'
import { createPasswordLink } from '../auth/create-password-link.ts'
import { createToken } from '../auth/create-token.ts'
import { createUser } from '../auth/create-user.ts'
import { OPERATOR } from '../auth/operator.ts'
import { AppError } from '../errors.ts'
import { findUserByEmail } from '../storage/user-rows.ts'
import {
  choiceOption,
  textOption,
  UsageError,
  withContext,
  type Command,
  type CommandInput,
} from './command.ts'

const ROLE_OPTION = { type: 'string', value: 'ROLE', help: ROLES.join(', '), required: true } as const

export const linkCreate: Command = {
  name: 'link create',
  summary: 'Makes an access link and prints its address, which is not shown again.',
  positionals: [],
  options: {
    scope: {
      type: 'string',
      value: 'SCOPE',
      help: 'event:SLUG, track:ID, session:ID or note:ID',
      required: true,
    },
    role: ROLE_OPTION,
    expires: {
      type: 'string',
      value: 'TIME',
      help: 'when it ends: 30m, 12h, 7d or an instant such as 2026-09-01T12:00:00Z',
    },
    password: { type: 'boolean', help: 'asks for a password that whoever opens the link must know' },
    label: { type: 'string', help: 'what it is for, in the list of links' },
  },
  async run(input) {
    const [type, ...rest] = (textOption(input, 'scope') ?? '').split(':')
    const scopeType = LINK_SCOPES.find((candidate) => candidate === type)
    const id = rest.join(':')
    if (!scopeType || !id)
      throw new UsageError('--scope: expected event:SLUG, track:ID, session:ID or note:ID.')
    const link = LinkCreate.parse({
      scope: { type: scopeType, id },
      role: requiredRole(input),
      label: textOption(input, 'label') ?? null,
      expiresAt: readExpiry(textOption(input, 'expires')),
      password: input.options['password'] ? await askPassword('Password of the link: ') : null,
    })
    const made = await withContext(input.config, (context) =>
      createLink(context, { principal: OPERATOR, link }),
    )
    console.log(made.url)
    return 0
  },
}

export const userCreate: Command = {
  name: 'user create',
  summary: 'Makes an account. The password is asked for, or read from standard input.',
  positionals: [],
  options: {
    name: { type: 'string', help: 'display name', required: true },
    email: { type: 'string', value: 'ADDRESS', help: 'e-mail address, to sign in with', required: true },
    role: { type: 'string', value: 'ROLE', help: 'role on the whole site (organizer) or none (the default)' },
  },
  async run(input) {
    const role = choiceOption(input, 'role', ['organizer', 'none'] as const, 'none')
    const parsed = UserCreate.safeParse({
      name: textOption(input, 'name'),
      email: textOption(input, 'email'),
      password: await askPassword('Password: '),
    })
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new UsageError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`)
    }
    const grant = role === 'none' ? {} : { grant: { scope: { type: 'site', id: '' } as const, role } }
    const id = await withContext(input.config, (context) =>
      createUser(context, { user: parsed.data, ...grant }),
    )
    console.log(id)
    return 0
  },
}

export const userPasswordLink: Command = {
  name: 'user password-link',
  summary:
    'Makes a link that sets an account’s password, once, within 24 hours (72 for the first one), and prints it alone.',
  positionals: [],
  options: {
    email: { type: 'string', value: 'ADDRESS', help: 'e-mail address of the account', required: true },
  },
  async run(input) {
    const email = EmailAddress.safeParse(textOption(input, 'email'))
    if (!email.success) throw new UsageError('--email: expected an e-mail address.')
    const made = await withContext(input.config, async (context) => {
      const user = await findUserByEmail(context.db, email.data)
      if (!user) throw new AppError('not_found', `There is no account with the address ${email.data}.`)
      return createPasswordLink(context, { userId: user.id, principal: OPERATOR })
    })
    console.log(made.url)
    return 0
  },
}

export const tokenCreate: Command = {
  name: 'token create',
  summary: 'Makes an API token and prints it alone on standard output; it is not shown again.',
  positionals: [],
  options: {
    name: { type: 'string', help: 'what it is for', required: true },
    role: ROLE_OPTION,
    event: { type: 'string', value: 'SLUG', help: 'only for this event (default: the whole site)' },
  },
  async run(input) {
    const token = {
      name: textOption(input, 'name') ?? '',
      role: requiredRole(input),
      event: textOption(input, 'event') ?? null,
    }
    const { secret } = await withContext(input.config, (context) => createToken(context, token))
    console.log(secret)
    return 0
  },
}

function requiredRole(input: CommandInput) {
  return choiceOption(input, 'role', ROLES, 'reader')
}

function readExpiry(text: string | undefined): string | null {
  if (text === undefined) return null
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count && unit) {
    const unitMs = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[unit] ?? 0
    return new Date(Date.now() + Number(count) * unitMs).toISOString()
  }
  if (Number.isNaN(Date.parse(text))) throw new UsageError('--expires: expected 30m, 12h, 7d or an instant.')
  return new Date(text).toISOString()
}

/** From the terminal or, in a script, the first line of standard input. */
async function askPassword(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  try {
    if (process.stdin.isTTY) process.stderr.write(question)
    const { value, done } = await lines[Symbol.asyncIterator]().next()
    if (done || !value) throw new UsageError('expected a password on standard input.')
    return value
  } finally {
    lines.close()
  }
}
