/** A chart with the table behind it, and the table as a file. */
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { EChartsCoreOption } from 'echarts/core';
import type { ReactNode } from 'react';
import { EChart, EmptyState, formatNumber, Panel, saveCsv, useTexts, type Cell, type ChartColours } from '@/shared';
import classes from './Dashboard.module.css';

interface Props {
  name: string;
  title: string;
  /** What the chart says, in words. */
  label: string;
  head: string[];
  rows: Cell[][];
  option?: (colours: ChartColours) => EChartsCoreOption;
  /** Nothing was counted. */
  empty?: boolean;
  children?: ReactNode;
}

export function ChartPanel({ name, title, label, head, rows, option, empty, children }: Props) {
  const t = useTexts('dashboards');
  return (
    <section aria-label={title} data-testid={`dashboard-${name}`}>
      <Panel
        title={title}
        aside={<Button variant="default" size="compact-md" leftSection={<IconDownload size={18} />} onClick={() => saveCsv(`${name}`, head, rows)} data-testid={`dashboard-csv-${name}`}>{t('csv')}</Button>}
      >
        {empty ? <EmptyState title={t('none')} hint={t('none_hint')} /> : (
          <>
            {children}
            {option ? <EChart label={label} option={option} height={280} testId={`dashboard-chart-${name}`} /> : null}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
            <div className={classes.scroll} role="region" aria-label={t('table_of', { title })} tabIndex={0}>
              <table className={classes.table}>
                <caption className={classes.unseen}>{title}</caption>
                <thead><tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={String(row[0])}>
                      {row.map((cell, at) => (at === 0
                        ? <th key={head[at]} scope="row">{cell}</th>
                        : <td key={head[at]}>{cell === null ? '—' : typeof cell === 'number' ? formatNumber(cell) : cell}</td>))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Panel>
    </section>
  );
}
