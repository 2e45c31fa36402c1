/** The way from one unit on the bench to another: at once where nothing is lost or mistaken by it, else by a second, meant act. */
import { useCallback } from 'react';
import { call, type ScanMeaning, type UnitRow } from '@/api';
import { RefusedScan, useOpen, useTexts, wrongUnit } from '@/shared';

/** Puts a unit on the bench, or opens the run that it is worked in. */
export function useOpenUnit(): (donation: string) => Promise<void> {
  const open = useOpen();
  return useCallback(async (donation) => {
    const { runs } = await call('run.of_unit', { donation, din: null });
    const going = runs.find(({ row, stays, contested }) => row.closed_ms === null && stays && !contested);
    await call('bench.get', { donation, din: null });
    if (going) open.run(going.row.run);
    else open.screen('bench', donation);
  }, [open]);
}

/** Refuses a scan that names another unit than the one at hand, and says the way there. */
export function useRefuseOther(unit: UnitRow): (meaning: ScanMeaning) => void {
  const t = useTexts('bench');
  const openUnit = useOpenUnit();
  return ({ unit: other }) => {
    if (!other || other.donation === unit.donation) return;
    const din = other.din ?? '';
    throw new RefusedScan(wrongUnit(unit.din ?? '', din), {
      title: t('other.open', { din }), hint: t('other.stays', { din: unit.din ?? '' }), go: () => openUnit(other.donation),
    });
  };
}
