/** Bars, or the same figures as a table. */
import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { formatNumber, Panel, useTexts } from '@/shared';
import classes from './BankScreen.module.css';

interface Row {
  key: string;
  name: string;
  count: number;
}

export function Figures({ name, title, head, rows, children }: { name: string; title: string; head: string; rows: Row[]; children: ReactNode }) {
  const t = useTexts('bank');
  const [asTable, setAsTable] = useState(false);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel
      title={title}
      aside={
        <Button
          size="compact-md"
          variant="subtle"
          leftSection={asTable ? <IconChartBar size={18} /> : <IconTable size={18} />}
          onClick={() => setAsTable(!asTable)}
          data-testid={`bank-table-${name}`}
        >
          {t(asTable ? 'as_bars' : 'as_table')}
        </Button>
      }
    >
      {rows.length === 0 ? <p className={classes.none}>{t('none')}</p> : asTable ? (
        <table className={classes.table}>
          <thead>
            <tr><th>{head}</th><th>{t('count')}</th><th>{t('share')}</th></tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td>{row.name}</td>
                <td>{formatNumber(row.count)}</td>
                <td>{total > 0 ? `${((100 * row.count) / total).toFixed(1)} %` : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : children}
    </Panel>
  );
}
