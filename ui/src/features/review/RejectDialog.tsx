/** Rejects a unit for good: reason of the pick-list, note, password. */
import { Button, Modal } from '@mantine/core';
import { useAct, type UnitRow } from '@/api';
import { ActForm, Buttons, Din, Facts, FieldLongText, FieldPassword, FieldSelect, pick, SubmitButton, useFields, useTexts } from '@/shared';
import { REJECTION_REASONS } from './reasons';
import classes from './Review.module.css';

export function RejectDialog({ unit, signer, onClose }: { unit: UnitRow; signer: string; onClose: () => void }) {
  const t = useTexts('review');
  const act = useAct('unit.reject');
  const { values, bind } = useFields({ reason: null as string | null, note: '', password: '' });
  const submit = () =>
    act.mutate({ donation: unit.donation, reason: values.reason ?? '', note: values.note, password: values.password }, { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={t('reject.title')} size="lg">
      <p className={classes.what}><Din din={unit.din} check={unit.check_character} large /></p>
      <p className={classes.quiet}>{t('reject.hint')}</p>
      <ActForm act={act} onSubmit={submit}>
        <FieldSelect {...bind('reason')} required options={REJECTION_REASONS.map((reason) => ({ value: reason.code, label: pick(reason) }))} />
        <FieldLongText {...bind('note')} maxLength={500} />
        <Facts items={[[t('decide.signer'), <strong key="s">{signer}</strong>]]} />
        <FieldPassword {...bind('password')} required />
        <Buttons>
          <Button variant="default" onClick={onClose} data-testid="reject-cancel">{t('cancel')}</Button>
          <SubmitButton command="unit.reject" act={act} color="red.9" disabled={values.password === ''}>{t('reject.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Modal>
  );
}
