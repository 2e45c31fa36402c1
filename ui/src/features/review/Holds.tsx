/** The unit's holds; one that a person placed can be lifted with a reason and a signature. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct, type HoldView } from '@/api';
import { FieldLongText, HoldTable, Panel, SignatureDialog, useCan, useFields, useOpen, useSession, useTexts } from '@/shared';
import classes from './Review.module.css';

export function Holds({ donation, holds }: { donation: string; holds: HoldView[] }) {
  const t = useTexts('review');
  const open = useOpen();
  const mayLift = useCan('review');
  const [lifting, setLifting] = useState<HoldView | null>(null);
  const action = (hold: HoldView) => {
    // No item settles what this version does not know.
    if (!mayLift || hold.reason === 'record_unknown') return null;
    return hold.by === null ? (
      <Button variant="subtle" onClick={() => open.screen('work')} data-testid="review-open_work">{t('hold.to_work')}</Button>
    ) : (
      <Button variant="light" onClick={() => setLifting(hold)} aria-haspopup="dialog" data-testid={`review-lift-${hold.key}`}>{t('hold.lift')}</Button>
    );
  };
  return (
    <Panel title={t('page.holds')}>
      <HoldTable holds={holds} action={action} />
      {lifting ? <LiftDialog donation={donation} hold={lifting} onClose={() => setLifting(null)} /> : null}
    </Panel>
  );
}

function LiftDialog({ donation, hold, onClose }: { donation: string; hold: HoldView; onClose: () => void }) {
  const t = useTexts('review');
  const { operator } = useSession();
  const act = useAct('unit.lift_hold');
  const { values, bind } = useFields({ reason: '' });
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="hold_lifted"
      signer={operator.name}
      digest={hold.digest}
      act={act}
      ready={values.reason.trim() !== ''}
      onSign={(credential) => act.mutate({ donation, key: hold.key, reason: values.reason, digest: hold.digest, ...credential }, { onSuccess: onClose })}
      what={<div className={classes.what}><strong>{t('hold.lift_title')}</strong> {hold.note}</div>}
    >
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
    </SignatureDialog>
  );
}
