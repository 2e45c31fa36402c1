/** Units that are scanned or typed beside a run, each once. */
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { call, type Problem, type UnitRow } from '@/api';
import { asProblem } from '@/platform';
import { Din, FieldScan, ProblemAlert, readUnit, scannedTwice, useInTurn, useTexts, wrongKind } from '@/shared';
import classes from './Freezing.module.css';

export interface Units {
  rows: UnitRow[];
  text: string;
  problem: Problem | null;
  setText: (text: string) => void;
  add: (scanned: string) => Promise<void>;
  remove: (donation: string) => void;
}

async function find(scanned: string): Promise<UnitRow> {
  // A number typed by hand carries no code in front of it.
  const row = /^[&=\]]/.test(scanned) ? await readUnit(scanned) : (await call('unit.get', { donation: null, din: scanned })).row;
  if (row === null) throw wrongKind({ wanted: 'bag', got: 'box' });
  return row;
}

export function useUnits(): Units {
  const { value: rows, change } = useInTurn<UnitRow[]>([]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (scanned: string) => {
    setProblem(null);
    try {
      await change(async (now) => {
        const row = await find(scanned);
        if (now.some(({ donation }) => donation === row.donation)) throw scannedTwice(row.din ?? scanned);
        return [...now, row];
      });
      setText((now) => (now.trim() === scanned ? '' : now));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const remove = (donation: string) => void change((now) => now.filter((row) => row.donation !== donation));
  return { rows, text, problem, setText, add, remove };
}

export function UnitsField({ units }: { units: Units }) {
  const t = useTexts('freezing');
  return (
    <div>
      <FieldScan name="units" label={t('units_beside')} description={t('units_hint')} value={units.text} onChange={units.setText} onScanned={(scanned) => void units.add(scanned)} />
      <ProblemAlert problem={units.problem} />
      {units.rows.length === 0 ? null : (
        <ul className={classes.units} data-testid="curve-units">
          {units.rows.map(({ donation, din }) => (
            <li key={donation}>
              {din === null ? <span className={classes.quiet}>{donation.slice(0, 8)}</span> : <Din din={din} />}
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('remove', { din: din ?? '' })} onClick={() => units.remove(donation)}><IconTrash size={20} /></ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
