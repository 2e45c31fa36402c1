/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function SearchScreen() {
  const t = useTexts('search');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
