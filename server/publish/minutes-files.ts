import type { GatheredMinute, MinutesFormat } from '../../shared/contracts/minutes.ts'
import { minutesToCsv, minutesToMarkdown } from '../export/minutes-file.ts'
import { textRedactor } from '../export/redact.ts'
import { textFile, type TextFile } from '../notes/text-file.ts'

/** `origin` is what addresses of pages begin with. */
export function minutesFile(
  minutes: readonly GatheredMinute[],
  {
    name,
    format,
    origin,
    redactedNames,
  }: {
    readonly name: string
    readonly format: Exclude<MinutesFormat, 'json'>
    readonly origin: string
    readonly redactedNames: readonly string[]
  },
): TextFile {
  const kept = minutes.map((minute) => redactMinute(minute, textRedactor(redactedNames)))
  const body = format === 'csv' ? minutesToCsv(kept, origin) : minutesToMarkdown(kept, origin)
  return textFile({ titles: [name, 'minutes'], format, body })
}

/** A line whose words change does not lead to them any more, only to its page. */
function redactMinute(minute: GatheredMinute, redact: (text: string) => string): GatheredMinute {
  const text = redact(minute.text)
  const path = text === minute.text.normalize('NFC') ? minute.path : minute.path.replace(/&find=.*$/, '')
  const who = minute.who === null ? null : redact(minute.who)
  return { ...minute, text, who, title: redact(minute.title), path }
}
