/** One side of a disagreement: the unit's facts and who recorded what is in question, and when. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommandQuery, type LocationView, type UnitRow } from '@/api';
import { CollectionFacts, Din, Facts, LoadingState, ProblemAlert, SignatureTable, StatusBadge, TimeText, useOpen, useTexts, useWord } from '@/shared';
import classes from './Work.module.css';

export function Side({ row, kind, letter, choice }: { row: UnitRow; kind: string; letter: string; choice?: ReactNode }) {
  const t = useTexts('work');
  const word = useWord();
  const open = useOpen();
  const unit = useCommandQuery('unit.get', { donation: row.donation, din: null });
  return (
    <article className={classes.side} data-testid={`work-side-${row.donation}`}>
      <header className={classes.sideHead}>
        <span className={classes.letter}>{letter}</span>
        <Din din={row.din} check={row.check_character} />
        <StatusBadge status={row.status} held={row.held} />
      </header>
      <p className={classes.quiet}>
        {[word('Inventory', row.inventory), row.site_code, row.position].filter(Boolean).join(' · ')} · {t('changed')} <TimeText ms={row.changed_ms} />
      </p>
      {unit.error ? <ProblemAlert problem={unit.error} /> : null}
      {unit.data === undefined && !unit.error ? <LoadingState /> : null}
      {unit.data ? (
        kind === 'duplicate_position' ? (
          <PlaceFacts locations={unit.data.locations} />
        ) : kind === 'content_changed_after_release' || kind === 'deviation_unsettled' ? (
          <SignatureTable signatures={unit.data.signatures} />
        ) : (
          <CollectionFacts unit={unit.data} />
        )
      ) : null}
      <div className={classes.sideFoot}>
        {choice}
        <Button variant="subtle" onClick={() => open.unit(row.donation)} data-testid={`work-open_unit-${row.donation}`}>{t('open_unit')}</Button>
      </div>
    </article>
  );
}

/** Who put it there, and when; the place before it, where there is one. */
function PlaceFacts({ locations }: { locations: LocationView[] }) {
  const t = useTexts('work');
  const [now, before] = locations;
  if (!now) return <p className={classes.quiet}>{t('place.none')}</p>;
  return (
    <Facts
      items={[
        [t('place.position'), <strong key="p" data-mono>{now.position}</strong>],
        [t('place.by'), now.by],
        [t('place.since'), <TimeText key="s" ms={now.from_ms} />],
        [t('place.before'), before ? <span key="b" data-mono>{before.position}</span> : null],
      ]}
    />
  );
}
