/** A new person with parts and a first password. */
import { useAct, type Role } from '@/api';
import { ROLES } from './PeopleTab';
import { ActForm, Buttons, FieldChecks, FieldPassword, FieldRow, FieldScan, FieldText, SubmitButton, useFields, useTexts, useWord } from '@/shared';



export function AddPerson({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const act = useAct('admin.add_person');
  const { values, bind } = useFields({
    'person.name': '',
    'person.login': '',
    'person.roles': [] as Role[],
    'person.password': '',
    'person.badge': '',
  });
  const submit = () =>
    act.mutate(
      {
        person: {
          name: values['person.name'].trim(),
          login: values['person.login'].trim(),
          roles: values['person.roles'],
          password: values['person.password'],
          badge: values['person.badge'].trim() || null,
        },
      },
      { onSuccess: onDone },
    );
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldText {...bind('person.name')} required autoFocus />
        <FieldText {...bind('person.login')} mono required />
      </FieldRow>
      <FieldChecks {...bind('person.roles')} required options={ROLES.map((value) => ({ value, label: word('Role', value) }))} />
      <FieldRow>
        <FieldPassword {...bind('person.password')} description={t('people.password_hint')} required />
        <FieldScan {...bind('person.badge')} description={t('people.badge_hint')} />
      </FieldRow>
      <Buttons>
        <SubmitButton command="admin.add_person" act={act}>{t('people.add')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
