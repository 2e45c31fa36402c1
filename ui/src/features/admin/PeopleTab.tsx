/** People: roles, badges, the state of each account, its periodic review; who was refused. */
import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconKey, IconLock, IconSignature, IconUserCog, IconUserExclamation, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { BankOverview, PersonView, Role } from '@/api';
import { formatDate, formatDateTime, FormDialog, TimeText, Tone, TwoLines, useCan, useNow, useSession, useTexts, useWord } from '@/shared';
import { AccountDialog } from './AccountDialog';
import { AddPerson } from './AddPerson';
import { Failures } from './Failures';
import { IdleForm } from './IdleForm';
import { ReviewDialog } from './ReviewDialog';
import classes from './Section.module.css';
import { Section } from './Section';

/** In the order of the job. */
export const ROLES: Role[] = [
  'nurse', 'courier', 'reception', 'processing', 'test_lab', 'storage', 'quality', 'manager', 'medical_director', 'search_coordinator', 'administrator',
];

export function PeopleTab({ bank }: { bank: BankOverview }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const may = useCan('administer');
  const { operator } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (person: string) => setChosen(chosen.includes(person) ? chosen.filter((other) => other !== person) : [...chosen, person]);
  const overdue = bank.people.filter((person) => person.review_overdue).length;
  if (!may) return null;
  return (
    <>
      <Section
        name="people"
        label={t('tab.people')}
        hint={overdue > 0 ? <Tone tone="orange" icon={IconAlertTriangle}>{t('review.overdue', { count: overdue })}</Tone> : t('review.none_due')}
        rows={bank.people}
        rowKey={(person) => person.person}
        action={
          <div className={classes.buttons}>
            <FormDialog title={t('failures.title')} testId="admin-failures" variant="default" icon={<IconUserExclamation size={20} />} size="xl">{() => <Failures />}</FormDialog>
            <FormDialog title={t('idle.title')} testId="admin-idle" variant="default" icon={<IconLock size={20} />} size="md">{(close) => <IdleForm onDone={close} />}</FormDialog>
            <ReviewDialog bank={bank} chosen={chosen} onDone={() => setChosen([])} />
            <FormDialog title={t('people.add')} testId="admin-add-person">{(close) => <AddPerson onDone={close} />}</FormDialog>
          </div>
        }
        columns={[
          {
            key: 'choose',
            title: '',
            width: '44px',
            cell: (person) => person.person === operator.person ? null : (
              <Checkbox
                checked={chosen.includes(person.person)}
                onChange={() => toggle(person.person)}
                aria-label={t('review.choose', { name: person.name })}
                data-testid={`admin-choose-${person.login}`}
              />
            ),
          },
          {
            key: 'name',
            title: shared('fields.name'),
            width: 'minmax(7em, 1fr)',
            cell: (person) => <TwoLines first={person.name} second={<span className={classes.mono}>{person.login}</span>} title={person.badge ?? undefined} />,
          },
          { key: 'roles', title: shared('fields.roles'), width: 'minmax(8em, 2fr)', cell: (person) => <Grants person={person} bank={bank} /> },
          { key: 'state', title: t('people.state'), width: '10em', cell: (person) => <AccountState person={person} /> },
          { key: 'last', title: t('people.last'), width: '10.5em', cell: (person) => <TimeText ms={person.last_sign_in_ms} /> },
          { key: 'review', title: t('review.column'), width: '12.5em', cell: (person) => <Review person={person} /> },
          {
            key: 'account',
            title: '',
            width: '130px',
            align: 'end',
            cell: (person) => person.person === operator.person ? <span className={classes.quiet}>{t('people.own')}</span> : (
              <FormDialog title={t('people.account')} testId={`admin-account-${person.login}`} variant="default" icon={<IconUserCog size={18} />}>
                {(close) => <AccountDialog person={person} bank={bank} onDone={close} />}
              </FormDialog>
            ),
          },
        ]}
      />
    </>
  );
}

function Grants({ person, bank }: { person: PersonView; bank: BankOverview }) {
  const word = useWord();
  const code = (site: string) => bank.sites.find((known) => known.site === site)?.code ?? site.slice(0, 8);
  const text = person.grants.map(({ role, sites }) => word('Role', role) + (sites.length === 0 ? '' : ` (${sites.map(code).join(', ')})`)).join(' · ');
  return <span title={text}>{text}</span>;
}

function AccountState({ person }: { person: PersonView }) {
  const t = useTexts('admin');
  const now = useNow(30_000);
  if (person.suspended_ms !== null) {
    return (
      <span title={`${formatDateTime(person.suspended_ms)} · ${person.suspended_reason ?? ''}`}>
        <Tone tone="red" icon={IconUserOff}>{t('people.suspended', { reason: person.suspended_reason ?? '' })}</Tone>
      </span>
    );
  }
  if (person.kept_despite !== null) {
    return <span title={t('people.kept_hint')} data-testid={`kept-${person.login}`}><Tone tone="orange" icon={IconUserExclamation}>{t('people.kept', { reason: person.kept_despite })}</Tone></span>;
  }
  if (person.login_contested) {
    return <span title={t('people.contested_hint')}><Tone tone="red" icon={IconUserOff}>{t('people.contested')}</Tone></span>;
  }
  if (person.locked_until_ms !== null && person.locked_until_ms > now) {
    return <Tone tone="red" icon={IconLock}>{t('people.locked', { time: formatDateTime(person.locked_until_ms) })}</Tone>;
  }
  if (person.failed_sign_ins > 0) {
    return <Tone tone="orange" icon={IconUserExclamation}>{t('people.failed', { count: person.failed_sign_ins })}</Tone>;
  }
  if (person.must_change) return <Tone tone="orange" icon={IconKey}>{t('people.must_change')}</Tone>;
  return <Tone tone="green" icon={IconCircleCheck}>{t('people.ok')}</Tone>;
}

function Review({ person }: { person: PersonView }) {
  const t = useTexts('admin');
  if (person.suspended_ms !== null) return <span className={classes.quiet}>—</span>;
  const by = person.reviewed_ms === null ? t('review.never') : `${person.reviewed_by ?? ''} · ${formatDateTime(person.reviewed_ms)}`;
  return (
    <span title={by}>
      {person.review_overdue ? (
        <Tone tone="orange" icon={IconAlertTriangle}>{person.review_voided ? t('review.voided') : t('review.due', { date: formatDate(person.review_due_ms) })}</Tone>
      ) : person.reviewed_ms === null ? (
        <span className={classes.quiet}>{t('review.until', { date: formatDate(person.review_due_ms) })}</span>
      ) : (
        <Tone tone="green" icon={IconSignature}>{formatDate(person.reviewed_ms)}</Tone>
      )}
    </span>
  );
}
