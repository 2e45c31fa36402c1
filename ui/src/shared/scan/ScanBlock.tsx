/** In an open dialog: a scan that no field of it takes is refused, so that it cannot lead away from half-done work. */
import { useScan } from './context';

export function ScanBlock() {
  useScan(() => {
    throw { code: 'scan.dialog_open', params: {}, field: null, severity: 'refusal' };
  });
  return null;
}
