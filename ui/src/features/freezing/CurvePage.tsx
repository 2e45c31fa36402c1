/** One curve: what it shows, its units, and its review. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconCircleX, IconHourglass, IconReplace, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type CurveUnitView, type CurveView } from '@/api';
import { Din, Loaded, PageHeader, Panel, pick, StatusBadge, TimeText, Tone, useOpen, useTexts, useWord } from '@/shared';
import { inOrder } from './curve';
import classes from './Freezing.module.css';
import { ReviewDialog } from './ReviewDialog';
import { Shown } from './Shown';

export function CurvePage({ curve, onBack }: { curve: string; onBack: () => void }) {
  const t = useTexts('freezing');
  const query = useCommandQuery('freezing.get', { curve }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="freezing-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>
    </>
  );
}

function Page({ view }: { view: CurveView }) {
  const t = useTexts('freezing');
  const { row } = view;
  const [reviewing, setReviewing] = useState(false);
  const reviewable = view.units.filter(({ current, digest }) => current && digest !== null);
  return (
    <div className={classes.page} data-testid="curve-page">
      <PageHeader
        title={row.file_name}
        subtitle={<>{pick(row.program)} · {row.equipment} · {row.recorded_by} <TimeText ms={row.recorded_ms} /></>}
        actions={view.may_review && reviewable.length > 0 ? (
          <>
            {view.own ? <span className={classes.quiet}>{t('own')}</span> : null}
            <Button leftSection={<IconSignature size={20} />} disabled={view.own} onClick={() => setReviewing(true)} aria-haspopup="dialog" data-testid="curve-review">{t('review.act')}</Button>
          </>
        ) : null}
      />
      <Panel title={t('units_title', { count: view.units.length })}><Units units={view.units} /></Panel>
      <Shown shown={view.shown} confirmers={view.confirmers} />
      {reviewing ? <ReviewDialog view={view} units={reviewable} onClose={() => setReviewing(false)} /> : null}
    </div>
  );
}

function Units({ units }: { units: CurveUnitView[] }) {
  const t = useTexts('freezing');
  const word = useWord();
  const open = useOpen();
  if (units.length === 0) return <p className={classes.quiet}>{t('units_elsewhere')}</p>;
  return (
    <table className={classes.table} data-testid="curve-page-units">
      <thead><tr><th scope="col">{t('unit')}</th><th scope="col">{t('run')}</th><th scope="col">{t('review.title')}</th></tr></thead>
      <tbody>
        {inOrder(units).map(({ unit, run, current, reason, review, contested, torn }) => (
          <tr key={unit.donation}>
            <td>
              <button type="button" className={classes.link} onClick={() => open.unit(unit.donation)} data-testid="curve-unit">{unit.din === null ? unit.donation.slice(0, 8) : <Din din={unit.din} />}</button>{' '}
              <StatusBadge status={unit.status} held={unit.held} /> {current ? null : <Tone tone="grey" icon={IconReplace}>{t('replaced')}</Tone>}
              {reason === null ? null : <p className={classes.quiet}>{t('replaces', { reason })}</p>}
            </td>
            <td>{run ?? '—'}</td>
            <td>
              {review === null
                ? <Tone tone="orange" icon={IconHourglass}>{t('not_reviewed')}</Tone>
                : <><Tone tone={review.fitness === 'fit' ? 'green' : 'red'} icon={review.fitness === 'fit' ? IconCircleCheck : IconCircleX}>{word('UnitFitness', review.fitness)}</Tone> {review.by} <TimeText ms={review.at_ms} /> {review.note}</>}
              {contested ? <p className={classes.warn}>{t('contested')}</p> : null}
              {torn ? <p className={classes.warn}>{t('torn')}</p> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
