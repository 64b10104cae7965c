const MAX_SLUG_LENGTH = 64

/** A short name from a file's name: `LPC 2019 (final).txt` gives `lpc-2019-final`. Empty when nothing usable is left. Implements PAGE-25. */
export function suggestSlug(fileName: string): string {
  return fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-+|-+$/g, '')
}
