/** The units of the box, as a checklist. */
import type { UnitRow } from '@/api';
import { Din, StatusBadge } from '@/shared';
import classes from './receipt.module.css';

interface Props {
  units: UnitRow[];
  chosen: string | null;
  onChoose: (donation: string) => void;
}

export function UnitList({ units, chosen, onChoose }: Props) {
  return (
    <ul className={classes.units}>
      {units.map((unit) => (
        <li key={unit.donation}>
          <button
            type="button"
            className={classes.unit}
            aria-current={unit.donation === chosen}
            onClick={() => onChoose(unit.donation)}
            data-testid={`row-${unit.din ?? unit.donation}`}
          >
            <Din din={unit.din} check={unit.check_character} />
            <StatusBadge status={unit.status} held={unit.held} />
          </button>
        </li>
      ))}
    </ul>
  );
}
