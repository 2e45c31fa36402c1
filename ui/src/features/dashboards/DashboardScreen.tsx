/** `/dashboards`: what came and what became of it, how long it took, what it yielded, what went another way. */
import rejectionReasons from '@assets/picklists/rejection-reasons.json';
import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useCommandQuery, type Dashboard, type FlowRow, type Turnaround, type YieldFigure } from '@/api';
import { formatNumber, Loaded, PageHeader, pick, useTexts, useWord, type Texts } from '@/shared';
import { ChartPanel } from './ChartPanel';
import { bars, figure, lines } from './charts';
import classes from './Dashboard.module.css';

const SPANS = ['6', '12', '24'];
const FLOW = ['received', 'processed', 'banked', 'released', 'rejected'] as const;
const CLASSES = ['critical', 'major', 'minor', 'unclassified'] as const;

export function DashboardScreen() {
  const t = useTexts('dashboards');
  const [months, setMonths] = useState('12');
  const [site, setSite] = useState<string | null>(null);
  const query = useCommandQuery('dashboard.get', { months: Number(months), site }, { keepPrevious: true });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <div className={classes.filters}>
        <SegmentedControl aria-label={t('span')} data={SPANS.map((value) => ({ value, label: t('months', { count: Number(value) }) }))} value={months} onChange={setMonths} data-testid="dashboard-months" />
        <Select aria-label={t('site')} placeholder={t('all_sites')} data={(query.data?.sites ?? []).map((one) => ({ value: one.site, label: one.code }))} value={site} onChange={setSite} clearable allowDeselect clearButtonProps={{ 'aria-label': t('all_sites') }} data-testid="dashboard-site" />
      </div>
      <Loaded query={query}>{(view) => <Body view={view} />}</Loaded>
    </>
  );
}

const sumOf = (rows: FlowRow[], part: (typeof FLOW)[number]) => rows.reduce((sum, row) => sum + row[part], 0);

function reasonName(code: string, t: Texts): string {
  const found = rejectionReasons.find((one) => one.code === code);
  return found ? pick(found) : code === 'receipt' ? t('rejected_on_arrival') : code;
}

function Body({ view }: { view: Dashboard }) {
  const t = useTexts('dashboards');
  const word = useWord();
  const names = view.flow.map(({ name }) => name);
  const flowHead = FLOW.map((part) => t(`flow.${part}`));
  const className = (part: (typeof CLASSES)[number]) => (part === 'unclassified' ? t('unclassified') : word('DeviationClass', part));
  const ages = view.open_ages.map(({ from_d: from, until_d: until }) => (until === null ? t('age_over', { from }) : t('age', { from, until: until - 1 })));
  const open = view.open_ages.reduce((sum, { count }) => sum + count, 0);
  const deviations = view.deviations.reduce((sum, month) => sum + CLASSES.reduce((of, part) => of + month[part], 0), 0);
  return (
    <div className={classes.page} data-testid="dashboards">
      <ChartPanel
        name="flow"
        title={t('flow.title')}
        label={t('flow.label', Object.fromEntries(FLOW.map((part) => [part, formatNumber(sumOf(view.flow, part))])))}
        head={[t('month'), ...flowHead]}
        rows={view.flow.map((row) => [row.name, ...FLOW.map((part) => row[part])])}
        option={(colours) => bars(names, FLOW.map((part) => ({ name: t(`flow.${part}`), data: view.flow.map((row) => row[part]), ...(part === 'rejected' ? { itemStyle: { color: colours.bad } } : {}) })), colours)}
        empty={FLOW.every((part) => sumOf(view.flow, part) === 0)}
      />
      <div className={classes.columns}>
        <ChartPanel
          name="sites"
          title={t('by_site')}
          label={t('by_site')}
          head={[t('site'), ...flowHead]}
          rows={view.by_site.map((row) => [row.name || '—', ...FLOW.map((part) => row[part])])}
          empty={view.by_site.length === 0}
        />
        <ChartPanel
          name="rejections"
          title={t('rejections')}
          label={t('rejections_label', { count: sumOf(view.flow, 'rejected') })}
          head={[t('reason'), t('count'), ...names]}
          rows={view.rejections.map((row) => [reasonName(row.reason, t), row.count, ...row.months])}
          option={(colours) => bars(names, view.rejections.map((row) => ({ name: reasonName(row.reason, t), data: row.months })), colours, true)}
          empty={view.rejections.length === 0}
        />
      </div>
      <div className={classes.columns}>{view.turnaround.map((one) => <TurnaroundPanel key={one.code} one={one} names={names} />)}</div>
      <div className={classes.columns}>{view.yields.flatMap((one) => [<YieldPanel key={one.code} one={one} names={names} />, <SpreadPanel key={`${one.code}-spread`} one={one} />])}</div>
      <div className={classes.columns}>
        <ChartPanel
          name="deviations"
          title={t('deviations')}
          label={t('deviations_label', { count: deviations })}
          head={[t('month'), ...CLASSES.map(className)]}
          rows={view.deviations.map((month) => [month.month, ...CLASSES.map((part) => month[part])])}
          option={(colours) => bars(view.deviations.map(({ month }) => month), CLASSES.map((part) => ({ name: className(part), data: view.deviations.map((month) => month[part]) })), colours, true)}
          empty={deviations === 0}
        />
        <ChartPanel
          name="open-ages"
          title={t('open_ages')}
          label={t('open_ages_label', { count: open })}
          head={[t('age_head'), t('count')]}
          rows={view.open_ages.map(({ count }, at) => [ages[at] ?? '', count])}
          option={(colours) => bars(ages, [{ name: t('open_ages'), data: view.open_ages.map(({ count }) => count) }], colours)}
          empty={open === 0}
        />
      </div>
    </div>
  );
}

