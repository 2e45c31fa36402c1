/** Boxes on their way here. Scanning the box opens it; scanning a bag opens the box it came in. */
import { IconPackageImport } from '@tabler/icons-react';
import { call, useCommandQuery, type ShipmentRow } from '@/api';
import { DataGrid, duration, EmptyState, PageHeader, ProblemAlert, readScanOf, TimeText, unitNotHere, useNow, useOpen, useScan, useTexts, type Column } from '@/shared';
import { idOf } from './place';
import classes from './receipt.module.css';

const MINUTE_MS = 60_000;

export function ArrivalList() {
  const t = useTexts('receipt');
  const open = useOpen();
  const d = useTexts('dossier');
  const now = useNow(MINUTE_MS / 2);
  const query = useCommandQuery('shipment.list', { direction: 'incoming', with_received: false });
  useScan(async (text) => {
    const { kind, value, shipment, unit } = await readScanOf(text, ['box', 'bag']);
    if (kind === 'box') {
      if (!shipment) throw { code: 'scan.box_unknown', params: { box: value }, field: null, severity: 'refusal' };
      open.screen('receipt', shipment);
      return true;
    }
    if (!unit) throw unitNotHere(value);
    const view = await call('unit.get', { donation: unit.donation, din: null });
    if (!view.shipment) return false;
    open.screen('receipt', idOf({ shipment: view.shipment, donation: unit.donation }));
    return true;
  });
  const columns: Column<ShipmentRow>[] = [
    { key: 'box', title: t('list.box'), width: 'minmax(14ch, 1.2fr)', cell: (row) => <strong data-mono>{row.box_code}</strong> },
    { key: 'from', title: t('list.from'), width: 'minmax(10ch, 1fr)', cell: (row) => row.from_site_code },
    { key: 'units', title: t('list.units'), width: '16ch', align: 'end', cell: (row) => `${row.units_received} / ${row.units}` },
    { key: 'handed', title: t('list.handed_over'), width: '19ch', cell: (row) => <TimeText ms={row.handed_over_ms} /> },
    { key: 'way', title: t('list.under_way'), width: '16ch', cell: (row) => (row.handed_over_ms === null ? t('list.not_handed_over') : duration(now - row.handed_over_ms, d)) },
  ];
  return (
    <div className={classes.listPage}>
      <PageHeader title={t('title')} subtitle={t('list.subtitle')} />
      <ProblemAlert problem={query.error} />
      <div className={classes.listBody}>
        <DataGrid
          rows={query.data?.rows ?? []}
          columns={columns}
          rowKey={(row) => row.shipment}
          onOpen={(row) => open.screen('receipt', row.shipment)}
          loading={query.isFetching}
          rowHeight={52}
          label={t('title')}
          testId="receipt-list"
          empty={<EmptyState icon={IconPackageImport} title={t('list.empty')} hint={t('list.empty_hint')} />}
        />
      </div>
    </div>
  );
}
