/** The editor of one live note: the shared document schema, collaboration on it, and what only a browser needs. */
import type { AnyExtension, Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extensions'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { documentExtensions } from '../../shared/schema/extensions.ts'
import type { LiveNote } from '../collab/live-note.ts'
import { AuthorMarks } from './authors/author-marks.ts'
import { caretsOf } from './carets.ts'
import { CodeBlocks } from './code/code-blocks.ts'
import { EditorKeys, type EditorKeysOptions } from './editor-keys.ts'
import { FindMarks } from './find/find-marks.ts'
import { FollowLinks } from './follow-links.ts'
import { HoldStill } from './hold-still.ts'
import { MinuteEditing, type MinuteEditingOptions } from './minutes/minute-editing.ts'
import { withMinuteViews } from './minutes/minute-views.ts'
import { HoldWhileComposing } from './hold-while-composing.ts'
import { KeepCaret } from './keep-caret.ts'
import { NoticeCaret } from './notice-caret.ts'
import { RepairTables } from './repair-tables.ts'
import { MarkdownRules } from './markdown-rules.ts'
import { Paste } from './paste/paste.ts'
import { KeepOrigins } from './pull/keep-origins.ts'
import { ReuseNodes } from './reuse-nodes.ts'
import { ReviewMarks } from './review/review-marks.ts'
import { Suggest, type SuggestOptions } from './suggest/suggest.ts'

export function editorExtensionsOf(options: {
  readonly live: LiveNote
  readonly placeholder: string
  readonly keys: EditorKeysOptions
  readonly minutes: Omit<MinuteEditingOptions, 'now'>
  readonly suggest: SuggestOptions
  readonly pictures: AnyExtension
}): Extensions {
  const { live, placeholder, keys, minutes, suggest, pictures } = options
  return [
    ...withMinuteViews(documentExtensions, minutes.editDuty),
    NoticeCaret,
    Collaboration.configure({ document: live.doc, field: FRAGMENT }),
    caretsOf(live),
    Placeholder.configure({ placeholder }),
    FindMarks,
    AuthorMarks,
    ReviewMarks,
    FollowLinks,
    pictures,
    HoldStill,
    ReuseNodes,
    KeepCaret,
    HoldWhileComposing.configure({ hold: (isHeld) => live.holdOthers(isHeld) }),
    RepairTables.configure({ turn: () => turnOf(live) }),
    Paste,
    MarkdownRules,
    CodeBlocks,
    EditorKeys.configure(keys),
    MinuteEditing.configure(minutes),
    Suggest.configure(suggest),
    KeepOrigins,
  ]
}

/** How many of those who write here, and are looking, come before this browser. */
function turnOf({ awareness, participants }: LiveNote): number {
  const others = [...awareness.getStates().keys()].filter((id) => !participants.isIdle(id))
  return others.filter((id) => id < awareness.clientID).length
}
