/** Status as colour + icon + word. A hold shows beside the status and always first. */
import {
  IconAlertTriangle, IconArchive, IconBan, IconClipboardCheck, IconClockPause, IconDroplet, IconFlask, IconHandStop, IconInbox, IconMicroscope,
  IconRosetteDiscountCheck, IconSnowflake, IconTag, IconTruck, IconUserPlus, type Icon,
} from '@tabler/icons-react';
import type { UnitStatus } from '@/api/gen/commands';
import { useTexts, useWord } from '../i18n';
import { Tone, type ToneName } from './Tone';

const LOOK: Record<UnitStatus, [ToneName, Icon]> = {
  enrolled: ['grey', IconUserPlus],
  consented: ['grey', IconClipboardCheck],
  deferred: ['orange', IconClockPause],
  collected: ['blue', IconDroplet],
  labelled: ['blue', IconTag],
  in_transit: ['violet', IconTruck],
  received: ['violet', IconInbox],
  quarantined: ['orange', IconAlertTriangle],
  processing: ['teal', IconFlask],
  stored: ['cyan', IconSnowflake],
  reviewed: ['lime', IconArchive],
  released: ['green', IconRosetteDiscountCheck],
  rejected: ['red', IconBan],
  research: ['violet', IconMicroscope],
};

export function StatusBadge({ status, held = false }: { status: UnitStatus; held?: boolean }) {
  const word = useWord();
  const t = useTexts();
  const [tone, icon] = LOOK[status];
  return (
    <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap' }} data-status={status} data-held={held}>
      {held ? <Tone tone="red" icon={IconHandStop} solid>{t('state.held')}</Tone> : null}
      <Tone tone={tone} icon={icon}>{word('UnitStatus', status)}</Tone>
    </span>
  );
}
