/** Where a box stands: colour + icon + word. */
import { IconCircleCheck, IconPackage, IconTruck, type Icon } from '@tabler/icons-react';
import type { ShipmentStatus } from '@/api';
import { Tone, useWord, type ToneName } from '@/shared';

const LOOK: Record<ShipmentStatus, [ToneName, Icon]> = {
  packed: ['blue', IconPackage],
  in_transit: ['violet', IconTruck],
  received: ['green', IconCircleCheck],
};

export function ShipmentTone({ status }: { status: ShipmentStatus }) {
  const word = useWord();
  const [tone, icon] = LOOK[status];
  return <span data-status={status}><Tone tone={tone} icon={icon}>{word('ShipmentStatus', status)}</Tone></span>;
}
