/** Leaves a step out for every unit that could have it now: why, signed once where the procedure wants that. */
import { Button } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type StepInHand, type UnitDigest } from '@/api';
import { pick, useKept, useTexts } from '@/shared';
import { SkipReason } from '../SkipReason';

export function RunSkipDialog({ run, hand }: { run: string; hand: StepInHand }) {
  const t = useTexts('bench');
  const act = useAct('run.skip_step');
  const { step } = hand;
  // The units as they were shown when the dialog opened.
  const [digests, setDigests] = useState<UnitDigest[] | null>(null);
  const reason = useKept(['run skip', run, step.code], '');
  const close = () => setDigests(null);
  if (hand.skip_digests.length === 0) return null;
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconPlayerSkipForward size={20} />}
        onClick={() => {
          act.reset();
          setDigests(hand.skip_digests);
        }}
        data-testid="bench-skip"
      >
        {t('skip.open')}
      </Button>
      {digests === null ? null : (
        <SkipReason
          skip={step.skip}
          act={act}
          command="run.skip_step"
          what={t('run.skip', { number: step.number, step: pick(step), count: digests.length })}
          reason={reason}
          onClose={close}
          onSkip={(credential) => act.mutate({ run, step: step.code, reason: reason.value, digests, ...credential }, { onSuccess: () => { reason.forget(); close(); } })}
        />
      )}
    </>
  );
}
