/**
 * Versions of notes as server-sent events. The bytes of an event are made once per version and shared by all readers;
 * only the id line before it, which holds every note's place of one reader's stream, is the reader's own.
 */
import type { NoteVersion } from './note-version.ts'

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
export const HEARTBEAT_FRAME = ': still here\n\n'

interface Frames {
  content: Buffer | null
  patch: Buffer | null
}

const framesOf = new WeakMap<NoteVersion, Frames>()

/** The whole note: `{note, seq, at, html}`. */
export function contentFrame(version: NoteVersion): Buffer {
  const frames = cachedFrames(version)
  frames.content ??= eventFrame('content', { ...headOf(version), html: version.html })
  return frames.content
}

/** For a reader who has the version `patch.from`: `{note, seq, at, from, start, end, html}`; null when there is no patch. */
export function patchFrame(version: NoteVersion): Buffer | null {
  const { patch } = version
  if (patch === null) return null
  const frames = cachedFrames(version)
  const { from, start, end, text } = patch
  frames.patch ??= eventFrame('patch', { ...headOf(version), from, start, end, html: text })
  return frames.patch
}

/** Says that the stream is over for good, and why; the reader must not come back. */
export function endFrame(reason: { readonly code: string; readonly detail: string }): Buffer {
  return eventFrame('end', reason)
}

/** `Last-Event-ID` of a stream: every note with the sequence number that the reader has. */
export function idLine(places: readonly { readonly noteId: string; readonly seq: number }[]): string {
  return `id: ${places.map(({ noteId, seq }) => `${noteId}=${seq}`).join(',')}\n`
}

/** Reads what `idLine` wrote; anything else is left out, and its reader simply gets everything. */
export function parsePlaces(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [, noteId, seq] of text.matchAll(/(\w+)=(\d{1,15})(?=,|$)/g)) {
    if (noteId !== undefined) places.set(noteId, Number(seq))
  }
  return places
}

function cachedFrames(version: NoteVersion): Frames {
  let frames = framesOf.get(version)
  if (!frames) {
    frames = { content: null, patch: null }
    framesOf.set(version, frames)
  }
  return frames
}

function headOf({ noteId, seq, at }: NoteVersion) {
  return { note: noteId, seq, at: at === null ? null : new Date(at).toISOString() }
}

// JSON has no raw line ends, so one data line is enough.
function eventFrame(name: string, data: unknown): Buffer {
  return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}
