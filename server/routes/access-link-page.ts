/**
 * The pages that an access link shows when it does not simply lead on: the password form, and what to do about a link
 * that does not work. They name nothing of what the link is for, and work without script.
 */
import { html } from '../lib/html-template.ts'
import { renderPlainPage } from './plain-page.ts'

/** The form posts to its own address. */
export function renderPasswordPage({ wasWrong }: { readonly wasWrong: boolean }): string {
  return renderPlainPage(
    'This link has a password',
    html`<form method="post">
      <label for="password">Password, from whoever gave you the link</label>
      <input
        id="password"
        name="password"
        type="password"
        required
        autocomplete="off"
        ${wasWrong && html` aria-invalid="true" aria-describedby="wrong"`}
      />
      ${wasWrong && html`<p class="wrong" id="wrong" role="alert">That is not the password of this link.</p>`}
      <button type="submit">Open</button>
    </form>`,
  )
}

export type LinkTrouble = 'revoked' | 'expired' | 'deleted' | 'unknown'

const TROUBLES: Readonly<Record<LinkTrouble, { readonly title: string; readonly advice: string }>> = {
  revoked: {
    title: 'This link was withdrawn',
    advice: 'Ask whoever gave it to you, or an organiser, for a new one.',
  },
  expired: {
    title: 'This link has ended',
    advice:
      'It was made for a time that is over. Ask whoever gave it to you, or an organiser, for a new one.',
  },
  deleted: {
    title: 'What this link was for is gone',
    advice: 'It was deleted from the programme. Ask an organiser where it is now.',
  },
  unknown: {
    title: 'This link is not complete, or not from here',
    advice:
      'Copy all of it, up to the last character, or scan the code again. If it still fails, ask for a new one.',
  },
}

export function renderTroublePage(trouble: LinkTrouble): string {
  return renderAdvice(TROUBLES[trouble])
}

/** Whether it was too many guests or too many wrong passwords: what helps is the same. */
export function renderBusyPage({ minutes }: { readonly minutes: number }): string {
  return renderAdvice({
    title: 'This link was used too often just now',
    advice: `Open it again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. Browsers that have opened it before go on as they were.`,
  })
}

function renderAdvice({ title, advice }: { readonly title: string; readonly advice: string }): string {
  return renderPlainPage(
    title,
    html`<p>${advice}</p>
      <p><a href="/">Go to the start page</a></p>`,
  )
}
