/** Enrolment: the first step of a donation. Once saved, its page opens at consent. */
import { useAct, type Inventory } from '@/api';
import {
  ActForm, Buttons, FieldDate, FieldRadio, FieldRow, FieldText, PageHeader, SubmitButton, useFields, useOpen, useTexts, useWord,
} from '@/shared';
import { StepPanel } from './StepPanel';
import classes from './collection.module.css';

export function NewDonation() {
  const t = useTexts('collection');
  const word = useWord();
  const open = useOpen();
  const act = useAct('donation.enrol');
  const form = useFields({ name: '', identity_document: '', phone: '', due_date: '', inventory: 'public' as Inventory | null });
  const submit = () =>
    act.mutate(
      { ...form.values, inventory: form.values.inventory ?? 'public' },
      { onSuccess: ({ donation }) => open.screen('collection', donation) },
    );
  return (
    <div className={classes.page}>
      <PageHeader title={t('enrol.page')} subtitle={t('enrol.subtitle')} />
      <StepPanel number={1} name="enrol" title={t('step.enrol')} state="open" help={t('enrol.help')}>
        <ActForm act={act} onSubmit={submit}>
          <FieldRow>
            <FieldText {...form.bind('name')} label={t('enrol.name')} required autoFocus maxLength={100} />
            <FieldText {...form.bind('identity_document')} required mono maxLength={40} />
          </FieldRow>
          <FieldRow>
            <FieldText {...form.bind('phone')} required mono maxLength={40} />
            <FieldDate {...form.bind('due_date')} future required />
          </FieldRow>
          <FieldRadio
            {...form.bind('inventory')}
            required
            options={(['public', 'family'] as const).map((value) => ({ value, label: word('Inventory', value) }))}
          />
          <Buttons><SubmitButton command="donation.enrol" act={act}>{t('enrol.submit')}</SubmitButton></Buttons>
        </ActForm>
      </StepPanel>
    </div>
  );
}
