/**
 * The order of a storing: scan the bag, read the proposed position, scan the position's label. What is scanned at the wrong
 * time finds: a position without a bag shows who is there, a tank opens. The program judges every pair of scans.
 */
import { useState } from 'react';
import { call, useAct, type ScanKind, type ScanMeaning, type TankRow, type UnitRow } from '@/api';
import { givenSecond, NO_SECOND, readScanOf, unitNotHere, useOpen, type Second } from '@/shared';

export interface Stored {
  din: string | null;
  donation: string;
  position: string;
}

/** Whatever is in hand: another bag begins anew, a tank leads to its page. A number typed by hand and a canister stand for their bag. */
const TAKEN: ScanKind[] = ['bag', 'canister', 'donation', 'position', 'tank', 'badge'];

export function useStoring(tanks: TankRow[]) {
  const open = useOpen();
  const act = useAct('storage.store');
  const [bag, setBag] = useState<{ scan: string; unit: UnitRow } | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState<Second>(NO_SECOND);
  const [stored, setStored] = useState<Stored[]>([]);

  const putSecond = (part: Partial<Second>) => setSecond((before) => ({ ...before, ...part }));

  const begin = (scan: string, unit: UnitRow) => {
    act.reset();
    setAsked(null);
    // The bag in hand scanned once more is no other: what was typed for it stays.
    if (bag?.unit.donation !== unit.donation) {
      setReason('');
      setSecond(NO_SECOND);
    }
    setBag({ scan, unit });
  };
  const clear = () => {
    act.reset();
    setBag(null);
    setReason('');
    setSecond(NO_SECOND);
  };

  const store = async (positionScan: string, position: string) => {
    if (!bag) return;
    const ref = await act.mutateAsync({ bag_scan: bag.scan, position_scan: positionScan, move_reason: reason.trim() || null, ...givenSecond(second) });
    setStored((before) => [{ din: ref.din, donation: ref.donation, position }, ...before].slice(0, 12));
    setBag(null);
    setReason('');
    setSecond(NO_SECOND);
  };

  /** Takes any scan; throws what is wrong with it. */
  const take = async (text: string): Promise<boolean> => {
    const meaning: ScanMeaning = await readScanOf(text, bag ? ['position'] : ['bag', 'position'], { also: TAKEN, alone: bag !== null });
    switch (meaning.kind) {
      case 'position':
        if (bag) await store(text, meaning.value);
        else setAsked(meaning.value);
        return true;
      case 'badge': {
        if (!bag) return false;
        const { login } = await call('session.read_badge', { text });
        putSecond({ second_login: login });
        return true;
      }
      case 'tank': {
        const tank = tanks.find(({ code }) => code === meaning.value);
        if (!tank) return false;
        open.screen('storage', tank.tank);
        return true;
      }
      default:
        if (!meaning.unit) throw unitNotHere(meaning.value);
        begin(text, meaning.unit);
        return true;
    }
  };

  return { act, bag, asked, reason, second, stored, setReason, putSecond, take, clear, forget: () => setAsked(null) };
}

export type Storing = ReturnType<typeof useStoring>;
