/**
 * Speakers that a track names in its announced topics only ("RISC-V hypervisor emulation - Ann Roe"). A session gets
 * them when its title and exactly one topic fit; with several the choice would be a guess, and nobody is taken.
 */
import type { ImportedTopic } from '../programme.ts'
import { isNameList } from './person-names.ts'
import { singleSpaced, wordsOf } from './text-shape.ts'

/** A topic that ends with a name. */
export interface NamedTopic {
  readonly words: ReadonlySet<string>
  readonly name: string
}

export type TopicMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'several'; readonly names: readonly string[] }

const TITLE_AND_NAME = /^(.{3,600}) [-–—] ([^-–—]{3,60})$/
const EMPTY_WORDS: ReadonlySet<string> = new Set('a an and for from in of on or the to with'.split(' '))
const MIN_COMMON_WORDS = 2
/** Far more than a track has; every session is compared with each of them. */
const MAX_NAMED_TOPICS = 100
/** Of a longer topic only the end is looked at, where the name stands. Characters. */
const MAX_TOPIC_LENGTH = 700

/** The topics of a track that end with a name. */
export function namedTopicsOf(topics: readonly ImportedTopic[]): readonly NamedTopic[] {
  return topics.flatMap((topic) => namedTopicOf(topic) ?? []).slice(0, MAX_NAMED_TOPICS)
}

/** Finds the speaker that the topics name for a session's title. */
export function speakerInTopics(title: string, topics: readonly NamedTopic[]): TopicMatch {
  const words = contentWordsOf(title)
  const fitting = topics.filter((topic) => fits(topic.words, words))
  const [only, more] = fitting
  if (only === undefined) return { kind: 'none' }
  return more === undefined
    ? { kind: 'one', name: only.name }
    : { kind: 'several', names: fitting.map(({ name }) => name) }
}

/** One of the two holds all words of the other. */
function fits(topic: ReadonlySet<string>, title: ReadonlySet<string>): boolean {
  const [small, large] = topic.size < title.size ? [topic, title] : [title, topic]
  return small.size >= MIN_COMMON_WORDS && [...small].every((word) => large.has(word))
}

function namedTopicOf(topic: ImportedTopic): NamedTopic | null {
  const match = TITLE_AND_NAME.exec(singleSpaced(topic.text.slice(-MAX_TOPIC_LENGTH)))
  const name = match?.[2] ?? ''
  return match && isNameList(name) ? { words: contentWordsOf(match[1] ?? ''), name } : null
}

/** Words as they are compared: hyphens dropped, so that "RISC-V" and "RISCV" are one. */
function contentWordsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(
    text
      .toLowerCase()
      .replace(/[-‐]/g, '')
      .replace(/[^\p{L}\p{N}]/gu, ' '),
  )
  return new Set(words.filter((word) => !EMPTY_WORDS.has(word)))
}
