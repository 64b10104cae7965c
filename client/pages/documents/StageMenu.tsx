import { IconCircleCheck, IconEye, IconNotes, IconPencil, type Icon } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteInfo, SummaryStages } from '../../../shared/contracts/notes.ts'
import type { SummaryStage } from '../../../shared/domain/summary-stage.ts'
import { setStage } from '../../api/notes.ts'
import { noteQuery, refreshProgramme } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { lazyPart } from '../../components/lazy-part.tsx'
import { STAGE_NAMES, STAGE_TONES, stageAction } from '../../components/stage-words.ts'
import { formatMoment } from '../../components/times.ts'
import classes from './StageMenu.module.css'

const ErratumDialog = lazyPart(async () => (await import('./ErratumDialog.tsx')).ErratumDialog)

const MarkFinal = lazyPart(async () => (await import('./MarkFinal.tsx')).MarkFinal)

const ICONS: Readonly<Record<SummaryStage, Icon>> = {
  draft: IconPencil,
  review: IconEye,
  final: IconCircleCheck,
}

/** How far a summary is and who said so; for those who may, the button that changes it. */
export function StageMenu({
  note,
  stages,
  onShowOpen,
}: {
  readonly note: NoteInfo
  readonly stages: SummaryStages
  /** Leads to the first comment that is open. */
  readonly onShowOpen: () => void
}) {
  const client = useQueryClient()
  const { stage, changes, next } = stages
  const setting = useMutation({
    mutationFn: (to: SummaryStage) => setStage(note.id, { stage: to, from: stage }),
    onSuccess: (now) => {
      client.setQueryData(noteQuery(note.id).queryKey, (info) => info && { ...info, stages: now })
      notifyDone(`The summary is ${STAGE_NAMES[now.stage].toLowerCase()} now.`)
    },
    onError: (error) => notifyProblem('Nothing was changed.', error),
    // Who may write, and what the programme says, follow from it.
    onSettled: () => refreshProgramme(client),
  })
  const [isCorrecting, setCorrecting] = useState(false)
  const [isFinishing, setFinishing] = useState(false)
  const badge = <Badge tone={STAGE_TONES[stage]}>{STAGE_NAMES[stage]}</Badge>
  if (next.length === 0) return badge
  return (
    <>
      <MenuButton
        className={classes.button}
        align="start"
        label={`This summary is ${STAGE_NAMES[stage].toLowerCase()}: change that`}
        top={
          changes.length > 0 && (
            <ul className={classes.changes}>
              {changes.slice(-5).map((change) => (
                <li key={change.at}>
                  {STAGE_NAMES[change.stage]}: {change.by ?? 'the server'}, {formatMoment(change.at)}
                </li>
              ))}
            </ul>
          )
        }
        entries={[
          ...(stage === 'final'
            ? [
                {
                  kind: 'action' as const,
                  label: 'Add a correction',
                  icon: IconNotes,
                  onSelect: () => setCorrecting(true),
                },
              ]
            : []),
          ...next.map((to) => ({
            kind: 'action' as const,
            label: stageAction(stage, to),
            icon: ICONS[to],
            onSelect: () => (to === 'final' ? setFinishing(true) : setting.mutate(to)),
          })),
        ]}
      >
        {badge}
      </MenuButton>
      {isCorrecting && <ErratumDialog noteId={note.id} onClosed={() => setCorrecting(false)} />}
      {isFinishing && (
        <MarkFinal
          noteId={note.id}
          onSure={() => setting.mutate('final')}
          onShowOpen={onShowOpen}
          onClosed={() => setFinishing(false)}
        />
      )}
    </>
  )
}
