/** `/storage`: store and find units; `/storage/<tank>`: one tank; `/storage/<donation>`: store this unit. */
import { useCommandQuery } from '@/api';
import { Loaded, PageHeader, useRouteId, useTexts } from '@/shared';
import { StoreDesk } from './StoreDesk';
import classes from './Storage.module.css';
import { TankList } from './TankList';
import { TankPage } from './TankPage';

export function StorageScreen() {
  const t = useTexts('storage');
  const id = useRouteId();
  const tanks = useCommandQuery('storage.tanks', {});
  return (
    <Loaded query={tanks}>
      {({ tanks }) =>
        id !== null && tanks.some(({ tank }) => tank === id) ? (
          <TankPage key={id} tank={id} />
        ) : (
          <>
            <PageHeader title={t('title')} subtitle={t('subtitle')} />
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
