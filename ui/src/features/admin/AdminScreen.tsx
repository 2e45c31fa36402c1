/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function AdminScreen() {
  const t = useTexts('admin');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
