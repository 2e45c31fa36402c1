/** A room: how it stands, its trend with the limits, every monitoring with what it means for its runs. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useCommandQuery, type RoomView } from '@/api';
import { FormDialog, Loaded, PageHeader, Panel, pick, useHotkeys, useOpen, useTexts, useWord } from '@/shared';
import classes from './Environment.module.css';
import { RetireForm, RoomForm } from './forms';
import { entryOf } from './look';
import { Monitorings } from './Monitorings';
import { Waiting } from './Rooms';
import { Trend } from './Trend';
import { Worked } from './Worked';

export function RoomPage({ room, onBack }: { room: string; onBack: () => void }) {
  const t = useTexts('environment');
  const query = useCommandQuery('environment.room', { room }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="environment-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>
    </>
  );
}

function Page({ view }: { view: RoomView }) {
  const t = useTexts('environment');
  const word = useWord();
  const open = useOpen();
  const { row } = view;
  const enters = view.may_monitor && !row.retired;
  const enter = () => open.screen('environment', entryOf(row.room));
  useHotkeys({ 'alt+n': () => enters && enter() });
  const unconfirmed = view.limits.filter(({ confirmed }) => !confirmed).length;
  return (
    <div className={classes.page} data-testid="room-page">
      <PageHeader
        title={<span className={classes.head}>{pick(row)} <Waiting row={row} /></span>}
        subtitle={<><span className={classes.mono}>{row.code}</span> · {row.site_code} · {word('RoomGrade', row.grade)} · {row.points.join(', ')}</>}
        actions={
          <>
            {view.may_register ? <FormDialog title={t('register.change')} testId="room-change" variant="default" icon={<IconPencil size={20} />}>{(close) => <RoomForm of={row} onDone={close} />}</FormDialog> : null}
            {view.may_register && !row.retired ? <FormDialog title={t('retire.title')} testId="room-retire" variant="default" icon={<IconTrash size={20} />}>{(close) => <RetireForm room={row.room} onDone={close} />}</FormDialog> : null}
            {enters ? <Button leftSection={<IconPlus size={20} />} onClick={enter} title="Alt+N" data-testid="environment-enter">{t('entry.short')}</Button> : null}
          </>
        }
      />
      {row.retired ? <p className={classes.quiet}>{t('retired_because', { reason: row.retired_reason })}</p> : null}
      {view.limits.length > 0 && (!view.approved || unconfirmed > 0) ? (
        <p className={classes.note} role="status" data-testid="room-unconfirmed">
          {t(view.approved ? 'unconfirmed' : 'not_approved', { count: unconfirmed, roles: view.confirmers.map((role) => word('Role', role)).join(' / ') })}
        </p>
      ) : null}
      <Monitorings view={view} />
      <Worked room={row.room} />
      <Panel title={t('trend.title')}><Trend view={view} /></Panel>
    </div>
  );
}
