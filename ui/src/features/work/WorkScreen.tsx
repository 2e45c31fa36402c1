/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function WorkScreen() {
  const t = useTexts('work');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