function TurnaroundPanel({ one, names }: { one: Turnaround; names: string[] }) {
  const t = useTexts('dashboards');
  const { all, limit_h: limit } = one;
  const limitText = limit === null ? '' : t(one.confirmed ? 'limit' : 'limit_unconfirmed', { limit });
  return (
    <ChartPanel
      name={`turnaround-${one.code}`}
      title={t(`turnaround.${one.code}`)}
      label={t('turnaround.label', { name: t(`turnaround.${one.code}`), count: all.count, median: all.median ?? '—', p90: all.p90 ?? '—' })}
      head={[t('month'), t('count'), t('median_h'), t('p90_h')]}
      rows={[[t('all'), all.count, all.median, all.p90], ...one.months.map((month, at): [string, number, string | null, string | null] => [names[at] ?? '', month.count, month.median, month.p90])]}
      option={(colours) => lines(names, [{ name: t('median'), data: one.months.map(({ median }) => figure(median)) }, { name: t('p90'), data: one.months.map(({ p90 }) => figure(p90)) }], colours, 'h', limit === null ? undefined : { value: Number(limit), name: limitText })}
      empty={all.count === 0}
    >
      <p className={classes.says}>{t('turnaround.says', { median: all.median ?? '—', p90: all.p90 ?? '—' })}{limit === null ? '' : ` ${limitText} · ${t('over', { count: one.over })}`}</p>
    </ChartPanel>
  );
}

function YieldPanel({ one, names }: { one: YieldFigure; names: string[] }) {
  const t = useTexts('dashboards');
  return (
    <ChartPanel
      name={`yield-${one.code}`}
      title={t(`yield.${one.code}`)}
      label={t('yield.label', { name: t(`yield.${one.code}`), count: one.all.count, median: one.all.median ?? '—', unit: one.unit })}
      head={[t('month'), t('count'), `${t('median')} (${one.unit})`, `${t('p90')} (${one.unit})`]}
      rows={[[t('all'), one.all.count, one.all.median, one.all.p90], ...one.months.map((month, at): [string, number, string | null, string | null] => [names[at] ?? '', month.count, month.median, month.p90])]}
      option={(colours) => lines(names, [{ name: t('median'), data: one.months.map(({ median }) => figure(median)) }, { name: t('p90'), data: one.months.map(({ p90 }) => figure(p90)) }], colours, one.unit)}
      empty={one.all.count === 0}
    />
  );
}

function SpreadPanel({ one }: { one: YieldFigure }) {
  const t = useTexts('dashboards');
  const ranges = one.bins.map(({ from, until }) => `${from}–${until}`);
  return (
    <ChartPanel
      name={`spread-${one.code}`}
      title={t('yield.spread', { name: t(`yield.${one.code}`) })}
      label={t('yield.spread_label', { name: t(`yield.${one.code}`), count: one.all.count })}
      head={[`${t('range')} (${one.unit})`, t('count')]}
      rows={one.bins.map(({ count }, at) => [ranges[at] ?? '', count])}
      option={(colours) => bars(ranges, [{ name: t('count'), data: one.bins.map(({ count }) => count) }], colours)}
      empty={one.bins.length === 0}
    />
  );
}
