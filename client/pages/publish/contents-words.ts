/** What a publication holds, in words. */
import type { PublicationContents, PublishedEntry } from '../../../shared/contracts/publishing.ts'

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** `12 summaries and the notes of 10, in 44 files (1.2 MB); 3 names are taken out; CC BY 4.0`. */
export function contentsSentence(contents: PublicationContents): string {
  const { entries, files, bytes, redactedNames, licence } = contents
  const summaries = entries.filter(({ summary }) => summary).length
  const notes = entries.filter((entry) => entry.notes).length
  return [
    `${plural(summaries, 'summary', 'summaries')}${notes > 0 ? ` and the notes of ${notes}` : ''}, in ${plural(files, 'file')} (${formatBytes(bytes)})`,
    redactedNames > 0 ? `${plural(redactedNames, 'name is', 'names are')} taken out` : '',
    licence ?? 'no terms of use',
  ]
    .filter((part) => part !== '')
    .join('; ')
}

/** `640 KB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1_000_000
  return megabytes >= 1 ? `${megabytes.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1_000))} KB`
}

/** Entries by their track, in their order. A track without anything of its own is no entry. */
export function groupEntries(
  entries: readonly PublishedEntry[],
): readonly { readonly trackId: string | null; readonly entries: readonly PublishedEntry[] }[] {
  const groups = new Map<string | null, PublishedEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.trackId) ?? []
    groups.set(entry.trackId, group)
    if (entry.sessionId !== null || entry.summary || entry.notes) group.push(entry)
  }
  return [...groups]
    .map(([trackId, own]) => ({ trackId, entries: own }))
    .filter(({ entries: own }) => own.length > 0)
}
