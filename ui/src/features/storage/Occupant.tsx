/** Who is in a position that was scanned. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed } from '@tabler/icons-react';
import { useCommandQuery, type TankRow } from '@/api';
import { Din, Loaded, Panel, ProblemAlert, Tone, useOpen, useTexts } from '@/shared';
import { parsePosition } from './position';
import classes from './Storage.module.css';

export function Occupant({ position, tanks, onClose }: { position: string; tanks: TankRow[]; onClose: () => void }) {
  const t = useTexts('storage');
  const place = parsePosition(position);
  const tank = tanks.find(({ code }) => code === place?.tank);
  return (
    <Panel title={t('occupant.title')} aside={<Button variant="subtle" onClick={onClose} data-testid="storage-forget">{t('close')}</Button>}>
      <div className={classes.position} data-testid="storage-position">{position}</div>
      {tank && place ? (
        <There tank={tank.tank} rack={place.rack} slot={place.slot} />
      ) : (
        <ProblemAlert problem={{ code: 'storage.position_unknown', params: { position }, field: null, severity: 'refusal' }} />
      )}
    </Panel>
  );
}

function There({ tank, rack, slot }: { tank: string; rack: number; slot: number }) {
  const t = useTexts('storage');
  const open = useOpen();
  const grid = useCommandQuery('storage.grid', { tank });
  return (
    <Loaded query={grid}>
      {({ occupied }) => {
        const here = occupied.filter((one) => one.rack === rack && one.slot === slot);
        if (here.length === 0) {
          return <div data-testid="storage-free"><Tone tone="grey" icon={IconCircleDashed}>{t('legend.free')}</Tone></div>;
        }
        return (
          <div className={classes.occupants}>
            {here.some(({ contested }) => contested) ? <Tone tone="red" icon={IconAlertTriangle} solid>{t('legend.contested')}</Tone> : null}
            {here.map((one) => (
              <button key={one.donation} type="button" className={classes.line} onClick={() => open.unit(one.donation)} data-testid={`row-${one.din}`}>
                <Din din={one.din} large />
              </button>
            ))}
          </div>
        );
      }}
    </Loaded>
  );
}
