/** Collections by month as columns, each with its number; the year stands under its first month. */
import type { MonthCount } from '@/api';
import { formatNumber } from '@/shared';
import classes from './Months.module.css';

const SHOWN = 14;

export function Months({ months }: { months: MonthCount[] }) {
  const shown = months.slice(-SHOWN);
  const max = Math.max(1, ...shown.map(({ count }) => count));
  return (
    <div className={classes.months}>
      {shown.map(({ month, count }, index) => {
        const [year, number] = month.split('-');
        const yearStarts = index === 0 || number === '01';
        return (
          <div key={month} className={classes.month} title={`${month}: ${count}`}>
            <span className={classes.count}>{formatNumber(count)}</span>
            <span className={classes.column} style={{ height: `${Math.max(count > 0 ? 2 : 0, (100 * count) / max)}px` }} />
            <span className={classes.name}>{Number(number)}</span>
            <span className={classes.year}>{yearStarts ? year : ' '}</span>
          </div>
        );
      })}
    </div>
  );
}
