/** Units that are scanned or typed one after another. */
import { useState } from 'react';
import { call, type UnitRow } from '@/api';
import { asProblem } from '@/platform';
import type { Problem } from '@/api/gen/commands';
import { readUnit, scannedTwice, useInTurn, wrongKind } from '@/shared';

export interface Units {
  rows: UnitRow[];
  /** What stands in the field and is no unit yet. */
  text: string;
  setText: (text: string) => void;
  problem: Problem | null;
  /** Whether nothing is named, not even by a number that still stands in the field. */
  empty: boolean;
  /** Whether a number is looked up for `settle`. */
  busy: boolean;
  add: (scanned: string) => Promise<void>;
  remove: (donation: string) => void;
  /** Every unit that was named, the one still in the field too; none where that is no unit. */
  settle: () => Promise<UnitRow[] | null>;
}

async function find(scanned: string): Promise<UnitRow> {
  // A number typed by hand carries no code in front of it.
  const row = /^[&=\]]/.test(scanned) ? await readUnit(scanned) : (await call('unit.get', { donation: null, din: scanned })).row;
  if (row === null) throw wrongKind({ wanted: 'bag', got: 'box' });
  return row;
}

export function useUnits(initial: UnitRow[], onAdded?: () => void): Units {
  const { value: rows, change } = useInTurn(initial);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const done = (scanned: string) => setText((now) => (now.trim() === scanned ? '' : now));
  const take = (scanned: string, again: (row: UnitRow) => void) =>
    change(async (now) => {
      const row = await find(scanned);
      if (!now.some(({ donation }) => donation === row.donation)) return [...now, row];
      again(row);
      return now;
    });
  const add = async (scanned: string) => {
    setProblem(null);
    try {
      await take(scanned, (row) => setProblem(scannedTwice(row.din ?? scanned)));
      done(scanned);
      onAdded?.();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const settle = async () => {
    const left = text.trim();
    setBusy(true);
    try {
      const named = await (left === '' ? change((now) => now) : take(left, () => undefined));
      done(left);
      return named;
    } catch (thrown) {
      setProblem(asProblem(thrown));
      return null;
    } finally {
      setBusy(false);
    }
  };
  const remove = (donation: string) => void change((now) => now.filter((row) => row.donation !== donation));
  return { rows, text, setText, problem, empty: rows.length === 0 && text.trim() === '', busy, add, remove, settle };
}
