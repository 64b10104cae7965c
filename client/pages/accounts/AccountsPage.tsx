import { Button } from '@mantine/core'
import { IconDots, IconKey, IconShield, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { User } from '../../../shared/contracts/roles.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { usersQuery } from '../../app/queries.ts'
import menu from '../../components/ActionMenu.module.css'
import { Badge } from '../../components/Badge.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import list from '../../components/GroupedRows.module.css'
import { MenuButton } from '../../components/MenuButton.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { ROLE_WORDS } from '../../components/role-words.ts'
import { PasswordLinkDialog } from '../people/PasswordLinkDialog.tsx'
import { describeHeld } from '../people/held-words.ts'
import classes from './AccountsPage.module.css'
import { DeleteAccountDialog } from './DeleteAccountDialog.tsx'
import { NewAccountDialog } from './NewAccountDialog.tsx'
import { SiteRoleDialog } from './SiteRoleDialog.tsx'

type OpenDialog =
  { readonly kind: 'new' } | { readonly kind: 'password' | 'role' | 'delete'; readonly user: User } | null

/** All accounts of the site, for its organisers. */
export function AccountsPage() {
  const users = useQuery(usersQuery)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const close = () => setDialog(null)
  usePageTitle('Accounts')
  if (users.isError)
    return <ErrorState error={users.error} headingLevel={1} onRetry={() => void users.refetch()} />
  if (users.isPending) return <PageSkeleton rows={8} />
  return (
    <Page>
      <PageHead
        title="Accounts"
        actions={
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setDialog({ kind: 'new' })}>
            Make an account
          </Button>
        }
      >
        <p>Everybody who can sign in here. Guests with a link need no account.</p>
      </PageHead>
      <ul className={list.rows}>
        {users.data.users.map((user) => (
          <AccountRow key={user.id} user={user} onChoose={(kind) => setDialog({ kind, user })} />
        ))}
      </ul>
      {dialog?.kind === 'new' && <NewAccountDialog onClosed={close} />}
      {dialog?.kind === 'password' && (
        <PasswordLinkDialog person={{ ...dialog.user, userId: dialog.user.id }} onClosed={close} />
      )}
      {dialog?.kind === 'role' && <SiteRoleDialog user={dialog.user} onClosed={close} />}
      {dialog?.kind === 'delete' && <DeleteAccountDialog user={dialog.user} onClosed={close} />}
    </Page>
  )
}

function AccountRow({
  user,
  onChoose,
}: {
  readonly user: User
  readonly onChoose: (kind: 'password' | 'role' | 'delete') => void
}) {
  const { name, email, roles, hasPassword } = user
  const onSite = roles.find(({ scope }) => scope.type === 'site')
  const others = roles.filter((role) => role !== onSite).map(describeHeld)
  return (
    <li className={`${list.row} ${classes.account}`}>
      <div className={classes.words}>
        <span className={classes.name}>
          <strong>{name}</strong>
          {onSite && <Badge tone="accent">{ROLE_WORDS[onSite.role].name} of the site</Badge>}
          {!hasPassword && <Badge tone="warn">No password</Badge>}
        </span>
        <span className={list.facts}>
          {email}
          {others.length > 0 && <> · {others.join(', ')}</>}
        </span>
      </div>
      <MenuButton
        label={`Actions for ${name}`}
        className={menu.button}
        entries={[
          {
            kind: 'action',
            label: 'Link to set a password',
            icon: IconKey,
            onSelect: () => onChoose('password'),
          },
          { kind: 'action', label: 'Role on the site', icon: IconShield, onSelect: () => onChoose('role') },
          {
            kind: 'action',
            label: 'Delete the account',
            icon: IconTrash,
            onSelect: () => onChoose('delete'),
            danger: true,
          },
        ]}
      >
        <IconDots size={18} aria-hidden="true" />
      </MenuButton>
    </li>
  )
}
