/** Leaves a step out where the procedure allows it: why, signed. */
import { Button } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type StepView } from '@/api';
import { FieldLongText, pick, SignatureDialog, useSession, useTexts } from '@/shared';

export function SkipDialog({ donation, step }: { donation: string; step: StepView }) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('bench.skip_step');
  const [digest, setDigest] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const close = () => setDigest(null);
  if (step.skip_digest === null) return null;
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconPlayerSkipForward size={20} />}
        onClick={() => {
          act.reset();
          setReason('');
          setDigest(step.skip_digest);
        }}
        data-testid="bench-skip"
      >
        {t('skip.open')}
      </Button>
      <SignatureDialog
        opened={digest !== null}
        onClose={close}
        meaning="override"
        signer={operator.name}
        digest={digest ?? undefined}
        act={act}
        ready={reason.trim() !== ''}
        onSign={(credential) => digest !== null && act.mutate({ donation, step: step.code, reason, digest, ...credential }, { onSuccess: close })}
        what={<p>{t('skip.what', { number: step.number, step: pick(step) })}</p>}
      >
        <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
      </SignatureDialog>
    </>
  );
}
