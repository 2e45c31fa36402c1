/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function ReviewScreen() {
  const t = useTexts('review');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
