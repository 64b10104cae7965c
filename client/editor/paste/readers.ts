/**
 * The parts that read what is pasted. They arrive a moment after the note. A paste cannot wait for them, since the caret
 * would be elsewhere by then: before that, Markdown is pasted as text, and rich text as the schema alone reads it, which
 * is as safe.
 */
import type { DocJson } from '../../../shared/schema/doc-json.ts'

type CleanHtml = (html: string) => string
type ReadMarkdown = (text: string) => DocJson

const cleanHtml = late<CleanHtml>(async () => (await import('./clean-html.ts')).cleanPastedHtml)
const readMarkdown = late<ReadMarkdown>(async () => (await import('./read-markdown.ts')).readMarkdown)

/** Starts loading whatever is not here. */
export function loadPasteReaders(): void {
  cleanHtml()
  readMarkdown()
}

/** The structure of a page that was pasted. */
export function cleanPasted(html: string): string {
  return cleanHtml()?.(html) ?? html
}

/** The document of a Markdown text; null when it cannot be read, or not yet. */
export function tryReadMarkdown(text: string): DocJson | null {
  try {
    return readMarkdown()?.(text) ?? null
  } catch {
    // Too long, or nested too deeply to be meant as it reads.
    return null
  }
}

/** A part as soon as it is here; asking for it loads it, and after a failure loads it again. */
function late<Part>(load: () => Promise<Part>): () => Part | null {
  let part: Part | null = null
  let isLoading = false
  const fetch = async (): Promise<void> => {
    isLoading = true
    try {
      part = await load()
    } catch {
      // Without a connection; the next paste asks again.
    } finally {
      isLoading = false
    }
  }
  return () => {
    if (part === null && !isLoading) void fetch()
    return part
  }
}
