/** Rejects the unit on the bench: reason of the pick-list, note, password. */
import { Button, Modal } from '@mantine/core';
import { useAct, useCommandQuery, type UnitRow } from '@/api';
import { ActForm, Buttons, Din, Facts, FieldLongText, FieldPassword, FieldSelect, pick, SubmitButton, useFields, useSession, useTexts } from '@/shared';
import classes from './bench.module.css';

interface Props {
  unit: UnitRow;
  /** The failing results, in words. */
  why: string;
  onClose: () => void;
}

export function RejectDialog({ unit, why, onClose }: Props) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('unit.reject');
  const overview = useCommandQuery('admin.overview', {});
  const form = useFields({ reason: null as string | null, note: '', password: '' });
  const { reason, note, password } = form.values;
  const submit = () => act.mutate({ donation: unit.donation, reason: reason ?? '', note: note.trim(), password }, { onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={t('reject.title')} size="lg">
      <div className={classes.stack}>
        <Facts
          items={[
            [t('reject.unit'), <Din key="d" din={unit.din} check={unit.check_character} large />],
            [t('reject.why'), why],
            [t('reject.signer'), <strong key="s">{operator.name}</strong>],
          ]}
        />
        <ActForm act={act} onSubmit={submit}>
          <FieldSelect {...form.bind('reason')} required options={(overview.data?.rejection_reasons ?? []).map((choice) => ({ value: choice.code, label: pick(choice) }))} />
          <FieldLongText {...form.bind('note')} maxLength={500} />
          <FieldPassword {...form.bind('password')} description={t('reject.password_hint')} required />
          <Buttons>
            <Button variant="default" onClick={onClose} data-testid="reject-cancel">{t('reject.cancel')}</Button>
            <SubmitButton command="unit.reject" act={act} color="red.9" disabled={reason === null || password === ''}>{t('reject.submit')}</SubmitButton>
          </Buttons>
        </ActForm>
      </div>
    </Modal>
  );
}
