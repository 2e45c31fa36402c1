/** One account: roles by site, password, badge, suspension. Each act wants a reason where the record keeps one. */
import { Checkbox, MultiSelect, Tabs } from '@mantine/core';
import { useAct, type BankOverview, type GrantView, type PersonView, type Role } from '@/api';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { ActForm, Buttons, FieldLongText, FieldPassword, FieldScan, formatDateTime, pick, SubmitButton, Tone, useFields, useTexts, useWord } from '@/shared';
import { ROLES } from './PeopleTab';
import classes from './Section.module.css';

interface Props {
  person: PersonView;
  bank: BankOverview;
  onDone: () => void;
}

export function AccountDialog(props: Props) {
  const t = useTexts('admin');
  const { person } = props;
  return (
    <div className={classes.account}>
      <p className={classes.who}>{t('people.whose', { name: person.name, login: person.login })}</p>
      <Tabs defaultValue="roles" keepMounted={false}>
        <Tabs.List mb="md">
          {(['roles', 'password', 'badge', 'suspend'] as const).map((name) => (
            <Tabs.Tab key={name} value={name} data-testid={`account-${name}`}>
              {t(name === 'suspend' && person.suspended_ms !== null ? 'people.tab.reinstate' : `people.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="roles"><RolesForm {...props} /></Tabs.Panel>
        <Tabs.Panel value="password"><PasswordForm {...props} /></Tabs.Panel>
        <Tabs.Panel value="badge"><BadgeForm {...props} /></Tabs.Panel>
        <Tabs.Panel value="suspend"><SuspendForm {...props} /></Tabs.Panel>
      </Tabs>
    </div>
  );
}

function RolesForm({ person, bank, onDone }: Props) {
  const t = useTexts('admin');
  const word = useWord();
  const act = useAct('admin.change_roles');
  const { values, bind, set } = useFields({ grants: person.grants, reason: '' });
  const held = (role: Role) => values.grants.find((grant) => grant.role === role);
  const toggle = (role: Role) =>
    set('grants', held(role) ? values.grants.filter((grant) => grant.role !== role) : [...values.grants, { role, sites: [] }]);
  const limit = (grant: GrantView, sites: string[]) =>
    set('grants', values.grants.map((other) => (other.role === grant.role ? { ...other, sites } : other)));
  const sites = bank.sites.map((site) => ({ value: site.site, label: `${site.code} ${pick({ zh: site.name_zh, en: site.name_en })}` }));
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ person: person.person, ...values }, { onSuccess: onDone })}>
      <div className={classes.grants} data-testid="field-grants">
        {ROLES.map((role) => {
          const grant = held(role);
          return (
            <div key={role} className={classes.grant}>
              <Checkbox label={word('Role', role)} checked={grant !== undefined} onChange={() => toggle(role)} data-testid={`field-grants-${role}`} />
              {grant && role !== 'administrator' ? (
                <MultiSelect
                  aria-label={t('people.sites')}
                  placeholder={grant.sites.length === 0 ? t('people.everywhere') : undefined}
                  data={sites}
                  value={grant.sites}
                  onChange={(next) => limit(grant, next)}
                  data-testid={`field-sites-${role}`}
                />
              ) : grant ? <span className={classes.quiet}>{t('people.everywhere')}</span> : null}
            </div>
          );
        })}
      </div>
      <FieldLongText {...bind('reason')} required maxLength={500} />
      <Buttons>
        <SubmitButton command="admin.change_roles" act={act} disabled={values.reason.trim() === ''}>{t('people.save_roles')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function PasswordForm({ person, onDone }: Props) {
  const t = useTexts('admin');
  const act = useAct('admin.set_password');
  const { values, bind } = useFields({ password: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ person: person.person, password: values.password }, { onSuccess: onDone })}>
      <p className={classes.text}>{t('people.password_text')}</p>
      <FieldPassword {...bind('password')} description={t('people.password_hint')} required autoFocus />
      <Buttons>
        <SubmitButton command="admin.set_password" act={act} disabled={values.password === ''}>{t('people.save')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function BadgeForm({ person, onDone }: Props) {
  const t = useTexts('admin');
  const give = useAct('admin.give_badge');
  const revoke = useAct('admin.revoke_badge');
  const given = useFields({ badge: '' });
  const revoked = useFields({ reason: '' });
  return (
    <>
      <p className={classes.text}>{person.badge === null ? t('people.no_badge') : t('people.badge_now', { badge: person.badge })}</p>
      {person.badge === null ? null : <TestBadge person={person} />}
      {person.badge === null ? null : (
        <ActForm act={revoke} onSubmit={() => revoke.mutate({ person: person.person, ...revoked.values }, { onSuccess: onDone })}>
          <FieldLongText {...revoked.bind('reason')} description={t('people.revoke_hint')} required maxLength={500} />
          <Buttons>
            <SubmitButton command="admin.revoke_badge" act={revoke} color="red.9" disabled={revoked.values.reason.trim() === ''}>{t('people.revoke')}</SubmitButton>
          </Buttons>
        </ActForm>
      )}
      <ActForm act={give} onSubmit={() => give.mutate({ person: person.person, ...given.values }, { onSuccess: onDone })}>
        <FieldScan {...given.bind('badge')} description={person.badge === null ? t('people.badge_hint') : t('people.replace_hint')} required />
        <Buttons>
          <SubmitButton command="admin.give_badge" act={give} disabled={given.values.badge.trim() === ''}>{t('people.give')}</SubmitButton>
        </Buttons>
      </ActForm>
    </>
  );
}

/** Tokens are tried out at first and from time to time (21 CFR 11.300(e)). */
function TestBadge({ person }: { person: PersonView }) {
  const t = useTexts('admin');
  const act = useAct('admin.test_badge');
  const { values, bind, set } = useFields({ scan: '' });
  const when = person.badge_tested_ms === null ? '' : formatDateTime(person.badge_tested_ms);
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ person: person.person, ...values }, { onSuccess: () => set('scan', '') })}>
      <p role="status">
        {person.badge_reads === null ? <Tone tone="orange" icon={IconAlertTriangle}>{t('people.badge_untested')}</Tone>
          : person.badge_reads ? <Tone tone="green" icon={IconCircleCheck}>{t('people.badge_reads', { when })}</Tone>
          : <Tone tone="red" icon={IconAlertTriangle}>{t('people.badge_bad', { when })}</Tone>}
      </p>
      <FieldScan {...bind('scan')} label={t('people.badge_test')} description={t('people.badge_test_hint')} required />
      <Buttons>
        <SubmitButton command="admin.test_badge" act={act} disabled={values.scan.trim() === ''}>{t('people.test')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function SuspendForm({ person, onDone }: Props) {
  const t = useTexts('admin');
  const suspend = useAct('admin.suspend');
  const reinstate = useAct('admin.reinstate');
  const back = person.suspended_ms !== null;
  const act = back ? reinstate : suspend;
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ person: person.person, reason: values.reason }, { onSuccess: onDone })}>
      <p className={classes.text}>{t(back ? 'people.reinstate_text' : 'people.suspend_text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      <Buttons>
        <SubmitButton command={back ? 'admin.reinstate' : 'admin.suspend'} act={act} color={back ? undefined : 'red.9'} disabled={values.reason.trim() === ''}>
          {t(back ? 'people.tab.reinstate' : 'people.tab.suspend')}
        </SubmitButton>
      </Buttons>
    </ActForm>
  );
}
