/** One box: where it goes, what is in it, and its hand-over to the courier. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPackageImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAct, useCommandQuery, type ShipmentView, type UnitRow } from '@/api';
import {
  ActForm, Buttons, DataGrid, Din, DocumentButton, Facts, FieldRow, FieldText, Loaded, PageHeader, Panel, StatusBadge, SubmitButton, TimeText, useCan,
  useFields, useOpen, useSession, useTexts, useWord, type Column,
} from '@/shared';
import { ShipmentTone } from './ShipmentTone';
import classes from './shipment.module.css';

export function BoxPage({ shipment }: { shipment: string }) {
  const query = useCommandQuery('shipment.get', { shipment, box_code: null });
  return <Loaded query={query}>{(view) => <Box view={view} />}</Loaded>;
}

function Box({ view: { row, courier, seal, units } }: { view: ShipmentView }) {
  const t = useTexts('shipment');
  const open = useOpen();
  const word = useWord();
  const canShip = useCan('ship');
  const columns: Column<UnitRow>[] = [
    { key: 'din', title: t('unit.number'), width: 'minmax(24ch, 1.5fr)', cell: (unit) => <Din din={unit.din} check={unit.check_character} /> },
    { key: 'status', title: t('list.status'), width: 'minmax(16ch, 1fr)', cell: (unit) => <StatusBadge status={unit.status} held={unit.held} /> },
    { key: 'volume', title: t('unit.volume'), width: '12ch', align: 'end', cell: (unit) => (unit.volume_ml ? `${unit.volume_ml} mL` : '—') },
    { key: 'collected', title: t('unit.collected'), width: '19ch', cell: (unit) => <TimeText ms={unit.collected_ms} /> },
  ];
  return (
    <div className={classes.page}>
      <PageHeader
        title={<>{t('box.title')} <span data-mono>{row.box_code}</span></>}
        subtitle={<ShipmentTone status={row.status} />}
        actions={
          <>
            <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('shipment')} data-testid="shipment-back">{t('box.back')}</Button>
            <DocumentButton testId="shipment-manifest" title={word('DocumentKind', 'manifest')} documents={['manifest']} shipment={row.shipment} />
            <ReceiveButton row={row} />
          </>
        }
      />
      <Panel>
        <Facts
          columns={2}
          items={[
            [t('list.way'), `${row.from_site_code} → ${row.to_site_code}`],
            [t('list.units'), row.units_received > 0 ? `${row.units_received} / ${row.units}` : row.units],
            [t('list.packed'), <TimeText key="p" ms={row.packed_ms} />],
            [t('list.handed_over'), <TimeText key="h" ms={row.handed_over_ms} />],
            ...(courier ? [[t('box.courier'), courier], [t('box.seal'), <span key="s" data-mono>{seal}</span>]] as [string, ReactNode][] : []),
          ]}
        />
      </Panel>
      {row.status === 'packed' && canShip ? <HandOver shipment={row.shipment} /> : null}
      <Panel title={t('box.units')}>
        <DataGrid
          rows={units}
          columns={columns}
          rowKey={(unit) => unit.din ?? unit.donation}
          onOpen={(unit) => open.unit(unit.donation)}
          height={`${Math.min(9, units.length + 1) * 50 + 4}px`}
          label={t('box.units')}
          testId="box-units"
        />
      </Panel>
    </div>
  );
}

function ReceiveButton({ row }: { row: ShipmentView['row'] }) {
  const t = useTexts('shipment');
  const open = useOpen();
  const canReceive = useCan('receive');
  const { bank } = useSession();
  const overview = useCommandQuery('admin.overview', {}, { enabled: canReceive });
  const here = overview.data?.sites.find(({ site }) => site === bank.site)?.code;
  if (!canReceive || row.status !== 'in_transit' || here !== row.to_site_code) return null;
  return <Button leftSection={<IconPackageImport size={20} />} onClick={() => open.screen('receipt', row.shipment)} data-testid="shipment-receive">{t('box.receive')}</Button>;
}

function HandOver({ shipment }: { shipment: string }) {
  const t = useTexts('shipment');
  const act = useAct('shipment.hand_over');
  const form = useFields({ courier: '', seal: '' });
  return (
    <Panel title={t('hand.title')}>
      <p className={classes.help}>{t('hand.help')}</p>
      <ActForm act={act} onSubmit={() => act.mutate({ shipment, ...form.values })}>
        <FieldRow>
          <FieldText {...form.bind('courier')} label={t('box.courier')} description={t('hand.courier_hint')} required autoFocus maxLength={100} />
          <FieldText {...form.bind('seal')} label={t('box.seal')} description={t('hand.seal_hint')} required mono maxLength={40} />
        </FieldRow>
        <Buttons><SubmitButton command="shipment.hand_over" act={act}>{t('hand.submit')}</SubmitButton></Buttons>
      </ActForm>
    </Panel>
  );
}
