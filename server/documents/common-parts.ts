/** How much two texts have in common at their ends, not cutting through a surrogate pair. */
export function commonParts(one: string, other: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start++
  if (start > 0 && isHighSurrogate(one.charCodeAt(start - 1))) start--
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++
  if (end > 0 && isLowSurrogate(one.charCodeAt(one.length - end))) end--
  return { start, end }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}
