/** Deviations that concern the unit, and what each closing said of it. */
import { IconFlag } from '@tabler/icons-react';
import { useCommandQuery, type UnitDeviationRow } from '@/api';
import { EmptyState, Loaded, Panel, TimeText, useOpen, useTexts, useWord } from '@/shared';
import classes from './Trace.module.css';

export function DeviationTab({ donation }: { donation: string }) {
  const query = useCommandQuery('deviation.of_unit', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={query}>{({ rows }) => <Table rows={rows} />}</Loaded>;
}

function Table({ rows }: { rows: UnitDeviationRow[] }) {
  const t = useTexts('unit');
  const deviations = useTexts('deviations');
  const word = useWord();
  const open = useOpen();
  if (rows.length === 0) return <EmptyState icon={IconFlag} title={t('deviations.none')} hint={t('deviations.none_hint')} />;
  return (
    <Panel title={t('tab.deviations')}>
      <table className={classes.table} data-testid="unit-deviations">
        <thead>
          <tr>
            <th>{deviations('number')}</th><th>{deviations('stage_title')}</th><th>{deviations('class_title')}</th><th>{deviations('what_happened')}</th>
            <th>{deviations('fitness_title')}</th><th>{deviations('reported')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, fitness, note, said, removed }) => (
            <tr key={row.deviation}>
              <td><button type="button" className={classes.mono} onClick={() => open.screen('deviations', row.deviation)} data-testid={`unit-deviation-${row.number}`}>{row.number}</button></td>
              <td>{word('DeviationStage', row.stage)}</td>
              <td>{row.class === null ? deviations('unclassified') : word('DeviationClass', row.class)}</td>
              <td>{row.what_happened}</td>
              <td>
                {removed === null ? null : <span data-testid={`unit-removed-${row.number}`}>{deviations('removal.done')}: {removed.text} · {removed.by} <TimeText ms={removed.at_ms} /></span>}
                {removed !== null ? null : fitness === null ? '—' : [word('UnitFitness', fitness), note].filter(Boolean).join(' · ')}
                {said.length < 2 ? null : <><br />{deviations('said_twice')} {said.map((one) => [word('UnitFitness', one.fitness), one.note, one.by].filter(Boolean).join(' · ')).join('; ')}</>}
              </td>
              <td>{row.reported_by} <TimeText ms={row.reported_ms} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
