/** People, their parts and the state of their accounts. */
import { IconCircleCheck, IconKey, IconLock, IconUserExclamation } from '@tabler/icons-react';
import { useAct, type BankOverview, type PersonView } from '@/api';
import { ActForm, Buttons, FieldPassword, formatDateTime, FormDialog, SubmitButton, Tone, useCan, useFields, useNow, useSession, useTexts, useWord } from '@/shared';
import { AddPerson } from './AddPerson';
import classes from './Section.module.css';
import { Section } from './Section';

export function PeopleTab({ bank }: { bank: BankOverview }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('administer');
  const { operator } = useSession();
  return (
    <Section
      name="people"
      label={t('tab.people')}
      rows={bank.people}
      rowKey={(person) => person.person}
      action={may ? (
        <FormDialog title={t('people.add')} testId="admin-add-person">{(close) => <AddPerson onDone={close} />}</FormDialog>
      ) : null}
      columns={[
        { key: 'name', title: shared('fields.name'), width: '1fr', cell: (person) => person.name },
        { key: 'login', title: shared('fields.login'), width: '1fr', cell: (person) => <span className={classes.mono}>{person.login}</span> },
        { key: 'roles', title: shared('fields.roles'), width: '2.4fr', cell: (person) => person.roles.map((role) => word('Role', role)).join(' · ') },
        { key: 'badge', title: shared('fields.badge'), width: '1fr', cell: (person) => <span className={classes.mono}>{person.badge ?? '—'}</span> },
        { key: 'state', title: t('people.state'), width: 'minmax(14em, 1fr)', cell: (person) => <AccountState person={person} /> },
        {
          key: 'password',
          title: '',
          width: '190px',
          align: 'end',
          cell: (person) => may && person.person !== operator.person ? (
            <FormDialog title={t('people.password')} testId={`admin-set-password-${person.login}`} variant="default" icon={<IconKey size={18} />} size="md">
              {(close) => <NewPassword person={person} onDone={close} />}
            </FormDialog>
          ) : null,
        },
      ]}
    />
  );
}

function AccountState({ person }: { person: PersonView }) {
  const t = useTexts('admin');
  const now = useNow(30_000);
  if (person.locked_until_ms !== null && person.locked_until_ms > now) {
    return <Tone tone="red" icon={IconLock}>{t('people.locked', { time: formatDateTime(person.locked_until_ms) })}</Tone>;
  }
  if (person.failed_sign_ins > 0) {
    return <Tone tone="orange" icon={IconUserExclamation}>{t('people.failed', { count: person.failed_sign_ins })}</Tone>;
  }
  return <Tone tone="green" icon={IconCircleCheck}>{t('people.ok')}</Tone>;
}

function NewPassword({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('admin.set_password');
  const { values, bind } = useFields({ password: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ person: person.person, password: values.password }, { onSuccess: onDone })}>
      <p style={{ margin: 0 }}>{t('people.password_for', { name: person.name, login: person.login })}</p>
      <FieldPassword {...bind('password')} description={t('people.password_hint')} required autoFocus />
      <Buttons>
        <SubmitButton command="admin.set_password" act={act} disabled={values.password === ''}>{t('people.save')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
