/** How, when and with what answer the family was told. */
import { useAct, type FamilyNotice } from '@/api';
import { ActForm, Buttons, FieldDateTime, FieldLongText, FieldRadio, SubmitButton, useFields, useTexts, useWord } from '@/shared';

const WAYS: FamilyNotice[] = ['phone', 'letter', 'message', 'in_person', 'not_reached'];

export function NoticeForm({ donation, onDone }: { donation: string; onDone: () => void }) {
  const t = useTexts('unit');
  const word = useWord();
  const act = useAct('unit.notify_family');
  const { values, bind } = useFields({ notice: 'phone' as FamilyNotice, told_ms: null as number | null, note: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation, ...values }, { onSuccess: onDone })}>
      <FieldRadio {...bind('notice')} options={WAYS.map((value) => ({ value, label: word('FamilyNotice', value) }))} required />
      <FieldDateTime {...bind('told_ms')} description={t('ending.now_hint')} />
      <FieldLongText {...bind('note')} description={t('ending.notify_hint')} required autoFocus maxLength={500} />
      <Buttons><SubmitButton command="unit.notify_family" act={act} disabled={values.note.trim() === ''}>{t('ending.notify_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
