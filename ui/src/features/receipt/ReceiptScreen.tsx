/** Arrival: the boxes on their way here, then one box with a bag at a time. The route's id is `<box>` or `<box>.<unit>`. */
import { useRouteId } from '@/shared';
import { ArrivalList } from './ArrivalList';
import { BoxReceipt } from './BoxReceipt';
import { placeOf } from './place';

export function ReceiptScreen() {
  const id = useRouteId();
  if (id === null) return <ArrivalList />;
  const { shipment, donation } = placeOf(id);
  return <BoxReceipt key={shipment} shipment={shipment} chosen={donation} />;
}
