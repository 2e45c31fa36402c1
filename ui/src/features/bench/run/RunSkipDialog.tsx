/** Leaves a step out for every unit that could have it now: why, signed once. */
import { Button } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type StepInHand } from '@/api';
import { FieldLongText, pick, SignatureDialog, useSession, useTexts } from '@/shared';

export function RunSkipDialog({ run, hand }: { run: string; hand: StepInHand }) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('run.skip_step');
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  if (hand.skip_digests.length === 0) return null;
  const { step, skip_digests: digests } = hand;
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconPlayerSkipForward size={20} />}
        onClick={() => {
          act.reset();
          setReason('');
          setOpened(true);
        }}
        data-testid="bench-skip"
      >
        {t('skip.open')}
      </Button>
      <SignatureDialog
        opened={opened}
        onClose={() => setOpened(false)}
        meaning="override"
        signer={operator.name}
        act={act}
        ready={reason.trim() !== ''}
        onSign={(credential) => act.mutate({ run, step: step.code, reason, digests, ...credential }, { onSuccess: () => setOpened(false) })}
        what={<p>{t('run.skip', { number: step.number, step: pick(step), count: digests.length })}</p>}
      >
        <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
      </SignatureDialog>
    </>
  );
}
