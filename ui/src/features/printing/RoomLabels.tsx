/** Labels for the rooms of this site: what a step that asks for the room scans. */
import { Checkbox } from '@mantine/core';
import { IconDoor } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type RoomRow } from '@/api';
import { EmptyState, Loaded, pick, useSession, useTexts, useWord } from '@/shared';
import { CodeForm } from './CodeForm';
import classes from './Printing.module.css';

export function RoomLabels() {
  const t = useTexts('printing');
  const { bank } = useSession();
  const list = useCommandQuery('environment.list', {});
  return (
    <Loaded query={list}>
      {({ rooms }) => {
        const used = rooms.filter(({ retired, site }) => !retired && site === bank.site);
        return used.length === 0 ? <EmptyState icon={IconDoor} title={t('codes.no_room')} hint={t('codes.no_room_hint')} /> : <Choice rooms={used} />;
      }}
    </Loaded>
  );
}

function Choice({ rooms }: { rooms: RoomRow[] }) {
  const t = useTexts('printing');
  const word = useWord();
  const [chosen, setChosen] = useState<string[]>([]);
  const items = rooms.filter(({ room }) => chosen.includes(room)).map((row) => ({ code: row.code, name: pick(row), detail: word('RoomGrade', row.grade) }));
  return (
    <CodeForm template="position" items={items}>
      <Checkbox.Group label={t('codes.rooms')} value={chosen} onChange={setChosen}>
        <div className={classes.rooms}>
          {rooms.map((row) => <Checkbox key={row.room} value={row.room} label={`${row.code} · ${pick(row)}`} data-testid={`code-room-${row.code}`} />)}
        </div>
      </Checkbox.Group>
    </CodeForm>
  );
}
