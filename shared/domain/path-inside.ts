/** Where to go after signing in: the asked path if it is one of ours, else the start. Implements PAGE-14. */
export function pathInside(wanted: string | null): string {
  if (wanted === null || !wanted.startsWith('/')) return '/'
  // `//host` and `/\host` are addresses of other sites to a browser, also when they only come out of `/.//host`.
  const url = new URL(wanted, 'http://here.invalid')
  if (url.origin !== 'http://here.invalid' || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
