/** Boxes: those under way, packing one, and one box with its hand-over. */
import { useRouteId } from '@/shared';
import { BoxList } from './BoxList';
import { BoxPage } from './BoxPage';
import { PackBox } from './PackBox';

export function ShipmentScreen() {
  const id = useRouteId();
  if (id === null) return <BoxList />;
  if (id === 'new') return <PackBox />;
  return <BoxPage key={id} shipment={id} />;
}
