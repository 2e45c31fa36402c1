/** How many happened, month by month, and about what; the same figures as tables. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useCommandQuery, type DeviationTrends, type TrendCount, type TrendMonth } from '@/api';
import { Bar, EmptyState, formatNumber, Loaded, Panel, useTexts, useWord } from '@/shared';
import classes from './Deviations.module.css';
import { useChoice } from './words';

const SPANS = ['6', '12', '24'];
const PARTS = ['critical', 'major', 'minor', 'unclassified'] as const;

export function Trends() {
  const t = useTexts('deviations');
  const [months, setMonths] = useState('12');
  const query = useCommandQuery('deviation.trends', { months: Number(months) }, { keepPrevious: true });
  return (
    <>
      <SegmentedControl data={SPANS.map((value) => ({ value, label: t('trends.months', { count: Number(value) }) }))} value={months} onChange={setMonths} mb="md" data-testid="trends-months" />
      <Loaded query={query}>{(trends) => <Body trends={trends} />}</Loaded>
    </>
  );
}

function Body({ trends }: { trends: DeviationTrends }) {
  const t = useTexts('deviations');
  const category = useChoice('categories');
  const cause = useChoice('causes');
  return (
    <div className={classes.page} data-testid="deviation-trends">
      <div className={classes.figures}>
        <Figure name={t('trends.open')} value={formatNumber(trends.open)} />
        <Figure name={t('trends.overdue')} value={formatNumber(trends.overdue)} alarm={trends.overdue > 0} />
        <Figure name={t('trends.median')} value={trends.median_days === null ? '—' : t('trends.days', { count: trends.median_days })} />
      </div>
      <Panel title={t('trends.by_month')}><Months months={trends.months} /></Panel>
      <div className={classes.columns}>
        <Panel title={t('trends.by_category')}><Tally rows={trends.categories} nameOf={category} /></Panel>
        <Panel title={t('trends.by_cause')}><Tally rows={trends.causes} nameOf={cause} /></Panel>
      </div>
    </div>
  );
}

function Figure({ name, value, alarm }: { name: string; value: string; alarm?: boolean }) {
  return <div className={classes.figure} data-alarm={alarm || undefined}><span>{name}</span><strong>{value}</strong></div>;
}

const total = (month: TrendMonth) => PARTS.reduce((sum, part) => sum + month[part], 0);

/** A column for each month, the gravest at the foot; the figures stand in the table under it. */
function Months({ months }: { months: TrendMonth[] }) {
  const t = useTexts('deviations');
  const word = useWord();
  const max = Math.max(1, ...months.map(total));
  const nameOf = (part: (typeof PARTS)[number]) => (part === 'unclassified' ? t('unclassified') : word('DeviationClass', part));
  return (
    <div className={classes.scroll}>
      <table className={classes.months}>
        <caption className={classes.legend}>{PARTS.map((part) => <span key={part}><i data-part={part} />{nameOf(part)}</span>)}</caption>
        <tbody>
          <tr aria-hidden className={classes.bars}>
            <th scope="row" className={classes.unseen}>{t('trends.chart')}</th>
            {months.map((month) => (
              <td key={month.month}>
                <span className={classes.stack}>
                  {PARTS.toReversed().map((part) => <span key={part} data-part={part} style={{ height: `${(140 * month[part]) / max}px` }} />)}
                </span>
              </td>
            ))}
          </tr>
          <tr><th scope="row">{t('trends.month')}</th>{months.map(({ month }) => <th key={month} scope="col">{month}</th>)}</tr>
          {PARTS.map((part) => (
            <tr key={part}><th scope="row">{nameOf(part)}</th>{months.map((month) => <td key={month.month}>{month[part] === 0 ? '·' : formatNumber(month[part])}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tally({ rows, nameOf }: { rows: TrendCount[]; nameOf: (code: string) => string }) {
  const t = useTexts('deviations');
  const max = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <EmptyState title={t('trends.none')} />;
  return (
    <table className={classes.table}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row" className={classes.name}>{nameOf(row.code)}</th>
            <td className={classes.wide}><Bar value={row.count} max={max} tone="orange">{t('trends.count', { count: row.count, open: row.open })}</Bar></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
