/** Taking a unit out of a deviation that named it by mistake: a reason, shown once more with the holds that end, and signed. */
import { Button } from '@mantine/core';
import { IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useAct, type DeviatedUnit, type DraftRemoval, type RemovalPreview, type RemovedUnit } from '@/api';
import { asProblem } from '@/platform';
import type { Problem } from '@/api/gen/commands';
import { ActForm, AskingModal, Buttons, Din, FieldLongText, SignatureDialog, Tone, useTexts } from '@/shared';
import { IconBan, IconCircleX } from '@tabler/icons-react';
import { Said } from './DeviationPage';
import classes from './Deviations.module.css';

export function RemoveButton({ id, unit }: { id: string; unit: DeviatedUnit }) {
  const t = useTexts('deviations');
  const [opened, setOpened] = useState(false);
  const din = unit.din ?? unit.donation.slice(0, 12);
  return (
    <>
      <Button variant="default" leftSection={<IconMinus size={20} />} title={t('removal.of', { din })} aria-haspopup="dialog" onClick={() => setOpened(true)} data-testid={`deviation-remove-${unit.donation}`}>{t('removal.title')}</Button>
      <AskingModal opened={opened} onClose={() => setOpened(false)} title={t('removal.of', { din })}>
        {({ close }) => <Draft id={id} donation={unit.donation} onDone={close} />}
      </AskingModal>
    </>
  );
}

function Draft({ id, donation, onDone }: { id: string; donation: string; onDone: () => void }) {
  const t = useTexts('deviations');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<{ isPending: boolean; error: Problem | null }>({ isPending: false, error: null });
  const [shown, setShown] = useState<{ draft: DraftRemoval; preview: RemovalPreview } | null>(null);
  const act = useAct('deviation.remove_unit');
  const complete = reason.trim() !== '';
  const preview = async () => {
    const draft = { deviation: id, donation, reason };
    setState({ isPending: true, error: null });
    try {
      setShown({ draft, preview: await call('deviation.preview_removal', draft) });
      setState({ isPending: false, error: null });
    } catch (thrown) {
      setState({ isPending: false, error: asProblem(thrown) });
    }
  };
  return (
    <>
      <ActForm act={state} onSubmit={() => complete && void preview()}>
        <p className={classes.quiet}>{t('removal.text')}</p>
        <FieldLongText name="reason" label={t('removal.reason')} value={reason} onChange={setReason} required autoFocus maxLength={500} />
        <Buttons><Button type="submit" loading={state.isPending} disabled={!complete} data-testid="removal-preview">{t('close.go_on')}</Button></Buttons>
      </ActForm>
      <SignatureDialog
        opened={shown !== null}
        onClose={() => setShown(null)}
        what={shown ? <Shown preview={shown.preview} /> : null}
        meaning="deviation_unit_removal"
        signer={shown?.preview.signer ?? ''}
        digest={shown?.preview.digest}
        act={act}
        onSign={(credential) => shown && act.mutate({ draft: shown.draft, digest: shown.preview.digest, ...credential }, { onSuccess: () => { setShown(null); onDone(); } })}
      />
    </>
  );
}

function Shown({ preview: { unit, reason, holds } }: { preview: RemovalPreview }) {
  const t = useTexts('deviations');
  return (
    <>
      <p className={classes.text}>{unit.din === null ? unit.donation.slice(0, 12) : <Din din={unit.din} />} {reason}</p>
      {holds.map((note) => <p key={note} className={classes.text} data-testid="removal-hold"><strong>{t('removal.hold')}</strong> {note}</p>)}
      {unit.status === null ? <p className={classes.text}>{t('removal.not_here')}</p> : null}
    </>
  );
}

/** Units that stood in it by mistake. */
export function RemovedUnits({ removed }: { removed: RemovedUnit[] }) {
  const t = useTexts('deviations');
  if (removed.length === 0) return null;
  return (
    <ul className={classes.list} data-testid="deviation-removed">
      {removed.map(({ unit, note, voided, digest }) => (
        <li key={`${unit.donation} ${note.at_ms}`}>
          <Tone tone="grey" icon={IconBan}>{t('removal.done')}</Tone> {unit.din === null ? unit.donation.slice(0, 12) : <Din din={unit.din} />}{' '}
          {voided ? <Tone tone="red" icon={IconCircleX}>{t('removal.voided')}</Tone> : null}
          <Said note={note} /> <code className={classes.quiet}>{digest}</code>
        </li>
      ))}
    </ul>
  );
}
