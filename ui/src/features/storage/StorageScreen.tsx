/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function StorageScreen() {
  const t = useTexts('storage');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
