/** `/unit/<donation>` (or its number): where a unit stands, what can be done next, and its whole history;
 * `/unit/<donation>~<part>`: its samples, and that one of them. */
import { IconBarcode } from '@tabler/icons-react';
import { EmptyState, PageHeader, useRouteId, useTexts } from '@/shared';
import { UnitPage } from './UnitPage';

export function UnitScreen() {
  const t = useTexts('unit');
  const id = useRouteId();
  const [unit, part] = (id ?? '').split('~');
  if (unit) return <UnitPage key={id} query={queryOf(unit)} part={part} />;
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState icon={IconBarcode} title={t('none')} hint={t('none_hint')} />
    </>
  );
}

/** 32 hexadecimal digits name the donation; anything else is its number. */
function queryOf(id: string) {
  return /^[0-9a-f]{32}$/.test(id) ? { donation: id, din: null } : { donation: null, din: id };
}
