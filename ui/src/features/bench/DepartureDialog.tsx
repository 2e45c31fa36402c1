/** A departure from the procedure: what departs, why, signed. */
import { useState } from 'react';
import type { RecordStep, StepShown, StepView } from '@/api';
import { useAct } from '@/api';
import { DepartureList, FieldLongText, pick, SignatureDialog, useSession, useTexts } from '@/shared';

export interface Departing {
  request: RecordStep;
  shown: StepShown;
}

export function DepartureDialog({ step, departing, onClose }: { step: StepView; departing: Departing; onClose: () => void }) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('bench.record_step');
  const [reason, setReason] = useState('');
  const { request, shown } = departing;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="override"
      signer={operator.name}
      digest={shown.digest}
      act={act}
      ready={reason.trim() !== ''}
      onSign={(credential) => act.mutate({ ...request, reason, digest: shown.digest, ...credential }, { onSuccess: onClose })}
      what={
        <div data-testid="departure">
          <p>{t('departure.what', { number: step.number, step: pick(step) })}</p>
          <DepartureList departures={shown.departures} />
          {shown.holds ? <p data-testid="departure-holds">{t('departure.holds')}</p> : null}
        </div>
      }
    >
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
    </SignatureDialog>
  );
}
