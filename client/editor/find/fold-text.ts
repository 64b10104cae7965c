/**
 * Text made comparable: case and accents are dropped or kept as the options say. Every unit of the result knows which
 * place of the document it came from, since `ß` becomes two letters and an accent none.
 */

export interface FindOptions {
  readonly matchCase: boolean
  readonly matchAccents: boolean
}

/** A run of text at its place. One that is an atom (a name, a time) is found as a whole, whatever its length. */
export interface TextPiece {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly isAtom: boolean
}

export interface FoldedText {
  readonly text: string
  /** Of each unit: where the character that it belongs to begins and ends, and which character that is. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly characters: readonly number[]
}

/** Accents and the vowel points that Hebrew and Arabic may leave out; not the vowel signs that others need. */
export const ACCENT = new RegExp(
  '[' +
    [
      '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff',
      '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7',
      '\\u064b-\\u065f\\u0670',
    ].join('') +
    ']',
)

const ACCENTS = new RegExp(ACCENT, 'g')
const PLAIN = /^[ -~]*$/

export function foldText(pieces: readonly TextPiece[], options: FindOptions): FoldedText {
  const starts: number[] = []
  const ends: number[] = []
  const characters: number[] = []
  let text = ''
  let character = 0
  for (const piece of pieces) {
    let at = piece.from
    for (const source of PLAIN.test(piece.text) ? piece.text.split('') : piece.text) {
      const end = piece.isAtom ? piece.to : at + source.length
      const folded = foldCharacter(source, options)
      // A dropped accent belongs to the letter before it.
      if (folded === '' && ends.length > 0) ends[ends.length - 1] = end
      for (let unit = 0; unit < folded.length; unit += 1) {
        starts.push(at)
        ends.push(end)
        characters.push(character)
      }
      text += folded
      character += 1
      if (!piece.isAtom) at = end
    }
  }
  return { text, starts, ends, characters }
}

/** What is looked for, folded like the text. */
export function foldQuery(query: string, options: FindOptions): string {
  return foldText([{ text: query, from: 0, to: query.length, isAtom: false }], options).text
}

function foldCharacter(source: string, { matchCase, matchAccents }: FindOptions): string {
  if (PLAIN.test(source)) return matchCase ? source : source.toLowerCase()
  if (/\s/.test(source)) return ' '
  const parts = matchAccents ? source.normalize('NFD') : source.normalize('NFKD').replaceAll(ACCENTS, '')
  // By way of capitals: `ß` and `SS`, or both small sigmas, are the same letters.
  return matchCase ? parts : parts.toUpperCase().toLowerCase()
}
