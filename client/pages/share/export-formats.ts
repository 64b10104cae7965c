/** The forms an export can have, as people choose among them. */
import type { ExportFormat } from '../../../shared/contracts/publishing.ts'

interface FormatGroup {
  readonly group: string
  readonly formats: readonly { readonly value: ExportFormat; readonly label: string }[]
}

export const FORMAT_GROUPS: readonly FormatGroup[] = [
  {
    group: 'To read and print',
    formats: [
      { value: 'pdf', label: 'Proceedings (.pdf)' },
      { value: 'epub', label: 'E-book (.epub)' },
      { value: 'html', label: 'One web page (.html)' },
      { value: 'site', label: 'Web site, works from any server (.zip)' },
    ],
  },
  {
    group: 'To go on writing',
    formats: [
      { value: 'md', label: 'Markdown (.md)' },
      { value: 'md-zip', label: 'Markdown, a file per session (.zip)' },
      { value: 'docx', label: 'Word (.docx)' },
      { value: 'txt', label: 'Plain text (.txt)' },
    ],
  },
  {
    group: 'To send elsewhere',
    formats: [
      { value: 'mail', label: 'Text for mailing lists, 72 columns (.zip)' },
      { value: 'indico', label: 'Minutes for Indico (.zip)' },
      { value: 'w3c', label: 'Minutes as at W3C (.zip)' },
      { value: 'ietf', label: 'Minutes as at the IETF (.zip)' },
      { value: 'json', label: 'Data (.json)' },
    ],
  },
]
