/** Units that are scanned or typed into a list; each stands there with its number and its state, and can be taken off again. */
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { call, type UnitRow } from '@/api';
import { asProblem } from '@/platform';
import { Din, FieldScan, ProblemAlert, readUnit, scannedTwice, StatusBadge, useTexts, wrongKind } from '@/shared';
import type { Problem } from '@/api/gen/commands';
import classes from './Deviations.module.css';

interface Props {
  value: UnitRow[];
  onChange: (units: UnitRow[]) => void;
  label: string;
  required?: boolean;
}

export function UnitsField({ value, onChange, label, required }: Props) {
  const t = useTexts('deviations');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (scanned: string) => {
    setProblem(null);
    try {
      // A number typed by hand carries no code in front of it.
      const row = /^[&=\]]/.test(scanned) ? await readUnit(scanned) : (await call('unit.get', { donation: null, din: scanned })).row;
      if (row === null) throw wrongKind({ wanted: 'bag', got: 'box' });
      if (value.some(({ donation }) => donation === row.donation)) throw scannedTwice(row.din ?? scanned);
      onChange([...value, row]);
      setText('');
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <div>
      <FieldScan name="units" label={label} description={t('units_hint')} value={text} onChange={setText} onScanned={(scanned) => void add(scanned)} required={required} />
      <ProblemAlert problem={problem} />
      {value.length === 0 ? null : (
        <ul className={classes.units} data-testid="deviation-units">
          {value.map((row) => (
            <li key={row.donation}>
              {row.din === null ? <span className={classes.quiet}>{t('no_number')}</span> : <Din din={row.din} />}
              <StatusBadge status={row.status} held={row.held} />
              <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('remove', { din: row.din ?? '' })} onClick={() => onChange(value.filter(({ donation }) => donation !== row.donation))}>
                <IconTrash size={20} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
