/** A departure from the procedure: what departs, why, signed. */
import { useState } from 'react';
import type { DepartureView, RecordStep, StepShown, StepView } from '@/api';
import { useAct } from '@/api';
import { FieldLongText, formatDateTime, pick, SignatureDialog, useSession, useTexts, useWord } from '@/shared';

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
        </div>
      }
    >
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
    </SignatureDialog>
  );
}

export function DepartureList({ departures }: { departures: DepartureView[] }) {
  const word = useWord();
  return (
    <ul style={{ margin: '4px 0', paddingInlineStart: 20 }}>
      {departures.map((departure) => (
        <li key={`${departure.rule} ${departure.en}`} data-rule={departure.rule}>
          <strong>{word('DepartureRule', departure.rule)}</strong> · {pick(departure)}
          {departure.limit_ms === null ? null : ` · ${formatDateTime(departure.limit_ms)}`}
          {departure.limit === '' ? null : ` · ${departure.limit}`}
        </li>
      ))}
    </ul>
  );
}
