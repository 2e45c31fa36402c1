/** What she signed: form version, scope as ticked on the paper, day. */
import { useState } from 'react';
import { useAct, type ConsentScope } from '@/api';
import { ActForm, Buttons, FieldChecks, FieldDate, FieldRow, FieldText, formatDate, SubmitButton, useFields, useTexts, useWord } from '@/shared';

const SCOPES: ConsentScope[] = ['transplant', 'research', 'recontact', 'incidental_findings'];

/** The version last entered at this station: the next form is nearly always of the same. */
const REMEMBERED = 'cordkeep.consent_form_version';

export function ConsentForm({ donation }: { donation: string }) {
  const t = useTexts('collection');
  const word = useWord();
  const act = useAct('donation.record_consent');
  const [remembered] = useState(() => localStorage.getItem(REMEMBERED) ?? '');
  const [today] = useState(() => formatDate(Date.now()));
  const form = useFields({ form_version: remembered, scope: [] as ConsentScope[], signed_on: today });
  const submit = () =>
    act.mutate(
      { donation, ...form.values },
      { onSuccess: () => localStorage.setItem(REMEMBERED, form.values.form_version) },
    );
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldText {...form.bind('form_version')} description={t('consent.version_hint')} required maxLength={20} autoFocus={remembered === ''} />
        <FieldDate {...form.bind('signed_on')} description={t('consent.signed_hint')} required />
      </FieldRow>
      <FieldChecks
        {...form.bind('scope')}
        description={t('consent.scope_hint')}
        required
        options={SCOPES.map((value) => ({ value, label: word('ConsentScope', value) }))}
      />
      <Buttons><SubmitButton command="donation.record_consent" act={act}>{t('consent.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
