/** Sending mail, whatever carries it. */

/** A message in plain text. What people typed must be on one line in `subject` and `name`. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  /**
   * A page where the receiver ends mails like this one, with a GET to look at and a POST that does it; null for what is
   * only sent when it was asked for.
   */
  readonly stopUrl: string | null
}

/**
 * What became of a mail. `sent`: a server took it; `refused`: it never will take this one; `later`: not now; `unreachable`:
 * it takes none at present, so there is no use in trying others.
 */
export type Delivery = 'sent' | 'refused' | 'later' | 'unreachable'

export interface Mailer {
  /** Never rejects for what a mail server says or does not say. */
  send(mail: Mail): Promise<Delivery>
}

/** Whether a text is one address and nothing else: a comma or a bracket in it would make it several, or another. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>(),:;"\\[\]\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text)
}
