/** The pages for people whom a provider did not get signed in: what happened, and what to do. */
import { html } from '../lib/html-template.ts'
import type { ProviderTrouble } from '../auth/provider.ts'
import type { IdentityTrouble } from '../auth/sign-in-by-provider.ts'
import { renderPlainPage } from './plain-page.ts'

export type SignInTrouble = ProviderTrouble | IdentityTrouble | 'busy'

interface Words {
  readonly status: number
  readonly title: string
  /** Takes what people call the provider. */
  readonly advice: (provider: string) => string
}

const TROUBLES: Readonly<Record<SignInTrouble, Words>> = {
  denied: {
    status: 403,
    title: 'You were not signed in',
    advice: (provider) =>
      `You said no at ${provider}, or it does not let you in here. Try again, or sign in with a password.`,
  },
  stale: {
    status: 400,
    title: 'This sign-in is over',
    advice: () =>
      'It did not begin in this browser, or more than ten minutes ago, or it was used already. Begin again, in one tab.',
  },
  unreachable: {
    status: 502,
    title: 'The sign-in service does not answer',
    advice: (provider) =>
      `${provider} could not be reached, or has a problem of its own. Try again in some minutes, or sign in with a password.`,
  },
  clock: {
    status: 502,
    title: 'Two clocks differ',
    advice: (provider) =>
      `The clock of this server and that of ${provider} are too far apart to trust its answer. Tell whoever runs this server.`,
  },
  refused: {
    status: 502,
    title: 'The sign-in did not work',
    advice: (provider) =>
      `${provider} gave an answer that this server cannot accept. Try again; if it stays so, tell whoever runs this server: its log says more.`,
  },
  unverified: {
    status: 403,
    title: 'Your e-mail address is not confirmed',
    advice: (provider) =>
      `${provider} told no address of yours, or does not say that it is yours. Confirm it there, then try again. If you have a password here, sign in with it.`,
  },
  taken: {
    status: 403,
    title: 'This address belongs to another account',
    advice: (provider) =>
      `The account with your e-mail address belongs to somebody else of ${provider}, perhaps to whoever had the address before. Ask an organiser.`,
  },
  'new-site': {
    status: 409,
    title: 'This server has no organiser yet',
    advice: () => 'Open the set-up link that it printed when it started. Others can sign in after that.',
  },
  busy: {
    status: 429,
    title: 'Too many attempts',
    advice: () => 'Wait a quarter of an hour, then try again.',
  },
}

export const statusOfTrouble = (trouble: SignInTrouble): number => TROUBLES[trouble].status

export function renderProviderTrouble(
  trouble: SignInTrouble,
  { provider, site }: { readonly provider: string; readonly site: string },
): string {
  const { title, advice } = TROUBLES[trouble]
  // By the whole address: a browser that came by another name of the server would lose its cookie again.
  return renderPlainPage(
    title,
    html`<p>${advice(provider)}</p>
      <p><a href="${site}/sign-in">Go to the sign-in page</a></p>`,
  )
}
