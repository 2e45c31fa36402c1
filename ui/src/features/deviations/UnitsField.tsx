/** Units that are scanned or typed into a list; each stands there with its number and its state, and can be taken off again. */
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Din, FieldScan, ProblemAlert, StatusBadge, useTexts } from '@/shared';
import classes from './Deviations.module.css';
import type { Units } from './useUnits';

interface Props {
  units: Units;
  label: string;
  required?: boolean;
}

export function UnitsField({ units, label, required }: Props) {
  const t = useTexts('deviations');
  return (
    <div>
      <FieldScan name="units" label={label} description={t('units_hint')} value={units.text} onChange={units.setText} onScanned={(scanned) => void units.add(scanned)} required={required} />
      <ProblemAlert problem={units.problem} />
      {units.rows.length === 0 ? null : (
        <ul className={classes.units} data-testid="deviation-units">
          {units.rows.map((row) => (
            <li key={row.donation}>
              {row.din === null ? <span className={classes.quiet}>{t('no_number')}</span> : <Din din={row.din} />}
              <StatusBadge status={row.status} held={row.held} />
              <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('remove', { din: row.din ?? '' })} onClick={() => units.remove(row.donation)}>
                <IconTrash size={20} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
