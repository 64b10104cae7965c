/** A text for a place that holds one line: a header, a title, an entry of a list. No control character gets through. */
export function oneLine(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, ' ')
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .trim()
  )
}
