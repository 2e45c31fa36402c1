/** To come. */
import type { SessionState } from '@/api';
import { useTexts } from '@/shared';

export function SessionScreen({ state }: { state: SessionState }) {
  const t = useTexts('session');
  return <h1>{t('title')} {state.bank?.name_en}</h1>;
}
