import { Button, useMantineColorScheme } from '@mantine/core'
import {
  IconHistory,
  IconLogin2,
  IconLogout,
  IconPencil,
  IconUser,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { signOut } from '../api/people.ts'
import { commandsOfEntries } from '../components/commands/menu-commands.ts'
import { useCommands } from '../components/commands/site-commands.ts'
import { MenuButton, type MenuEntry } from '../components/MenuButton.tsx'
import { notifyDone, notifyProblem } from '../components/notify.ts'
import classes from './AccountMenu.module.css'
import { forgetEverything, meQuery } from './queries.ts'
import { lazyPart } from '../components/lazy-part.tsx'

const NameDialog = lazyPart(async () => (await import('../pages/account/NameDialog.tsx')).NameDialog)

const SCHEMES = [
  { value: 'auto', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

/** Who one is here, and what belongs to this device: the colour scheme. */
export function AccountMenu() {
  const me = useQuery(meQuery)
  const client = useQueryClient()
  const [path, navigate] = useLocation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [naming, setNaming] = useState(false)
  const leaving = useMutation({
    mutationFn: async () => {
      // Copies of notes belong to whoever wrote them. Loaded here alone, to keep the lists small, and first: nobody is
      // signed out while the copies stay.
      const { deleteAllCopies } = await import('../collab/indexeddb-copies.ts')
      await signOut()
      return deleteAllCopies
    },
    onSuccess: async (deleteAllCopies) => {
      navigate('/')
      await forgetEverything(client)
      await deleteAllCopies()
      await client.invalidateQueries(meQuery)
      notifyDone('You are signed out.')
    },
    onError: (error) => notifyProblem('You are still signed in.', error),
  })

  const known = me.data !== undefined && me.data.kind !== 'anonymous'
  const name = me.data?.name ?? (known ? 'Guest' : null)
  const signInHref =
    path === '/sign-in' || path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
  const entries: readonly MenuEntry[] = [
    ...(known
      ? [
          {
            kind: 'action',
            label: 'Change display name',
            icon: IconPencil,
            onSelect: () => setNaming(true),
          } as const,
        ]
      : []),
    ...(me.data?.mayManageUsers
      ? [
          { kind: 'link', label: 'Accounts', icon: IconUsers, href: '/accounts' } as const,
          { kind: 'link', label: 'Audit log of the site', icon: IconHistory, href: '/audit' } as const,
        ]
      : []),
    ...(me.data?.kind === 'user'
      ? [{ kind: 'link', label: 'Your account', icon: IconUserCog, href: '/account' } as const]
      : [{ kind: 'link', label: 'Sign in', icon: IconLogin2, href: signInHref } as const]),
    ...(known
      ? [
          {
            kind: 'action',
            label: me.data.kind === 'user' ? 'Sign out' : 'Leave: forget my access links',
            icon: IconLogout,
            onSelect: () => leaving.mutate(),
          } as const,
        ]
      : []),
    { kind: 'heading', label: 'Colours' },
    ...SCHEMES.map(({ value, label }): MenuEntry => ({
      kind: 'choice',
      label,
      chosen: colorScheme === value,
      onSelect: () => setColorScheme(value),
    })),
  ]
  useCommands(() => commandsOfEntries(entries, { group: 'site', navigate }))
  return (
    <>
      {me.data?.kind === 'anonymous' && !me.data.setupNeeded && path !== '/sign-in' && (
        <Button
          component={Link}
          href={signInHref}
          variant="default"
          size="compact-sm"
          className={classes.signIn}
        >
          Sign in
        </Button>
      )}
      <MenuButton
        label={name === null ? 'Display settings' : `Account and display: ${name}`}
        className={classes.target}
        entries={entries}
        top={
          known && (
            <div className={classes.who}>
              <strong>{name}</strong>
              <span>{me.data.email ?? (me.data.kind === 'guest' ? 'Here by an access link' : '')}</span>
            </div>
          )
        }
      >
        <span
          className={classes.face}
          style={{ borderColor: known ? me.data.color : undefined }}
          aria-hidden="true"
        >
          {known ? initialsOf(name) : <IconUser size={18} />}
        </span>
      </MenuButton>
      {naming && <NameDialog onClosed={() => setNaming(false)} />}
    </>
  )
}

/** Two letters at most. */
function initialsOf(name: string | null): string {
  const words = (name ?? '').trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    String.fromCodePoint(word?.codePointAt(0) ?? 0x20).trim(),
  )
  return letters.join('').toUpperCase()
}
