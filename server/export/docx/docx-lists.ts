/**
 * The lists of a Word file. Bullets of all lists are one definition; every numbered list has its own, since that alone
 * makes it begin where it has to.
 */
import { AlignmentType, LevelFormat, type ILevelsOptions } from 'docx'
import { STEP } from './docx-styles.ts'

/** Word has no more; deeper items stay at the last one, with their level before their text. */
export const LIST_LEVELS = 9
const MAX_START = 32_767

const BULLETS = ['•', '◦', '–'] as const
const BULLET_LIST = 'bullets'

const FORMATS: Readonly<Record<string, ILevelsOptions['format']>> = {
  a: LevelFormat.LOWER_LETTER,
  A: LevelFormat.UPPER_LETTER,
  i: LevelFormat.LOWER_ROMAN,
  I: LevelFormat.UPPER_ROMAN,
}

interface ListConfig {
  readonly reference: string
  readonly levels: readonly ILevelsOptions[]
}

/** What a paragraph says to be an item of a list. */
export interface ListMark {
  readonly reference: string
  /** From 0. */
  readonly level: number
  readonly instance: number
}

export class DocxLists {
  readonly #configs = new Map<string, ListConfig>()
  #lists = 0

  get configs(): ListConfig[] {
    return [...this.#configs.values()]
  }

  markOfBullets(depth: number): ListMark {
    this.#define(BULLET_LIST, () =>
      Array.from({ length: LIST_LEVELS }, (_, level) =>
        levelOf(level, { format: LevelFormat.BULLET, text: BULLETS[level % BULLETS.length] ?? '•' }),
      ),
    )
    return { reference: BULLET_LIST, level: Math.min(depth, LIST_LEVELS) - 1, instance: 0 }
  }

  /** Of a new list, with the number that it begins with. */
  markOfNumbers(depth: number, { start, type }: { readonly start: number; readonly type: string }): ListMark {
    const level = Math.min(depth, LIST_LEVELS) - 1
    const first = Number.isInteger(start) ? Math.min(MAX_START, Math.max(0, start)) : 1
    const format = FORMATS[type] ?? LevelFormat.DECIMAL
    const reference = `numbers-${format}-${first}-${level}`
    this.#define(reference, () => [levelOf(level, { format, text: `%${level + 1}.`, start: first })])
    return { reference, level, instance: ++this.#lists }
  }

  #define(reference: string, levels: () => readonly ILevelsOptions[]): void {
    if (!this.#configs.has(reference)) this.#configs.set(reference, { reference, levels: levels() })
  }
}

function levelOf(level: number, options: Partial<ILevelsOptions>): ILevelsOptions {
  return {
    level,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: STEP * (level + 1), hanging: STEP } } },
    ...options,
  }
}
