/** Boxes of this site, outgoing or incoming. Scanning a box opens it. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type Direction, type ShipmentRow } from '@/api';
import { DataGrid, EmptyState, FieldCheck, PageHeader, ProblemAlert, TimeText, useHotkeys, useOpen, useTexts, useWord, type Column } from '@/shared';
import { ShipmentTone } from './ShipmentTone';
import classes from './shipment.module.css';

const WAYS: Direction[] = ['outgoing', 'incoming', 'any'];

export function BoxList() {
  const t = useTexts('shipment');
  const word = useWord();
  const open = useOpen();
  const [direction, setDirection] = useState<Direction>('outgoing');
  const [withReceived, setWithReceived] = useState(false);
  const query = useCommandQuery('shipment.list', { direction, with_received: withReceived }, { keepPrevious: true });
  const pack = () => open.screen('shipment', 'new');
  useHotkeys({ 'alt+n': pack });
  const columns: Column<ShipmentRow>[] = [
    { key: 'box', title: t('list.box'), width: 'minmax(14ch, 1.2fr)', cell: (row) => <strong data-mono>{row.box_code}</strong> },
    { key: 'status', title: t('list.status'), width: 'minmax(14ch, 1fr)', cell: (row) => <ShipmentTone status={row.status} /> },
    { key: 'way', title: t('list.way'), width: 'minmax(18ch, 1.2fr)', cell: (row) => `${row.from_site_code} → ${row.to_site_code}` },
    { key: 'units', title: t('list.units'), width: '12ch', align: 'end', cell: (row) => (row.units_received > 0 ? `${row.units_received} / ${row.units}` : row.units) },
    { key: 'packed', title: t('list.packed'), width: '19ch', cell: (row) => <TimeText ms={row.packed_ms} /> },
    { key: 'handed', title: t('list.handed_over'), width: '19ch', cell: (row) => <TimeText ms={row.handed_over_ms} /> },
  ];
  const button = (
    <Button leftSection={<IconPlus size={20} />} onClick={pack} data-testid="shipment-new">{t('list.pack')} <kbd className={classes.key}>Alt N</kbd></Button>
  );
  return (
    <div className={classes.listPage}>
      <PageHeader title={t('title')} subtitle={t('list.subtitle')} actions={button} />
      <div className={classes.filters}>
        <SegmentedControl
          size="md"
          value={direction}
          onChange={(value) => setDirection(value as Direction)}
          data={WAYS.map((value) => ({ value, label: word('Direction', value) }))}
          data-testid="field-direction"
        />
        <FieldCheck name="with_received" label={t('list.with_received')} value={withReceived} onChange={setWithReceived} />
      </div>
      <ProblemAlert problem={query.error} />
      <div className={classes.listBody}>
        <DataGrid
          rows={query.data?.rows ?? []}
          columns={columns}
          rowKey={(row) => row.shipment}
          onOpen={(row) => open.screen('shipment', row.shipment)}
          loading={query.isFetching}
          rowHeight={52}
          label={t('title')}
          testId="shipment-list"
          empty={<EmptyState icon={IconPackage} title={t(`list.empty_${direction}`)} hint={t('list.empty_hint')} />}
        />
      </div>
    </div>
  );
}
