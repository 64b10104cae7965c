import { Button, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import { hasCommandKey } from '../../editor/shortcut-label.ts'
import classes from './ShortcutHelp.module.css'
import { filterShortcuts, shortcutGroups, type ShortcutEntry } from './shortcut-groups.ts'

/** All shortcuts, to search and to print. */
export function ShortcutHelp({ onClosed }: { readonly onClosed: () => void }) {
  const [query, setQuery] = useState('')
  const [all] = useState(() => shortcutGroups(hasCommandKey()))
  const groups = filterShortcuts(all, query)
  return (
    <Dialog title="Keyboard shortcuts" size="lg" onClosed={onClosed}>
      {() => (
        <div className={classes.help}>
          <div className={classes.top}>
            <TextInput
              data-autofocus
              className={classes.search}
              aria-label="Search the shortcuts"
              placeholder="Search the shortcuts"
              autoComplete="off"
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
              Print
            </Button>
          </div>
          <div className={classes.groups}>
            {groups.map(({ title, entries }) => (
              <section key={title} className={classes.group} aria-label={title}>
                <h3 className={classes.title}>{title}</h3>
                <dl className={classes.entries}>
                  {entries.map((entry) => (
                    <Shortcut key={entry.label} entry={entry} />
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <output className={classes.none}>
            {groups.length === 0 && `No shortcut fits “${query.trim()}”.`}
          </output>
        </div>
      )}
    </Dialog>
  )
}

function Shortcut({ entry: { label, keys, joinedBy } }: { readonly entry: ShortcutEntry }) {
  return (
    <div className={classes.entry}>
      <dt>{label}</dt>
      <dd>
        {keys.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && <span className={classes.join}> {joinedBy} </span>}
            <kbd className={classes.key}>{key}</kbd>
          </Fragment>
        ))}
      </dd>
    </div>
  )
}
