/** A departure from the procedure: what departs, why, signed. */
import type { RecordStep, StepShown, StepView } from '@/api';
import { useAct } from '@/api';
import { DepartureList, FieldLongText, pick, SignatureDialog, useKept, useSession, useTexts } from '@/shared';

export interface Departing {
  request: RecordStep;
  shown: StepShown;
}

interface Props {
  step: StepView;
  departing: Departing;
  onClose: () => void;
  onRecorded: () => void;
}

export function DepartureDialog({ step, departing, onClose, onRecorded }: Props) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('bench.record_step');
  const { request, shown } = departing;
  const { value: reason, set: setReason, forget } = useKept(['departure', request.donation, request.step], '');
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="override"
      signer={operator.name}
      digest={shown.digest}
      act={act}
      ready={reason.trim() !== ''}
      onSign={(credential) => act.mutate({ ...request, reason, digest: shown.digest, ...credential }, { onSuccess: () => { forget(); onRecorded(); onClose(); } })}
      what={
        <div data-testid="departure">
          <p>{t('departure.what', { number: step.number, step: pick(step) })}</p>
          <DepartureList departures={shown.departures} />
        </div>
      }
    >
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
    </SignatureDialog>
  );
}
