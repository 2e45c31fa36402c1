/** The bank in figures: a few large ones, then bars with the same numbers as a table behind each. */
import { useMemo, type ReactNode } from 'react';
import { useCommandQuery, type Statistics } from '@/api';
import { Bar, formatNumber, Loaded, PageHeader, pick, StatusBadge, useTexts, useWord } from '@/shared';
import classes from './BankScreen.module.css';
import { Figures } from './Figures';
import { Months } from './Months';

export function BankScreen() {
  const t = useTexts('bank');
  const statistics = useCommandQuery('bank.statistics', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={statistics}>{(data) => <Body data={data} />}</Loaded>
    </>
  );
}

function Body({ data }: { data: Statistics }) {
  const t = useTexts('bank');
  const word = useWord();
  const reasonName = useReasonNames();
  const total = data.by_status.reduce((sum, { count }) => sum + count, 0);
  const statusMax = Math.max(1, ...data.by_status.map(({ count }) => count));
  const reasonMax = Math.max(1, ...data.rejections.map(({ count }) => count));
  return (
    <>
      <div className={classes.figures}>
        <Figure name={t('units')} value={formatNumber(total)} />
        <Figure name={t('public')} value={formatNumber(data.public)} />
        <Figure name={t('family')} value={formatNumber(data.family)} />
        <Figure name={t('held')} value={formatNumber(data.held)} alarm={data.held > 0} />
        <Figure name={t('positions')} value={formatNumber(data.positions_occupied)} of={formatNumber(data.positions)}>
          <Bar value={data.positions_occupied} max={data.positions} />
        </Figure>
      </div>
      <div className={classes.panels}>
        <Figures
          name="by-status"
          title={t('by_status')}
          head={t('status')}
          rows={data.by_status.map(({ status, count }) => ({ key: status, name: word('UnitStatus', status), count }))}
        >
          <div className={classes.bars}>
            {data.by_status.map(({ status, count }) => (
              <div key={status} className={classes.line} data-testid={`bank-status-${status}`}>
                <StatusBadge status={status} />
                <Bar value={count} max={statusMax}>{formatNumber(count)}</Bar>
              </div>
            ))}
          </div>
        </Figures>
        <div className={classes.column}>
          <Figures
            name="by-month"
            title={t('by_month')}
            head={t('month')}
            rows={data.collected_by_month.map(({ month, count }) => ({ key: month, name: month, count }))}
          >
            <Months months={data.collected_by_month} />
          </Figures>
          <Figures
            name="rejections"
            title={t('rejections')}
            head={t('reason')}
            rows={data.rejections.map(({ reason, count }) => ({ key: reason, name: reasonName(reason), count }))}
          >
            <div className={classes.bars}>
              {data.rejections.map(({ reason, count }) => (
                <div key={reason} className={classes.line}>
                  <span>{reasonName(reason)}</span>
                  <Bar value={count} max={reasonMax} tone="red">{formatNumber(count)}</Bar>
                </div>
              ))}
            </div>
          </Figures>
        </div>
      </div>
    </>
  );
}

/** The reason that the program gives when a unit is refused on arrival; it is in no list of the bank. */
const ON_RECEIPT = 'receipt';

/** Names of the bank's reasons, once its lists have arrived. */
function useReasonNames(): (code: string) => string {
  const t = useTexts('bank');
  const { data } = useCommandQuery('admin.overview', {});
  const reasons = useMemo(() => new Map((data?.rejection_reasons ?? []).map((reason) => [reason.code, reason])), [data]);
  return (code) => {
    if (code === ON_RECEIPT) return t('reason_receipt');
    const found = reasons.get(code);
    return found ? pick(found) : code;
  };
}

function Figure({ name, value, of, alarm, children }: { name: string; value: string; of?: string; alarm?: boolean; children?: ReactNode }) {
  return (
    <div className={classes.figure} data-alarm={alarm || undefined}>
      <div className={classes.figureName}>{name}</div>
      <div className={classes.figureValue}>{value}{of ? <span className={classes.of}> / {of}</span> : null}</div>
      {children}
    </div>
  );
}
