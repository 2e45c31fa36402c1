/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function ReceiptScreen() {
  const t = useTexts('receipt');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
