/** `/register`: the bank's equipment and materials in two tabs, what is due first; `/register/materials~LOT1`: one of them. */
import { Tabs } from '@mantine/core';
import { PageHeader, PASSED_ON, readScanOf, useOpen, useRouteId, useScan, useTexts } from '@/shared';
import { EquipmentList } from './EquipmentList';
import { EquipmentPage } from './EquipmentPage';
import { idOf, placeOf, type Place } from './look';
import { MaterialList } from './MaterialList';
import { MaterialPage } from './MaterialPage';

const TABS = ['equipment', 'materials'] as const;

export function RegisterScreen() {
  const t = useTexts('register');
  const open = useOpen();
  const place = placeOf(useRouteId());
  const go = (to: Place) => open.screen('register', idOf(to));
  useScan(async (text) => {
    const { kind } = await readScanOf(text, ['equipment', 'lot'], { also: ['bag', 'tube', 'maternal_tube', 'form', 'donation', ...PASSED_ON] });
    if (kind !== 'equipment' && kind !== 'lot') return false;
    go({ tab: kind === 'lot' ? 'materials' : 'equipment', code: text.trim() });
    return true;
  });
  const back = () => go({ ...place, code: null });
  if (place.code !== null) {
    return place.tab === 'equipment'
      ? <EquipmentPage key={place.code} code={place.code} onBack={back} />
      : <MaterialPage key={place.code} code={place.code} onBack={back} />;
  }
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs value={place.tab} onChange={(tab) => tab && go(placeOf(tab))} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((tab) => <Tabs.Tab key={tab} value={tab} data-testid={`register-tab-${tab}`}>{t(`tab.${tab}`)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      {place.tab === 'equipment'
        ? <EquipmentList onOpen={(code) => go({ tab: 'equipment', code })} />
        : <MaterialList onOpen={(code) => go({ tab: 'materials', code })} />}
    </>
  );
}
