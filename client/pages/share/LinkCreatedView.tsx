import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import type { LinkCreated } from '../../../shared/contracts/people.ts'
import form from '../../components/Form.module.css'
import { OneTimeAddress } from '../../components/OneTimeAddress.tsx'
import { qrSvg } from '../../components/qr-svg.ts'
import { saveFile } from '../../components/save-file.ts'
import classes from './ShareDialog.module.css'
import { describeTerms } from './link-terms.ts'

/** The new link's address: the only time that anybody sees it. */
export function LinkCreatedView({
  link,
  onAnother,
  onDone,
}: {
  readonly link: LinkCreated
  readonly onAnother: () => void
  readonly onDone: () => void
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had focus is gone.
  useEffect(() => heading.current?.focus(), [])
  const code = useMemo(() => qrSvg(link.url), [link.url])
  const terms = describeTerms(link.role, link.scope.type, link.scopeTitle)
  return (
    <div className={form.form}>
      <h3 ref={heading} tabIndex={-1}>
        The link is ready
      </h3>
      <p>
        Anyone with it can <strong>{terms.verb}</strong> {terms.object}
        {link.hasPassword && ', after giving the password'}.
      </p>
      <div className={classes.secret}>
        <OneTimeAddress url={link.url} />
        {code !== null && (
          <div className={classes.code}>
            <img
              className={classes.qr}
              src={`data:image/svg+xml,${encodeURIComponent(code)}`}
              alt="QR code of the link"
            />
            <div>
              <p>For a slide or a door: a phone’s camera opens it.</p>
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconDownload size={15} />}
                onClick={() =>
                  saveFile(
                    { blob: new Blob([code], { type: 'image/svg+xml' }), fileName: null },
                    'access-link.svg',
                  )
                }
              >
                Save the code
              </Button>
            </div>
          </div>
        )}
      </div>
      <p className={form.hint}>
        Keep it now: only a fingerprint of it is stored, so it cannot be shown again. You can revoke it at any
        time.
      </p>
      <div className={form.actions}>
        <Button variant="default" onClick={onAnother}>
          Make another
        </Button>
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
