/** Samples in words. Pure. */
import type { PartPlaceView } from '@/api';

/** `07`, as labels have it. */
export function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** `EQ-025 · 2 · P-01 · A1` */
export function placeText({ device, rack, box_code: box, cell }: PartPlaceView): string {
  return [device, rack, box, cell].filter((part) => part !== null && part !== '').join(' · ');
}
