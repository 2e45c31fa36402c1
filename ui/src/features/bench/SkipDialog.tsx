/** Leaves a step out where the procedure allows it: why, and signed where the procedure wants that. */
import { Button } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type StepView } from '@/api';
import { pick, useTexts } from '@/shared';
import { SkipReason } from './SkipReason';

export function SkipDialog({ donation, step }: { donation: string; step: StepView }) {
  const t = useTexts('bench');
  const act = useAct('bench.skip_step');
  // As it was shown when the dialog opened.
  const [digest, setDigest] = useState<string | null>(null);
  const close = () => setDigest(null);
  if (step.skip_digest === null) return null;
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconPlayerSkipForward size={20} />}
        onClick={() => {
          act.reset();
          setDigest(step.skip_digest);
        }}
        aria-haspopup="dialog"
        data-testid="bench-skip"
      >
        {t('skip.open')}
      </Button>
      {digest === null ? null : (
        <SkipReason
          skip={step.skip}
          digest={digest}
          act={act}
          command="bench.skip_step"
          what={t('skip.what', { number: step.number, step: pick(step) })}
          onClose={close}
          onSkip={(reason, credential) => act.mutate({ donation, step: step.code, reason, digest, ...credential }, { onSuccess: close })}
        />
      )}
    </>
  );
}
