/** `/environment`: rooms, and plates to be read; `/environment/plates`; `/environment/<room>`; `/environment/<room>.new`: what is measured there. */
import { Tabs } from '@mantine/core';
import { useCommandQuery } from '@/api';
import { Loaded, PageHeader, useHotkeys, useOpen, useRouteId, useTexts } from '@/shared';
import { EntryPage } from './EntryForm';
import { placeOf } from './look';
import { Plates } from './Plates';
import { RoomPage } from './RoomPage';
import { Rooms } from './Rooms';

const TABS = ['rooms', 'plates'] as const;

export function EnvironmentScreen() {
  const open = useOpen();
  const id = useRouteId() ?? 'rooms';
  const tab = TABS.find((one) => one === id);
  if (tab !== undefined) return <Lists tab={tab} onTab={(next) => open.screen('environment', next === 'rooms' ? undefined : next)} />;
  const place = placeOf(id);
  const toRoom = () => open.screen('environment', place.room);
  return place.entering
    ? <EntryPage key={id} place={place} onBack={toRoom} />
    : <RoomPage key={id} room={place.room} onBack={() => open.screen('environment')} />;
}

function Lists({ tab, onTab }: { tab: (typeof TABS)[number]; onTab: (tab: string) => void }) {
  const t = useTexts('environment');
  const query = useCommandQuery('environment.list', {}, { keepPrevious: true });
  useHotkeys({ 'alt+r': () => onTab('rooms'), 'alt+p': () => onTab('plates') });
  const count = query.data?.plates.length ?? 0;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs value={tab} onChange={(next) => next && onTab(next)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => <Tabs.Tab key={one} value={one} data-testid={`environment-tab-${one}`}>{t(`tab.${one}`)}{one === 'plates' && count > 0 ? ` (${count})` : ''} <kbd>Alt+{one === 'rooms' ? 'R' : 'P'}</kbd></Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      <Loaded query={query}>{(list) => (tab === 'plates' ? <Plates list={list} /> : <Rooms list={list} />)}</Loaded>
    </>
  );
}
