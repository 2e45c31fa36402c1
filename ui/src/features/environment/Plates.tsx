/** Plates to be read, those that were exposed first first; scanning one opens its reading, whatever else it is read with. */
import { Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { call, type PlateView, type Problem, type RoomList } from '@/api';
import { asProblem } from '@/platform';
import { DataGrid, EmptyState, FieldScan, pick, ProblemAlert, ScanBlock, TimeText, Tone, useScan, useTexts, useWord } from '@/shared';
import classes from './Environment.module.css';
import { ReadForm } from './forms';

export function Plates({ list }: { list: RoomList }) {
  const t = useTexts('environment');
  const word = useWord();
  const [text, setText] = useState('');
  const [found, setFound] = useState<PlateView[]>([]);
  const [reading, setReading] = useState<PlateView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const find = async (number: string) => {
    setProblem(null);
    const { plates } = await call('environment.find_plate', { number });
    setText('');
    // One number on two plates: a person says which one lies here.
    setFound(plates.length > 1 ? plates : []);
    setReading(plates.length === 1 ? plates[0] ?? null : null);
  };
  const typed = (number: string) => void find(number).catch((thrown) => setProblem(asProblem(thrown)));
  useScan(async (number) => {
    if (!list.may_monitor) return false;
    await find(number);
    return true;
  });
  const rows = found.length > 0 ? found : list.plates;
  return (
    <>
      {list.may_monitor ? <FieldScan name="plate" label={t('plates.scan')} description={t('plates.scan_hint')} value={text} onChange={setText} onScanned={typed} autoFocus /> : null}
      <ProblemAlert problem={problem} />
      {found.length > 0 ? <p className={classes.warn} role="status" data-testid="plates-twice">{t('plates.twice', { plate: found[0]?.number })}</p> : null}
      <DataGrid
        rows={rows}
        rowKey={(plate) => `${plate.room} ${plate.station} ${plate.seq} ${plate.number}`}
        label={t('tab.plates')}
        height="calc(100vh - 400px)"
        testId="plate"
        onOpen={(plate) => list.may_monitor && setReading(plate)}
        empty={<EmptyState icon={IconCircleCheck} title={t('plates.none')} hint={t('plates.none_hint')} />}
        columns={[
          { key: 'number', title: t('plate'), width: '8em', cell: ({ number }) => <span className={classes.mono}>{number}</span> },
          { key: 'exposed', title: t('plates.exposed'), width: '12em', cell: ({ exposed_ms: at }) => <TimeText ms={at} /> },
          { key: 'room', title: t('room'), width: 'minmax(12em, 1.4fr)', cell: (plate) => <><span className={classes.mono}>{plate.code}</span> {pick(plate)}</> },
          { key: 'point', title: t('point'), width: 'minmax(7em, 1fr)', cell: ({ point }) => point },
          { key: 'quantity', title: t('quantity'), width: '7em', cell: ({ quantity }) => word('RoomQuantity', quantity) },
          { key: 'minutes', title: t('minutes'), width: '7em', align: 'end', cell: ({ minutes }) => (minutes === 0 ? '—' : `${minutes} min`) },
          { key: 'by', title: t('by'), width: '8em', cell: ({ by }) => by },
          { key: 'twice', title: '', width: 'minmax(0, 10em)', cell: ({ twice }) => (twice ? <Tone tone="red" icon={IconAlertTriangle}>{word('RoomStanding', 'plate_twice')}</Tone> : null) },
        ]}
      />
      <Modal opened={reading !== null} onClose={() => setReading(null)} title={t('read.title', { plate: reading?.number })} size="lg">
        <ScanBlock />
        {reading === null ? null : <ReadForm plate={reading} onDone={() => { setReading(null); setFound([]); }} />}
      </Modal>
    </>
  );
}
