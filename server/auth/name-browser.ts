/** First what also carries the name of another: nearly all say Chrome and Safari too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:EdgA?|EdgiOS|Edge)\//, 'Edge'],
  [/\b(?:OPR|OPX|OPiOS|Opera)\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chromium|Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac(?:intosh| OS X)\b/, 'macOS'],
  [/\b(?:Linux|X11)\b/, 'Linux'],
]

/** More of a `User-Agent` is nobody's browser. */
const MAX_CHARS = 500

/**
 * What people call the browser that says this of itself, e.g. `Firefox on Linux`; null when it is not known. Only words
 * of our own come out: the header itself is the asker's to choose, and tells more than a list of logins needs.
 */
export function nameBrowser(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, MAX_CHARS)
  const nameIn = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(text))?.[1] ?? null
  const [browser, system] = [nameIn(BROWSERS), nameIn(SYSTEMS)]
  if (browser === null) return system === null ? null : `Browser on ${system}`
  return system === null ? browser : `${browser} on ${system}`
}
