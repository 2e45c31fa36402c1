/** The rooms with how each stood last, and registering one. */
import { IconAlertTriangle, IconCircleCheck, IconDoor } from '@tabler/icons-react';
import type { RoomList, RoomRow } from '@/api';
import { DataGrid, EmptyState, FormDialog, pick, TimeText, Tone, useHotkeys, useOpen, useTexts, useWord, VerdictTone } from '@/shared';
import classes from './Environment.module.css';
import { RoomForm } from './forms';

export function Rooms({ list }: { list: RoomList }) {
  const t = useTexts('environment');
  const word = useWord();
  const open = useOpen();
  const toRoom = (room: string) => open.screen('environment', room);
  useHotkeys({ 'alt+n': () => document.querySelector<HTMLElement>('[data-testid="room-register"]')?.click() });
  return (
    <>
      {list.may_register ? (
        <div className={classes.actions}>
          <FormDialog title={t('register.title')} testId="room-register">{(close) => <RoomForm onDone={(view) => { close(); toRoom(view.row.room); }} />}</FormDialog>
        </div>
      ) : null}
      <DataGrid
        rows={list.rooms}
        rowKey={({ room }) => room}
        label={t('title')}
        height="calc(100vh - 340px)"
        testId="room"
        onOpen={({ room }) => toRoom(room)}
        empty={<EmptyState icon={IconDoor} title={t('empty')} hint={t('empty_hint')} />}
        columns={[
          { key: 'code', title: t('code'), width: '7em', cell: ({ code }) => <span className={classes.mono}>{code}</span> },
          { key: 'name', title: t('name'), width: 'minmax(11em, 1.4fr)', cell: (row) => pick(row) },
          { key: 'site', title: t('site'), width: '5em', cell: ({ site_code: site }) => site },
          { key: 'grade', title: t('grade'), width: '6em', cell: ({ grade }) => word('RoomGrade', grade) },
          { key: 'last', title: t('last'), width: '11em', cell: ({ last_ms: last }) => (last === null ? <span className={classes.quiet}>{t('none_yet')}</span> : <TimeText ms={last} />) },
          { key: 'verdict', title: t('standing'), width: '9em', cell: ({ verdict }) => (verdict === null ? '—' : <VerdictTone verdict={verdict} />) },
          { key: 'waiting', title: t('waiting'), width: 'minmax(13em, 1fr)', cell: (row) => <Waiting row={row} /> },
        ]}
      />
    </>
  );
}

export function Waiting({ row }: { row: RoomRow }) {
  const t = useTexts('environment');
  if (row.retired) return <span className={classes.quiet}>{t('retired')}</span>;
  if (row.waiting === 0 && row.open_plates === 0) return <Tone tone="green" icon={IconCircleCheck}>{t('nothing_waits')}</Tone>;
  return (
    <span className={classes.tones}>
      {row.waiting > 0 ? <Tone tone="red" icon={IconAlertTriangle}>{t('runs_wait', { count: row.waiting })}</Tone> : null}
      {row.open_plates > 0 ? <Tone tone="orange" icon={IconDoor}>{t('plates_wait', { count: row.open_plates })}</Tone> : null}
    </span>
  );
}
