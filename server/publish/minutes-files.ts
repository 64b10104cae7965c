import type { GatheredMinute, MinutesFormat } from '../../shared/contracts/minutes.ts'
import { minutesToCsv, minutesToMarkdown } from '../export/minutes-file.ts'
import { textFile, type TextFile } from '../notes/text-file.ts'

/** `origin` is what addresses of pages begin with. */
export function minutesFile(
  minutes: readonly GatheredMinute[],
  {
    name,
    format,
    origin,
  }: { readonly name: string; readonly format: Exclude<MinutesFormat, 'json'>; readonly origin: string },
): TextFile {
  const body = format === 'csv' ? minutesToCsv(minutes, origin) : minutesToMarkdown(minutes, origin)
  return textFile({ titles: [name, 'minutes'], format, body })
}
