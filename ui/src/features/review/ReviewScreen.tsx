/** `/review`: what waits for review; `/review/<donation>`: everything about a unit on one page. */
import { useRouteId } from '@/shared';
import { ReviewPage } from './ReviewPage';
import { ReviewQueue } from './ReviewQueue';

export function ReviewScreen() {
  const id = useRouteId();
  return id === null ? <ReviewQueue /> : <ReviewPage key={id} donation={id} />;
}
