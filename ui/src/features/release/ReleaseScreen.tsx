/** `/release`: units to release and released ones; `/release/<donation>`: the certificate. */
import { useRouteId } from '@/shared';
import { CertificatePage } from './CertificatePage';
import { ReleaseList } from './ReleaseList';

export function ReleaseScreen() {
  const id = useRouteId();
  return id === null ? <ReleaseList /> : <CertificatePage key={id} donation={id} />;
}
