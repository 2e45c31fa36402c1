/** Stations and the number blocks that let them work alone. */
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type BankOverview, type BlockView, type StationView } from '@/api';
import { ActForm, Bar, Buttons, FieldNumber, FieldRow, FieldSelect, formatNumber, FormDialog, SubmitButton, Tone, useCan, useFields, useTexts } from '@/shared';
import classes from './Section.module.css';
import { Section } from './Section';

export function StationsTab({ bank }: { bank: BankOverview }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const may = useCan('administer');
  const lines = bank.stations.flatMap((station): Line[] =>
    station.blocks.length === 0 ? [{ station, block: null, first: true }] : station.blocks.map((block, index) => ({ station, block, first: index === 0 })),
  );
  return (
    <Section
      name="stations"
      label={t('tab.stations')}
      hint={t('stations.hint')}
      rows={lines}
      rowKey={({ station, block }) => `${station.station} ${block?.year} ${block?.first}`}
      action={may ? (
        <FormDialog title={t('stations.add')} testId="admin-assign-block">
          {(close) => <AssignBlock stations={bank.stations} onDone={close} />}
        </FormDialog>
      ) : null}
      columns={[
        {
          key: 'name',
          title: shared('fields.station'),
          width: 'minmax(14em, 1fr)',
          cell: ({ station, first }) =>
            first ? <>{station.name} {station.here ? <Tone tone="teal" icon={IconDeviceDesktop}>{t('stations.here')}</Tone> : null}</> : null,
        },
        { key: 'site', title: shared('fields.site'), width: '10ch', cell: ({ station, first }) => first && <span className={classes.mono}>{station.site_code}</span> },
        { key: 'block', title: t('stations.blocks'), width: '20em', cell: ({ block }) => <BlockText block={block} /> },
        { key: 'used', title: '', width: '1fr', cell: ({ block }) => <BlockUse block={block} /> },
      ]}
    />
  );
}

interface Line {
  station: StationView;
  block: BlockView | null;
  /** The station's first line; the others leave its name out. */
  first: boolean;
}

function BlockText({ block }: { block: BlockView | null }) {
  const t = useTexts('admin');
  if (!block) return <span className={classes.quiet}>{t('stations.none')}</span>;
  return <span className={classes.mono}>{t('stations.block', { year: 2000 + block.year, first: serial(block.first), last: serial(block.last) })}</span>;
}

function BlockUse({ block }: { block: BlockView | null }) {
  const t = useTexts('admin');
  if (!block) return null;
  const total = block.last - block.first + 1;
  const scarce = block.used > total * 0.9;
  return (
    <Bar value={block.used} max={total} tone={scarce ? 'orange' : 'pine'}>
      {t('stations.used', { used: formatNumber(block.used), total: formatNumber(total) })}
    </Bar>
  );
}

const serial = (number: number) => String(number).padStart(6, '0');

function AssignBlock({ stations, onDone }: { stations: StationView[]; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('admin.assign_block');
  const [thisYear] = useState(() => String(new Date().getFullYear() % 100));
  const { values, bind } = useFields({
    station: (stations.find(({ here }) => here) ?? stations[0])?.station ?? null,
    year: thisYear,
    count: '500',
  });
  const [year, count] = [Number(values.year), Number(values.count)];
  const complete = values.station !== null && Number.isInteger(year) && Number.isInteger(count) && count > 0;
  const submit = () => {
    if (complete && values.station) act.mutate({ station: values.station, year, count }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldSelect {...bind('station')} options={stations.map(({ station, name }) => ({ value: station, label: name }))} />
      <FieldRow>
        <FieldNumber {...bind('year')} description={t('stations.year_hint')} required />
        <FieldNumber {...bind('count')} description={t('stations.count_hint')} required autoFocus />
      </FieldRow>
      <Buttons>
        <SubmitButton command="admin.assign_block" act={act} disabled={!complete}>{t('stations.add')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
