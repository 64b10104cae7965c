/** The first word that is not among the others in its order, with what was found before it; null: all are. */
export function firstMissing(words: readonly string[], among: readonly string[]): string | null {
  let at = -1
  for (const word of words) {
    const next = among.indexOf(word, at + 1)
    if (next === -1) return `${word} after ${among.slice(Math.max(0, at - 5), at + 1).join(' ')}`
    at = next
  }
  return null
}
