/** Boxes of samples at this site; the scan of a sample says where it is. */
import { IconAlertTriangle, IconTestPipe2 } from '@tabler/icons-react';
import { useCommandQuery, type PartBoxRow } from '@/api';
import { DataGrid, EmptyState, formatNumber, Loaded, Tone, useCan, useOpen, useScan, useTexts } from '@/shared';
import { findSample } from './findSample';
import classes from './Boxes.module.css';
import { SetUpBox } from './SetUpBox';

const idOf = ({ device, box_code: box }: { device: string; box_code: string | null }) => `samples~${device}~${box ?? ''}`;

export function Boxes() {
  const t = useTexts('storage');
  const open = useOpen();
  const mayKeep = useCan('keep_sample');
  const query = useCommandQuery('part.boxes', {});
  const rows = query.data?.boxes ?? [];
  useScan(async (text) => {
    const found = await findSample(text);
    if (found === null) return false;
    if (found.box !== undefined) {
      const row = rows.find(({ box_code: box }) => box === found.box);
      if (row) open.screen('storage', idOf(row));
      return row !== undefined;
    }
    if (found.place === null) open.samples(found.donation, found.part);
    else open.screen('storage', `${idOf({ device: found.place.device, box_code: found.place.box_code })}~${found.part}`);
    if (found.warning !== null) throw found.warning;
    return true;
  });
  return (
    <Loaded query={query}>
      {({ boxes, ...view }) => (
        <>
          <div className={classes.head}>
            <p className={classes.quiet}>{t('sample.find_hint')}</p>
            {mayKeep ? <SetUpBox view={{ boxes, ...view }} /> : null}
          </div>
          <DataGrid
            rows={boxes}
            rowKey={idOf}
            loading={false}
            label={t('sample.boxes')}
            height={boxes.length === 0 ? undefined : `min(62vh, ${(boxes.length + 1) * 50}px)`}
            testId="box-row"
            onOpen={(row: PartBoxRow) => open.screen('storage', idOf(row))}
            empty={<EmptyState icon={IconTestPipe2} title={t('sample.none')} hint={t('sample.none_hint')} />}
            columns={[
              { key: 'device', title: t('sample.device'), width: 'minmax(0, 2fr)', cell: (row) => <><span className={classes.mono}>{row.device}</span> {row.device_name}</> },
              { key: 'rack', title: t('sample.rack'), width: '8em', cell: ({ rack }) => rack ?? '—' },
              { key: 'box', title: t('sample.box'), width: '12em', cell: ({ box_code: box }) => (box === null ? t('sample.loose') : <strong className={classes.mono}>{box}</strong>) },
              { key: 'size', title: t('sample.size'), width: '8em', cell: ({ size }) => size ?? '—' },
              { key: 'count', title: t('sample.count'), width: '8em', cell: ({ parts }) => formatNumber(parts) },
              { key: 'free', title: t('sample.free'), width: '14em', cell: ({ free, clashes }) => <>{free === null ? '—' : formatNumber(free)} {clashes > 0 ? <Tone tone="red" icon={IconAlertTriangle}>{t('sample.clash', { count: clashes })}</Tone> : null}</> },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
