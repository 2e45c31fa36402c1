/**
 * `/storage`: store and find units; `/storage/<tank>`: one tank; `/storage/<donation>`: store this unit; `/storage/samples`: boxes of
 * samples; `/storage/samples~<device>~<box>`: one of them.
 */
import { Tabs } from '@mantine/core';
import { useCommandQuery } from '@/api';
import { Loaded, PageHeader, useHotkeys, useOpen, useRouteId, useTexts } from '@/shared';
import { Boxes } from './Boxes';
import { BoxPage } from './BoxPage';
import { StoreDesk } from './StoreDesk';
import classes from './Storage.module.css';
import { TankList } from './TankList';
import { TankPage } from './TankPage';

const SAMPLES = 'samples';

export function StorageScreen() {
  const t = useTexts('storage');
  const id = useRouteId();
  const open = useOpen();
  const tanks = useCommandQuery('storage.tanks', {});
  const samples = id === SAMPLES || id?.startsWith(`${SAMPLES}~`) === true;
  const tabs = <StorageTabs tab={samples ? 'samples' : 'tanks'} onTab={(tab) => open.screen('storage', tab === 'samples' ? SAMPLES : undefined)} />;
  if (samples) {
    const [, device, box] = id.split('~');
    return device ? (
      <BoxPage key={id} device={device} box={box || null} />
    ) : (
      <>
        <PageHeader title={t('title')} subtitle={t('subtitle')} />
        {tabs}
        <Boxes />
      </>
    );
  }
  return (
    <Loaded query={tanks}>
      {({ tanks }) =>
        id !== null && tanks.some(({ tank }) => tank === id) ? (
          <TankPage key={id} tank={id} />
        ) : (
          <>
            <PageHeader title={t('title')} subtitle={t('subtitle')} />
            {tabs}
            <div className={classes.columns}>
              <StoreDesk tanks={tanks} expected={id} />
              <TankList tanks={tanks} />
            </div>
          </>
        )
      }
    </Loaded>
  );
}

function StorageTabs({ tab, onTab }: { tab: string; onTab: (tab: string | null) => void }) {
  const t = useTexts('storage');
  useHotkeys({ 'alt+t': () => onTab('tanks'), 'alt+s': () => onTab('samples') });
  return (
    <Tabs value={tab} onChange={onTab} keepMounted={false}>
      <Tabs.List mb="md">
        {['tanks', 'samples'].map((one) => <Tabs.Tab key={one} value={one} data-testid={`storage-tab-${one}`}>{t(`sample.${one}`)} <kbd>Alt+{one === 'tanks' ? 'T' : 'S'}</kbd></Tabs.Tab>)}
      </Tabs.List>
    </Tabs>
  );
}
