/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function UnitScreen() {
  const t = useTexts('unit');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
