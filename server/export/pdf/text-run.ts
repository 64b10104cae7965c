/** Which way a text runs, and in what language it is as far as its letters tell. */
import type { PdfRun } from './pdf-data.ts'

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const RIGHT_TO_LEFT_LANGUAGES = /^(?:ar|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)$/
const LETTER = /\p{L}/u

/** Letters that only one widespread language, or one family that is set alike, is written with. */
const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
]
/** What most of a text is written with is its language; a word in another script is none. */
const LEAST_SHARE = 0.4
/** Texts of Latin letters and signs alone. */
const OTHER = /[^\0-\u036f\u2000-\u2bff]/

/** What differs from the book's own `language`. */
export function runOf(text: string, language: string): PdfRun {
  const isBookRtl = runsRightToLeft(language)
  if (!isBookRtl && !OTHER.test(text)) return {}
  const own = languageOf(text, language)
  const isRtl = startsRightToLeft(text)
  return {
    ...(isRtl === null || isRtl === isBookRtl
      ? {}
      : { direction: isRtl ? ('rtl' as const) : ('ltr' as const) }),
    ...(own === null || own === language ? {} : { language: own }),
  }
}

/** Whether the pages of a language run from right to left. */
export function runsRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT_LANGUAGES.test(language)
}

/** By the first letter; null: there is none. */
function startsRightToLeft(text: string): boolean | null {
  const first = LETTER.exec(text)?.[0]
  return first === undefined ? null : RIGHT_TO_LEFT.test(first)
}

function languageOf(text: string, language: string): string | null {
  const letters = (text.match(/\p{L}/gu) ?? []).length
  const share = (script: RegExp) => (text.match(script) ?? []).length / Math.max(1, letters)
  const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const han = share(/\p{Script=Han}/gu)
  if (kana > 0 && kana + han >= LEAST_SHARE) return 'ja'
  // Chinese characters alone may be any of three.
  if (han >= LEAST_SHARE) return /^(?:ja|ko|zh)$/.test(language) ? language : 'zh'
  for (const [script, name] of LANGUAGES) if (share(script) >= LEAST_SHARE) return name
  return null
}
