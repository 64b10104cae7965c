import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect } from 'react'
import { announce } from './announce.ts'
import classes from './OneTimeAddress.module.css'

/** A link that is shown this once, to be copied by a button or by hand. */
export function OneTimeAddress({ url }: { readonly url: string }) {
  const clipboard = useClipboard({ timeout: 4_000 })
  useEffect(() => {
    if (clipboard.copied) announce('The link is copied.')
  }, [clipboard.copied])
  return (
    <>
      <p className={classes.address}>{url}</p>
      <div>
        <Button
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => clipboard.copy(url)}
        >
          {clipboard.copied ? 'Copied' : 'Copy the link'}
        </Button>
      </div>
      {clipboard.error !== null && (
        <p role="alert">
          The browser did not let it be copied. Select the address above and copy it by hand.
        </p>
      )}
    </>
  )
}
