/**
 * The one list of document extensions. The editor, the importers, the exporters and the reading pages all use it, so
 * what one of them can write the others can read. Client-only behaviour (collaboration, carets, placeholder, key
 * bindings) is added in `client/editor`, never here.
 *
 * A change to nodes, marks or attributes is a change of `SCHEMA_VERSION` (see version.ts).
 */
import { getSchema, type Extensions } from '@tiptap/core'
import Highlight from '@tiptap/extension-highlight'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import type { Schema } from '@tiptap/pm/model'
import StarterKit from '@tiptap/starter-kit'
import { Image } from './image.ts'
import { dutyAttributes, minuteExtensions } from './minutes.ts'
import { OriginAttribute } from './origin-attribute.ts'
import { isSafeHref } from './safe-href.ts'

/** A task says who does it and until when. */
const Task = TaskItem.extend({
  addAttributes() {
    return { ...this.parent?.(), ...dutyAttributes() }
  },
})

/** The extensions that define what a note can hold. */
export const documentExtensions: Extensions = [
  StarterKit.configure({
    // Undo comes from Yjs: ProseMirror's own history would undo other people's typing.
    undoRedo: false,
    // Adds an empty paragraph at the end in every client, which would be shared as an edit.
    trailingNode: false,
    link: {
      openOnClick: false,
      autolink: true,
      // `[text](address)` while typing; what a pasted address does is the editor's matter.
      markdownLinks: true,
      linkOnPaste: false,
      defaultProtocol: 'https',
      isAllowedUri: (href) => isSafeHref(href),
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null },
    },
  }),
  Highlight,
  TaskList,
  Task.configure({ nested: true }),
  TableKit.configure({ table: { resizable: false } }),
  ...minuteExtensions,
  Image,
  OriginAttribute,
]

/** The ProseMirror schema of a note, made without a DOM. */
export const documentSchema: Schema = getSchema(documentExtensions)
