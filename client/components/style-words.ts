/** How sessions can be set, in words. */
import type { SessionStyle } from '../../shared/domain/session-style.ts'

export const STYLE_NAMES: Readonly<Record<SessionStyle, string>> = {
  full: 'In full: speakers, time, links, abstract, summary',
  speaker: '“Speaker: Ada, Engines”, then the text',
  'led-by': '“Led by Ada.”, then the text',
  parenthesis: 'Title (Ada), text, slides',
  title: 'Title and text',
  prose: 'Text without a title, then slides',
}
