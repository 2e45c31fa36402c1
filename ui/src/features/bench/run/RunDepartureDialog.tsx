/** Departures of units of a run: who departs from what, why, signed for those units alone. */
import { useState } from 'react';
import type { RecordRunStep, RunStepShown, StepView } from '@/api';
import { useAct } from '@/api';
import { DepartureList, Din, FieldLongText, pick, SignatureDialog, useSession, useTexts } from '@/shared';
import { signedDigests } from './run';

export interface RunDeparting {
  request: RecordRunStep;
  shown: RunStepShown;
}

interface Props {
  step: StepView;
  departing: RunDeparting;
  onClose: () => void;
  onRecorded: () => void;
}

export function RunDepartureDialog({ step, departing, onClose, onRecorded }: Props) {
  const t = useTexts('bench');
  const { operator } = useSession();
  const act = useAct('run.record_step');
  const [reason, setReason] = useState('');
  const { request, shown } = departing;
  const digests = signedDigests(shown);
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="override"
      signer={operator.name}
      act={act}
      ready={reason.trim() !== ''}
      onSign={(credential) => act.mutate({ ...request, reason, digests, ...credential }, { onSuccess: () => { onRecorded(); onClose(); } })}
      what={
        <div data-testid="departure">
          <p>{t('run.departure', { number: step.number, step: pick(step), count: digests.length, all: shown.units.length })}</p>
          {shown.units.filter((unit) => unit.wants_signature).map((unit) => (
            <div key={unit.donation} data-testid={`departure-${unit.din}`}>
              <Din din={unit.din} />
              <DepartureList departures={unit.departures} />
              {unit.holds ? <p>{t('departure.holds')}</p> : null}
            </div>
          ))}
        </div>
      }
    >
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('departure.reason_hint')} required maxLength={500} autoFocus />
    </SignatureDialog>
  );
}
