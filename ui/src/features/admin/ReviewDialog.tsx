/** The periodic review: signs that the chosen accounts, as the list shows them, are right and still needed. */
import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type BankOverview } from '@/api';
import { SignatureDialog, useSession, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';

interface Props {
  bank: BankOverview;
  chosen: string[];
  onDone: () => void;
}

export function ReviewDialog({ bank, chosen, onDone }: Props) {
  const t = useTexts('admin');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('admin.review_accounts');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<BankOverview | null>(null);
  const people = (shown ?? bank).people.filter(({ person }) => chosen.includes(person));
  const close = () => setShown(null);
  const siteCode = (site: string) => bank.sites.find((known) => known.site === site)?.code ?? '';
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSignature size={20} />}
        disabled={chosen.length === 0}
        onClick={() => {
          act.reset();
          setShown(bank);
        }}
        aria-haspopup="dialog"
        data-testid="admin-review"
      >
        {t('review.sign', { count: chosen.length })}
      </Button>
      <SignatureDialog
        opened={shown !== null}
        onClose={close}
        meaning="accounts"
        signer={operator.name}
        digest={shown?.accounts_digest}
        act={act}
        onSign={(credential) =>
          act.mutate(
            { people: people.map(({ person }) => person), digest: shown?.accounts_digest ?? '', ...credential },
            { onSuccess: () => { close(); onDone(); } },
          )}
        what={
          <ul className={classes.reviewed}>
            {people.map((person) => (
              <li key={person.person}>
                <strong>{person.name}</strong> <span className={classes.mono}>{person.login}</span>{' '}
                {person.grants.map(({ role, sites }) => word('Role', role) + (sites.length ? ` (${sites.map(siteCode).join(', ')})` : '')).join(' · ')}
                {person.badge ? ` · ${person.badge}` : ''}
                {person.suspended_ms !== null ? ` · ${t('people.suspended', { reason: person.suspended_reason ?? '' })}` : ''}
              </li>
            ))}
          </ul>
        }
      />
    </>
  );
}
