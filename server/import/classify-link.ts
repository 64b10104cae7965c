/**
 * What a link of a programme leads to. Programmes mix slides, recordings, chat and feedback in one list, so the kind is
 * guessed from the declared type, then the title, then the host, then the file's extension.
 */
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import type { ImportedLink } from './programme.ts'

/** What links are sorted into. */
export type LinkKind = ImportedLink['kind']

/** What a source says about a link. */
export interface LinkHints {
  readonly url: string
  /** The type that the source declares, e.g. `slides`. */
  readonly type?: string | null
  /** Titles and file names, the most telling first. */
  readonly titles?: readonly (string | null)[]
  readonly contentType?: string | null
  /** True for an uploaded file: a PDF among those is a deck unless something says otherwise. */
  readonly isFile?: boolean
}

export const MAX_URL_CHARS = 2_000

const KIND_OF_TYPE: Readonly<Record<string, LinkKind>> = {
  slides: 'slides',
  presentation: 'slides',
  paper: 'paper',
  video: 'recording',
  audio: 'recording',
  recording: 'recording',
  media: 'recording',
  etherpad: 'etherpad',
  pad: 'etherpad',
  notes: 'etherpad',
}
const KIND_OF_WORDS: readonly (readonly [RegExp, LinkKind])[] = [
  [
    /\b(?:etherpad|hedgedoc|codimd|hackmd|cryptpad|(?:shared|live|session|collaborative) (?:notes|pad)|pad)\b/i,
    'etherpad',
  ],
  [/\b(?:slides?|slide ?deck|deck|presentation|folien)\b/i, 'slides'],
  [/\b(?:video|recording|recorded|youtube|peertube|audio|aufzeichnung|mitschnitt)\b/i, 'recording'],
  [/\b(?:paper|whitepaper|preprint|proceedings)\b/i, 'paper'],
]
const KIND_OF_HOST: readonly (readonly [RegExp, LinkKind])[] = [
  [
    /(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|media\.ccc\.de|diode\.zone)$/i,
    'recording',
  ],
  [
    /(?:^|\.)(?:hackmd\.io|cryptpad\.fr)$|(?:^|[.-])(?:etherpad|hedgedoc|codimd|cryptpad|pads?)[.-]|^notes\./i,
    'etherpad',
  ],
  [/(?:^|\.)(?:slideshare\.net|speakerdeck\.com|slides\.com)$/i, 'slides'],
  [/(?:^|\.)(?:arxiv\.org|doi\.org)$/i, 'paper'],
]
const SLIDE_FILE = /\.(?:odp|pptx?|key)$/i
const RECORDING_FILE = /\.(?:mp4|webm|mkv|ogv|mov|m4v|opus|mp3|ogg|m4a)$/i
const PDF_FILE = /\.pdf$/i

/** The kind of a link whose address is known to be usable. */
export function classifyLink(hints: LinkHints): LinkKind {
  const declared = KIND_OF_TYPE[hints.type?.toLowerCase() ?? '']
  if (declared) return declared
  const url = new URL(hints.url)
  const path = decodePath(url.pathname)
  const titles = hints.titles ?? []
  return (
    firstMatch(KIND_OF_WORDS, titles) ??
    firstMatch(KIND_OF_HOST, [url.hostname]) ??
    kindOfFile([...titles, path], hints) ??
    firstMatch(KIND_OF_WORDS, [path.replace(/[/_.-]+/g, ' ')]) ??
    kindOfPdf([...titles, path], hints) ??
    'web'
  )
}

/** An address as an absolute one, or null when it is neither absolute nor relative to the base, too long, or not for the web. */
export function resolveUrl(address: string, base: string | null): string | null {
  if (address.length > MAX_URL_CHARS) return null
  try {
    const { href } = base === null ? new URL(address) : new URL(address, base)
    return isSafeHref(href) && href.length <= MAX_URL_CHARS ? href : null
  } catch {
    return null
  }
}

/** As {@link resolveUrl}, for pages only: no mail addresses. */
export function resolvePageUrl(address: string, base: string | null): string | null {
  const url = resolveUrl(address, base)
  return url !== null && /^https?:/i.test(url) ? url : null
}

function firstMatch(
  rules: readonly (readonly [RegExp, LinkKind])[],
  texts: readonly (string | null)[],
): LinkKind | null {
  for (const text of texts) {
    const rule = text === null ? undefined : rules.find(([pattern]) => pattern.test(text))
    if (rule) return rule[1]
  }
  return null
}

function kindOfFile(names: readonly (string | null)[], { contentType }: LinkHints): LinkKind | null {
  const has = (pattern: RegExp) => names.some((name) => name !== null && pattern.test(name))
  if (has(SLIDE_FILE) || /powerpoint|presentation/i.test(contentType ?? '')) return 'slides'
  return has(RECORDING_FILE) || /^(?:video|audio)\//i.test(contentType ?? '') ? 'recording' : null
}

function kindOfPdf(names: readonly (string | null)[], { contentType, isFile }: LinkHints): LinkKind | null {
  const isPdf =
    contentType?.toLowerCase() === 'application/pdf' ||
    names.some((name) => name !== null && PDF_FILE.test(name))
  if (!isPdf) return null
  return isFile === true ? 'slides' : 'paper'
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
