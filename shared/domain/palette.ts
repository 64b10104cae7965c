/**
 * Caret and avatar colours: at least 3:1 against a white and against a near-black page, told apart as well as sixteen
 * hues can be. A participant's colour follows from who they are, so it is the same for everybody and after a reload.
 */
export const PALETTE = [
  '#c2410c',
  '#b45309',
  '#a16207',
  '#4d7c0f',
  '#15803d',
  '#0f766e',
  '#0e7490',
  '#0369a1',
  '#2563eb',
  '#4f46e5',
  '#7c3aed',
  '#9333ea',
  '#c026d3',
  '#db2777',
  '#e11d48',
  '#64748b',
] as const

/** The colour of an actor (`user:ID`, `guest:ID`, …). */
export function colorOf(actor: string): string {
  let hash = 2166136261 // FNV-1a
  for (let i = 0; i < actor.length; i++) hash = Math.imul(hash ^ actor.charCodeAt(i), 16777619)
  return PALETTE[(hash >>> 0) % PALETTE.length] ?? PALETTE[0]
}
