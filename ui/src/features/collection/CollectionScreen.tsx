/** The nurse's screen: open donations, a new one, or one donation step by step. */
import { useRouteId } from '@/shared';
import { DonationList } from './DonationList';
import { DonationPage } from './DonationPage';
import { NewDonation } from './NewDonation';

export function CollectionScreen() {
  const id = useRouteId();
  if (id === null) return <DonationList />;
  if (id === 'new') return <NewDonation />;
  return <DonationPage key={id} donation={id} />;
}
