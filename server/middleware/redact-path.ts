/** The path of an address as logs may hold it: without its query, and without the secrets that links carry. */
export function redactPath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path
    .replace(/^(\/(?:l|password|setup)\/)[^/]+/i, '$1[secret]')
    .replace(/(?<![\w-])[\w-]{43}(?![\w-])/g, '[secret]')
}
