/** One box: its units at the side, the bag in hand in front. A scan of the bag chooses it, one of its companion fills in. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useCommandQuery, type ShipmentView } from '@/api';
import { Facts, Loaded, PageHeader, Panel, readScanOf, TimeText, useOpen, useScan, useTexts, wrongUnit } from '@/shared';
import { COMPANIONS, emptyJourney, slotFor, type Journey, type Scans } from './receiving';
import { idOf } from './place';
import { ReceiveForm } from './ReceiveForm';
import { UnitDecision, UnitFindings } from './UnitDecision';
import { UnitList } from './UnitList';
import classes from './receipt.module.css';

const NOTHING: Scans = { bag: null, companion: null };

export function BoxReceipt({ shipment, chosen }: { shipment: string; chosen: string | null }) {
  const query = useCommandQuery('shipment.get', { shipment, box_code: null });
  return <Loaded query={query}>{(view) => <Box view={view} chosen={chosen} />}</Loaded>;
}

function Box({ view: { row, courier, seal, units }, chosen }: { view: ShipmentView; chosen: string | null }) {
  const t = useTexts('receipt');
  const open = useOpen();
  const [scans, setScans] = useState(NOTHING);
  const [journey, setJourney] = useState<Journey>(emptyJourney);
  const inHand = units.find(({ donation }) => donation === chosen);
  const choose = (donation: string | null) => open.screen('receipt', idOf({ shipment: row.shipment, donation }));

  useScan(async (text) => {
    const meaning = await readScanOf(text, ['bag', 'donation', ...COMPANIONS]);
    if (slotFor(meaning.kind, scans) === 'bag') {
      // A bag that the list does not hold is left to the program to refuse: it knows why.
      setScans({ bag: { text, value: meaning.value, kind: meaning.kind }, companion: null });
      choose(units.find(({ din }) => din === meaning.value)?.donation ?? null);
      return true;
    }
    const expected = scans.bag?.value ?? inHand?.din;
    if (expected && meaning.value !== expected) throw wrongUnit(expected, meaning.value);
    setScans((before) => ({ ...before, companion: { text, value: meaning.value, kind: meaning.kind } }));
    return true;
  });

  const next = () => {
    setScans(NOTHING);
    choose(null);
  };
  return (
    <>
      <PageHeader
        title={<>{t('box.title')} <span data-mono>{row.box_code}</span></>}
        subtitle={t('box.progress', { received: row.units_received, all: row.units })}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('receipt')} data-testid="receipt-back">{t('box.back')}</Button>}
      />
      <ReceiveOrDecide
        key={chosen ?? scans.bag?.value ?? 'none'}
        shipment={row.shipment}
        donation={chosen}
        scans={scans}
        journey={journey}
        onJourney={setJourney}
        onClear={(slot) => setScans((before) => ({ ...before, [slot]: null }))}
        onReceived={(donation) => choose(donation)}
        onDecided={next}
        box={
          <Panel title={t('box.units')}>
            <Facts items={[[t('list.from'), row.from_site_code], [t('list.handed_over'), <TimeText key="h" ms={row.handed_over_ms} />], [t('box.courier'), courier ?? '—'], [t('box.seal'), <span key="s" data-mono>{seal ?? '—'}</span>]]} />
            <UnitList units={units} chosen={chosen} onChoose={choose} />
          </Panel>
        }
      />
    </>
  );
}

interface DeskProps {
  shipment: string;
  donation: string | null;
  scans: Scans;
  journey: Journey;
  onJourney: (journey: Journey) => void;
  onClear: (slot: keyof Scans) => void;
  onReceived: (donation: string) => void;
  onDecided: () => void;
  /** What stands at the side throughout. */
  box: ReactNode;
}

/** The unit in hand: not yet received it is received, received it is decided on. */
function ReceiveOrDecide({ box, onDecided, ...props }: DeskProps) {
  const query = useCommandQuery('unit.get', { donation: props.donation, din: null }, { enabled: props.donation !== null });
  const view = props.donation === null ? undefined : query.data;
  const receipt = view?.shipment === props.shipment ? view.receipt : null;
  return (
    <div className={classes.desk}>
      <div>
        {view && receipt ? <UnitFindings view={view} receipt={receipt} /> : null}
        {props.donation !== null && !view ? <Loaded query={query}>{() => null}</Loaded> : null}
        {!receipt && (props.donation === null || view) ? <ReceiveForm {...props} /> : null}
      </div>
      <aside>
        {view && receipt ? <UnitDecision view={view} receipt={receipt} onDecided={onDecided} /> : null}
        {box}
      </aside>
    </div>
  );
}
