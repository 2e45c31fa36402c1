/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function CollectionScreen() {
  const t = useTexts('collection');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
