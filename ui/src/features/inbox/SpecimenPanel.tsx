/** One specimen: the number it came with, the unit it is of, its results; those that wait can be chosen and dealt with. */
import { Button, Checkbox } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { InboxDetail, InboxResult, InboxSpecimen } from '@/api';
import { Din, problemText, StatusBadge, Tone, useOpen, useTexts } from '@/shared';
import { AssignDialog } from './AssignDialog';
import { DismissDialog } from './DismissDialog';
import classes from './Inbox.module.css';

export function SpecimenPanel({ detail, specimen }: { detail: InboxDetail; specimen: InboxSpecimen }) {
  const t = useTexts('inbox');
  const open = useOpen();
  const waiting = specimen.results.filter(({ waits }) => waits !== null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const places = waiting.map(({ place }) => place).filter((place) => !left.has(place));
  const toggle = (place: number) => {
    const next = new Set(left);
    if (!next.delete(place)) next.add(place);
    setLeft(next);
  };
  const unit = specimen.unit;
  return (
    <section className={classes.specimen} data-testid="inbox-specimen">
      <header className={classes.specimenHead}>
        <span className={classes.quiet}>{t('specimen')}</span>
        <code className={classes.code}>{specimen.ids.join(' · ') || t('no_number')}</code>
        {unit ? (
          <>
            <span className={classes.quiet}>{t('unit')}</span>
            <Din din={unit.din} check={unit.check_character} />
            <StatusBadge status={unit.status} held={unit.held} />
            <Button variant="subtle" size="compact-md" onClick={() => open.unit(unit.donation)}>{t('open_unit')}</Button>
          </>
        ) : <Tone tone="orange" icon={IconAlertTriangle}>{t('unknown_unit')}</Tone>}
      </header>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th aria-label={t('choose')} />
              <th>{t('code')}</th><th>{t('value')}</th><th>{t('flags')}</th><th>{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {[...waiting, ...specimen.results.filter(({ waits }) => waits === null)].map((result) => (
              <Row key={result.place} result={result} chosen={places.includes(result.place)} onToggle={() => toggle(result.place)} />
            ))}
          </tbody>
        </table>
      </div>
      {waiting.length > 0 ? (
        <div className={classes.buttons}>
          <DismissDialog message={detail.message} places={places} />
          {detail.held ? <AssignDialog detail={detail} specimen={specimen} places={places} /> : null}
        </div>
      ) : null}
    </section>
  );
}

function Row({ result, chosen, onToggle }: { result: InboxResult; chosen: boolean; onToggle: () => void }) {
  const t = useTexts('inbox');
  const waits = result.waits;
  // A bare figure is the number of the run.
  const details = result.details.filter((detail) => !/^\d+$/.test(detail));
  return (
    <tr data-testid={`inbox-result-${result.place}`} data-waits={waits?.code ?? ''} className={waits ? undefined : classes.settled}>
      <td>
        {waits ? <Checkbox checked={chosen} onChange={onToggle} aria-label={t('choose_one', { code: result.code })} data-testid={`inbox-choose-${result.place}`} /> : null}
      </td>
      <td><strong>{result.code}</strong>{details.length > 0 ? <span className={classes.quiet}><br />{details.join(' · ')}</span> : null}</td>
      <td data-mono>{[result.value, result.unit].filter(Boolean).join(' ') || '—'}{result.status === 'final' ? null : <span className={classes.quiet}><br />{t(`status.${result.status}`)}</span>}</td>
      <td>{result.flags.filter((flag) => flag !== 'N').join(' ')}</td>
      <td>{waits ? <span className={classes.why}><IconAlertTriangle size={18} aria-hidden />{problemText(waits)}</span> : <span className={classes.quiet}>{t('nothing_waits')}</span>}</td>
    </tr>
  );
}
