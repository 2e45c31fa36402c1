/** The bag is scanned, a second person says that it goes. */
import { useAct, type Disposal, type UnitRow } from '@/api';
import { ActForm, Buttons, Din, FieldLongText, FieldPassword, FieldRadio, FieldRow, FieldScan, FieldText, SubmitButton, useFields, useTexts, useWord } from '@/shared';
import classes from './Unit.module.css';

const DISPOSALS: Disposal[] = ['medical_waste', 'research', 'validation'];

export function DisposeForm({ unit, onDone }: { unit: UnitRow; onDone: () => void }) {
  const t = useTexts('unit');
  const word = useWord();
  const act = useAct('unit.dispose');
  const { values, bind } = useFields({ disposal: 'medical_waste' as Disposal, bag_scan: '', note: '', second_login: '', second_password: '' });
  const empty = [values.bag_scan, values.note, values.second_login, values.second_password].some((text) => text.trim() === '');
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation: unit.donation, ...values }, { onSuccess: onDone })}>
      <div><Din din={unit.din} check={unit.check_character} large /></div>
      <p className={classes.quiet}>{t('ending.dispose_hint')}</p>
      <FieldScan {...bind('bag_scan')} required autoFocus />
      <FieldRadio {...bind('disposal')} options={DISPOSALS.map((value) => ({ value, label: word('Disposal', value) }))} required />
      <FieldLongText {...bind('note')} description={t('ending.note_hint')} required maxLength={500} />
      <div role="group" aria-label={t('ending.second')}>
        <FieldRow>
          <FieldText {...bind('second_login')} label={t('ending.second')} required mono maxLength={40} />
          <FieldPassword {...bind('second_password')} label={t('ending.second_password')} required />
        </FieldRow>
      </div>
      <Buttons><SubmitButton command="unit.dispose" act={act} disabled={empty} color="red.9">{t('ending.dispose_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
