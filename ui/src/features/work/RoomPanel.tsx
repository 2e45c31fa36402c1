/** A room that stands in the way of runs, with their units: settled on the page of the room. */
import { Button } from '@mantine/core';
import { IconWind } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Din, Panel, StatusBadge, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

export function RoomPanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  const room = item.key.slice(item.key.indexOf(':') + 1);
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <ul data-testid="work-room_units">
        {item.units.map((row) => <li key={row.donation}><Din din={row.din} check={row.check_character} /> <StatusBadge status={row.status} held={row.held} /></li>)}
      </ul>
      <Button leftSection={<IconWind size={20} />} onClick={() => open.screen('environment', room)} data-testid="work-open_room">{t('open_room')}</Button>
    </Panel>
  );
}
