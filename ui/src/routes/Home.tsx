/** Opens the first screen of the operator's work. */
import { Navigate } from '@tanstack/react-router';
import { PATHS, useSession } from '@/shared';
import { homeOf } from './features';

export function Home() {
  const { operator } = useSession();
  const first = homeOf(operator.permissions);
  return <Navigate to={PATHS[first]} replace />;
}
