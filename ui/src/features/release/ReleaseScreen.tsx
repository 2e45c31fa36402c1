/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function ReleaseScreen() {
  const t = useTexts('release');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
