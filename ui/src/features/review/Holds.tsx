/** The unit's holds; one that a person placed can be lifted with a reason and a signature. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useAct, type HoldView } from '@/api';
import { ActForm, Buttons, FieldLongText, FieldPassword, HoldTable, Panel, SubmitButton, useCan, useFields, useOpen, useTexts } from '@/shared';
import classes from './Review.module.css';

export function Holds({ donation, holds }: { donation: string; holds: HoldView[] }) {
  const t = useTexts('review');
  const open = useOpen();
  const mayLift = useCan('review');
  const [lifting, setLifting] = useState<HoldView | null>(null);
  const action = (hold: HoldView) => {
    if (!mayLift) return null;
    return hold.by === null ? (
      <Button variant="subtle" onClick={() => open.screen('work')} data-testid="review-open_work">{t('hold.to_work')}</Button>
    ) : (
      <Button variant="light" onClick={() => setLifting(hold)} data-testid={`review-lift-${hold.key}`}>{t('hold.lift')}</Button>
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
  const act = useAct('unit.lift_hold');
  const { values, bind } = useFields({ reason: '', password: '' });
  return (
    <Modal opened onClose={onClose} title={t('hold.lift_title')} size="lg">
      <p className={classes.what}>{hold.note}</p>
      <ActForm act={act} onSubmit={() => act.mutate({ donation, key: hold.key, ...values }, { onSuccess: onClose })}>
        <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
        <FieldPassword {...bind('password')} required />
        <Buttons>
          <Button variant="default" onClick={onClose} data-testid="lift-cancel">{t('cancel')}</Button>
          <SubmitButton command="unit.lift_hold" act={act} disabled={values.password === ''}>{t('hold.lift')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Modal>
  );
}
