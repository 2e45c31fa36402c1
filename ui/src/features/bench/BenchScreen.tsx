/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function BenchScreen() {
  const t = useTexts('bench');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
