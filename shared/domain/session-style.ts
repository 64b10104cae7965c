/**
 * How a session's entry is set in exports and publications, chosen per event or track. The five after the first are the
 * ways in which microconferences have always written their reports.
 */
export const SESSION_STYLES = ['full', 'speaker', 'led-by', 'title', 'prose', 'parenthesis'] as const

/**
 * `full`: title, speakers, time and hall, links, abstract, summary under a heading of its own. `speaker`: `Speaker: Ada,
 * Analytical Engines` and `Details` under the title. `led-by`: `Led by Ada.` `title`: title and text alone. `prose`: text
 * without a title, then `Slides`. `parenthesis`: `Title (Ada)`, text, `Slides`.
 */
export type SessionStyle = (typeof SESSION_STYLES)[number]

export const DEFAULT_SESSION_STYLE: SessionStyle = 'full'
