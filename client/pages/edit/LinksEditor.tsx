import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Link } from '../../../shared/contracts/programme.ts'
import { LINK_KIND_NAMES } from '../../components/link-kinds.ts'
import classes from './RowsEditor.module.css'

const KINDS = Link.shape.kind.options

/** Edits a list of links: kind, title and address. Rows without title and address count for nothing. */
export function LinksEditor({
  links,
  error,
  onChange,
}: {
  readonly links: readonly Link[]
  readonly error: string | undefined
  readonly onChange: (links: readonly Link[]) => void
}) {
  const change = (index: number, part: Partial<Link>) =>
    onChange(links.map((link, at) => (at === index ? { ...link, ...part } : link)))
  return (
    <fieldset className={classes.rows}>
      <legend className={classes.legend}>Links</legend>
      {links.map((link, index) => (
        // A row being typed has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.row} data-kind="link">
          <NativeSelect
            aria-label={`Kind of link ${index + 1}`}
            value={link.kind}
            data={KINDS.map((kind) => ({ value: kind, label: LINK_KIND_NAMES[kind] }))}
            onChange={(event) =>
              change(index, { kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'web' })
            }
          />
          <TextInput
            aria-label={`Title of link ${index + 1}`}
            placeholder="Title"
            value={link.title}
            onChange={(event) => change(index, { title: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Address of link ${index + 1}`}
            placeholder="https://…"
            type="url"
            value={link.url ?? ''}
            onChange={(event) => change(index, { url: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove ${link.title || `link ${index + 1}`}`}
            onClick={() => onChange(links.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </div>
      ))}
      {error !== undefined && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...links, { kind: 'slides', title: '', url: '' }])}
        >
          Add a link
        </Button>
      </div>
    </fieldset>
  )
}
