/** State of synchronisation as colour + icon + word. */
import { IconCloudCheck, IconCloudOff, IconCloudX, IconCoin, IconPlugConnectedX, IconRefresh, type Icon } from '@tabler/icons-react';
import type { SyncState } from '@/api/gen/commands';
import { useWord } from '../i18n';
import { Tone, type ToneName } from './Tone';

const LOOK: Record<SyncState, [ToneName, Icon]> = {
  not_connected: ['grey', IconPlugConnectedX],
  up_to_date: ['green', IconCloudCheck],
  syncing: ['blue', IconRefresh],
  resting: ['blue', IconCoin],
  offline: ['orange', IconCloudOff],
  refused: ['red', IconCloudX],
};

export function SyncTone({ state }: { state: SyncState }) {
  const word = useWord();
  const [tone, icon] = LOOK[state];
  return <Tone tone={tone} icon={icon}>{word('SyncState', state)}</Tone>;
}
