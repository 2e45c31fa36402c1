/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function BankScreen() {
  const t = useTexts('bank');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
