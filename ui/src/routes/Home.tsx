/** Opens the first screen of the operator's work. */
import { Navigate } from '@tanstack/react-router';
import { PATHS, useSession } from '@/shared';
import { visibleNav } from './features';

export function Home() {
  const { operator } = useSession();
  const first = visibleNav(operator.permissions)[0]?.screen ?? 'search';
  return <Navigate to={PATHS[first]} replace />;
}
