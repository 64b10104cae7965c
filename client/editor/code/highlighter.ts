/**
 * Colours for code, a part of its own: the grammars that kernel people need come with it, each other one when a note has
 * a block in its language.
 */
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import diff from 'highlight.js/lib/languages/diff'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import rust from 'highlight.js/lib/languages/rust'
import yaml from 'highlight.js/lib/languages/yaml'
import type { LanguageFn } from 'highlight.js'
import { createLowlight } from 'lowlight'
import { highlightRanges, type HighlightRange } from './highlight-ranges.ts'

const lowlight = createLowlight({ bash, c, diff, json, python, rust, yaml })

/** Names as in code-languages.ts. */
const MORE: Readonly<Record<string, () => Promise<{ readonly default: LanguageFn }>>> = {
  armasm: () => import('highlight.js/lib/languages/armasm'),
  cmake: () => import('highlight.js/lib/languages/cmake'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  css: () => import('highlight.js/lib/languages/css'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  dts: () => import('highlight.js/lib/languages/dts'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  llvm: () => import('highlight.js/lib/languages/llvm'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  perl: () => import('highlight.js/lib/languages/perl'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  sql: () => import('highlight.js/lib/languages/sql'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  x86asm: () => import('highlight.js/lib/languages/x86asm'),
  xml: () => import('highlight.js/lib/languages/xml'),
}

export interface Highlighter {
  /** Ranges of a text in a language; null as long as its grammar is not here. */
  readonly highlight: (language: string, text: string) => readonly HighlightRange[] | null
  /** Fetches a grammar; false when there is none, or it cannot be had. */
  readonly load: (language: string) => Promise<boolean>
}

export const highlighter: Highlighter = {
  highlight: (language, text) =>
    lowlight.registered(language) ? highlightRanges(lowlight.highlight(language, text)) : null,
  load: async (language) => {
    const load = MORE[language]
    if (!load || lowlight.registered(language)) return false
    try {
      const { default: grammar } = await load()
      lowlight.register(language, grammar)
      return true
    } catch {
      return false
    }
  },
}
