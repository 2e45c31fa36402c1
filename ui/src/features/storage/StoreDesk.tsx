/** The desk: what to scan now, the unit in hand, the position it goes to, what was stored just now. */
import { IconBarcode, IconCircleCheck } from '@tabler/icons-react';
import { useCommandQuery, type TankRow } from '@/api';
import { Din, Panel, ProblemAlert, useCan, useHotkeys, useOpen, useScan, useScanBus, useTexts } from '@/shared';
import { BagForm } from './BagForm';
import { Occupant } from './Occupant';
import { PositionForm } from './PositionForm';
import classes from './Storage.module.css';
import { useStoring, type Stored } from './useStoring';

export function StoreDesk({ tanks, expected }: { tanks: TankRow[]; expected: string | null }) {
  const t = useTexts('storage');
  const mayStore = useCan('store');
  const storing = useStoring(tanks);
  const { dispatch } = useScanBus();
  const { bag, asked, stored } = storing;
  useScan(storing.take);
  useHotkeys({ escape: () => (bag ? storing.clear() : storing.forget()) });
  return (
    <div>
      <Panel title={bag ? t('step.position') : t('step.bag')}>
        {expected && !bag ? <Expected donation={expected} /> : null}
        {bag ? <PositionForm key={bag.scan} storing={storing} unit={bag.unit} tanks={tanks} mayStore={mayStore} /> : <BagForm onScan={(text) => void dispatch(text)} />}
      </Panel>
      {asked && !bag ? <Occupant position={asked} tanks={tanks} onClose={storing.forget} /> : null}
      <JustStored stored={stored} />
    </div>
  );
}

/** The unit that another screen sent here. */
function Expected({ donation }: { donation: string }) {
  const t = useTexts('storage');
  const unit = useCommandQuery('unit.get', { donation, din: null });
  if (unit.error) return <ProblemAlert problem={unit.error} />;
  if (!unit.data) return null;
  return (
    <div className={classes.expected} data-testid="storage-expected">
      <IconBarcode size={24} aria-hidden />
      <span>{t('expected')}</span>
      <Din din={unit.data.row.din} check={unit.data.row.check_character} />
    </div>
  );
}

function JustStored({ stored }: { stored: Stored[] }) {
  const t = useTexts('storage');
  const open = useOpen();
  const [latest, ...earlier] = stored;
  if (!latest) return null;
  return (
    <Panel title={t('stored.title')}>
      <div className={classes.latest} role="status" data-testid="storage-stored">
        <IconCircleCheck size={40} aria-hidden />
        <div>
          <Din din={latest.din} />
          <div className={classes.position}>{latest.position}</div>
        </div>
      </div>
      <ul className={classes.earlier}>
        {earlier.map((one) => (
          <li key={`${one.donation} ${one.position}`}>
            <button type="button" className={classes.line} onClick={() => open.unit(one.donation)} data-testid={`row-${one.din ?? one.donation}`}>
              <Din din={one.din} /> <strong data-mono>{one.position}</strong>
            </button>
          </li>
        ))}
      </ul>
      {earlier.length === 0 ? null : <p className={classes.quiet}>{t('stored.hint')}</p>}
    </Panel>
  );
}
