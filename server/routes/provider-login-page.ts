/** The pages for people whom a provider did not get signed in: what happened, and what to do. */
import { html } from '../lib/html-template.ts'
import type { ConnectTrouble } from '../auth/connect-identity.ts'
import type { ProviderTrouble } from '../auth/provider.ts'
import type { IdentityTrouble } from '../auth/sign-in-by-provider.ts'
import { renderPlainPage } from './plain-page.ts'

export type SignInTrouble = ProviderTrouble | IdentityTrouble | ConnectTrouble | 'busy'

interface Words {
  readonly status: number
  readonly title: string
  /** Takes what people call the provider. */
  readonly advice: (provider: string) => string
  /** What else can be done. */
  readonly more?: (provider: string) => string
}

const otherWayIn = (provider: string): string =>
  `If you have a password here, sign in with it: your account can be connected with ${provider} then.`

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
  'no-address': {
    status: 403,
    title: 'Your e-mail address was not told',
    advice: (provider) =>
      `${provider} told this server no e-mail address of yours. Tell whoever runs this server that the claim “email” is missing: ${provider} has to be set up to give it to this site.`,
    more: otherWayIn,
  },
  unverified: {
    status: 403,
    title: 'Your e-mail address is not confirmed',
    advice: (provider) =>
      `${provider} says that your e-mail address is not confirmed (the claim “email_verified” is false). Confirm it there, then try again.`,
    more: otherWayIn,
  },
  silent: {
    status: 403,
    title: 'Nobody vouches for your e-mail address',
    advice: (provider) =>
      `${provider} told your e-mail address, but not whether it is confirmed: the claim “email_verified” is missing. Tell whoever runs this server: if addresses at ${provider} can be trusted, the setting OIDC_TRUST_EMAIL says so.`,
    more: otherWayIn,
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
  'other-login': {
    status: 403,
    title: 'Your account was not connected',
    advice: () =>
      'You are not signed in any more as you were when you began. Begin again on the page of your account.',
  },
  owned: {
    status: 409,
    title: 'Another account is connected already',
    advice: (provider) =>
      `Whom you signed in as at ${provider} belongs to another account here. Sign in through ${provider} to see which, and disconnect that one first; or begin again, as somebody else there.`,
  },
  connected: {
    status: 409,
    title: 'Your account is connected already',
    advice: (provider) =>
      `It belongs to somebody else of ${provider}. Disconnect it on the page of your account first.`,
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
  {
    provider,
    site,
    isSignedIn,
  }: { readonly provider: string; readonly site: string; readonly isSignedIn: boolean },
): string {
  const { title, advice, more } = TROUBLES[trouble]
  // By the whole address: a browser that came by another name of the server would lose its cookie again.
  return renderPlainPage(
    title,
    html`<p>${advice(provider)}</p>
      ${more !== undefined && html`<p>${more(provider)}</p>`}
      <p>
        ${
          isSignedIn
            ? html`<a href="${site}/account">Go to your account</a>`
            : html`<a href="${site}/sign-in">Go to the sign-in page</a>`
        }
      </p>`,
  )
}
