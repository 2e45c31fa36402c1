/** To come. */
import { EmptyState, PageHeader, useTexts } from '@/shared';

export function ShipmentScreen() {
  const t = useTexts('shipment');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState />
    </>
  );
}
