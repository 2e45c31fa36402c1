/** `/deviations`: open and closed ones, and how they trend; `/deviations/<id>`: one of them. */
import { Tabs } from '@mantine/core';
import { PageHeader, useOpen, useRouteId, useTexts } from '@/shared';
import { DeviationList } from './DeviationList';
import { DeviationPage } from './DeviationPage';
import { Trends } from './Trends';

const TABS = ['open', 'closed', 'trends'] as const;

export function DeviationScreen() {
  const t = useTexts('deviations');
  const open = useOpen();
  const id = useRouteId() ?? 'open';
  const tab = TABS.find((one) => one === id);
  if (tab === undefined) return <DeviationPage key={id} id={id} onBack={() => open.screen('deviations')} />;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs value={tab} onChange={(next) => next && open.screen('deviations', next)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => <Tabs.Tab key={one} value={one} data-testid={`deviations-tab-${one}`}>{t(`tab.${one}`)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      {tab === 'trends' ? <Trends /> : <DeviationList key={tab} closed={tab === 'closed'} onOpen={(one) => open.screen('deviations', one)} />}
    </>
  );
}
