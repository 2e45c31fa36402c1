/** Places a hold: the unit stays where it is and cannot be released. */
import { Button, Modal } from '@mantine/core';
import { useAct, type UnitRow } from '@/api';
import { ActForm, Buttons, Din, FieldLongText, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './Review.module.css';

export function HoldDialog({ unit, onClose }: { unit: UnitRow; onClose: () => void }) {
  const t = useTexts('review');
  const act = useAct('unit.hold');
  const { values, bind } = useFields({ note: '' });
  return (
    <Modal opened onClose={onClose} title={t('hold.title')} size="lg">
      <p className={classes.what}><Din din={unit.din} check={unit.check_character} /></p>
      <p className={classes.quiet}>{t('hold.hint')}</p>
      <ActForm act={act} onSubmit={() => act.mutate({ donation: unit.donation, note: values.note }, { onSuccess: onClose })}>
        <FieldLongText {...bind('note')} label={t('hold.note')} required autoFocus maxLength={500} />
        <Buttons>
          <Button variant="default" onClick={onClose} data-testid="hold-cancel">{t('cancel')}</Button>
          <SubmitButton command="unit.hold" act={act}>{t('hold.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Modal>
  );
}
