/** To come. */
import type { SetupPhase } from '@/api';
import { useTexts } from '@/shared';

export function SetupScreen({ phase }: { phase: SetupPhase; onBusy: (busy: boolean) => void }) {
  const t = useTexts('setup');
  return <h1>{t('title')} {phase}</h1>;
}
