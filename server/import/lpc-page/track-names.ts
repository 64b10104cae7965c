/**
 * Compares what a page calls a track in different places: its title, the heading of its summary, the label of its
 * etherpad. The seed of the comparison is the name without "microconference", "MC" and punctuation.
 */
import { wordsOf } from './text-shape.ts'

const KIND_WORDS: ReadonlySet<string> = new Set(['mc', 'microconference', 'micro-conference', 'the'])

/** The name of a track without the word that says it is one: "RISC-V microconference" gives "RISC-V". */
export function bareTrackName(title: string): string {
  return title.replace(/\s(?:micro-?conference|MC)$/i, '').trim()
}

/** `same` apart from case, punctuation and the word "microconference"; `alike` when only plurals differ as well. */
export function compareTrackNames(one: string, other: string): 'same' | 'alike' | 'different' {
  const [a, b] = [nameWordsOf(one), nameWordsOf(other)]
  if (a.join(' ') === b.join(' ')) return 'same'
  return a.map(singularOf).join(' ') === b.map(singularOf).join(' ') ? 'alike' : 'different'
}

function nameWordsOf(title: string): readonly string[] {
  const words = wordsOf(title.toLowerCase().replaceAll('&', ' and ')).filter((word) => !KIND_WORDS.has(word))
  return wordsOf(words.join(' ').replace(/[^\p{L}\p{N}]/gu, ' '))
}

function singularOf(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}
