/** What became of reminders, in words. */
import type { RemindersSent } from '../../../shared/contracts/reminders.ts'

/** Names that are told; of more only their number. */
const MAX_NAMES = 5

export function sentText({ sent, withoutAddress, stopped, failed }: RemindersSent): string {
  const others = [
    failed.length > 0 && `Could not be sent to ${nameSome(failed)}.`,
    withoutAddress.length > 0 && `No e-mail address of ${nameSome(withoutAddress)}.`,
    stopped.length > 0 && `No more reminders wanted by ${nameSome(stopped)}.`,
  ].filter((part) => part !== false)
  const count = sent === 0 ? 'No' : String(sent)
  if (sent === 0 && others.length === 0) return 'No lead has a summary that is due.'
  return [`${count} ${sent === 1 ? 'lead was' : 'leads were'} reminded.`, ...others].join(' ')
}

function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES)
  const rest = names.length - shown.length
  return new Intl.ListFormat('en-GB').format(rest === 0 ? shown : [...shown, `${rest} more`])
}
