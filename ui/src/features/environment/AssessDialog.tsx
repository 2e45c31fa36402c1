/** Signs what a monitoring means for the units of a run, over exactly what the page showed when the dialog was opened. */
import { useState } from 'react';
import { useAct, type MonitoredRunView, type MonitoringView, type RoomView, type UnitFitness } from '@/api';
import { FieldLongText, FieldRadio, FormerFindings, formatDateTime, pick, PlateReads, SignatureDialog, StandingTone, useTexts, useWord, VerdictTone } from '@/shared';
import classes from './Environment.module.css';

const FITNESS: UnitFitness[] = ['fit', 'unfit'];

interface Props {
  view: RoomView;
  monitoring: MonitoringView;
  run: MonitoredRunView;
  onClose: () => void;
}

export function AssessDialog({ view, monitoring, run, onClose }: Props) {
  const t = useTexts('environment');
  const word = useWord();
  const act = useAct('environment.assess');
  const [shown] = useState({ monitoring, run });
  const [fitness, setFitness] = useState<UnitFitness | null>(null);
  const [reason, setReason] = useState('');
  const { room, station, seq, findings, plates } = shown.monitoring;
  const open = plates.filter(({ reads }) => reads.length === 0);
  const grave = findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info');
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="environment_assessment"
      signer={view.signer}
      digest={shown.run.digest}
      act={act}
      ready={fitness !== null && reason.trim() !== ''}
      onSign={(credential) => fitness !== null && act.mutate({ room, station, seq, run: shown.run.run, fitness, reason, digest: shown.run.digest, ...credential }, { onSuccess: onClose })}
      what={
        <div>
          <strong>{pick(shown.monitoring)}</strong> · {formatDateTime(shown.monitoring.monitored_ms)} · {t('assess.run', { run: shown.run.number, count: shown.run.donations.length })} <StandingTone run={shown.run} />
          {grave.length === 0 ? null : (
            <ul className={classes.failing}>
              {grave.map((one) => <li key={`${one.point} ${one.quantity} ${one.plate}`}>{one.point} · {word('RoomQuantity', one.quantity)} {one.value} ({one.limit || '—'}) <VerdictTone verdict={one.verdict} /></li>)}
            </ul>
          )}
          <p>{t('assess.rest', { count: findings.length - grave.length })}{open.length === 0 ? '' : ` · ${t('assess.open', { plates: open.map(({ number, point }) => `${number} (${point})`).join(', ') })}`}</p>
          <PlateReads monitoring={shown.monitoring} />
          <FormerFindings monitoring={shown.monitoring} />
        </div>
      }
    >
      <FieldRadio name="fitness" options={FITNESS.map((value) => ({ value, label: word('UnitFitness', value) }))} value={fitness} onChange={setFitness} required />
      <FieldLongText name="reason" label={t('assess.reason')} description={t('assess.reason_hint')} value={reason} onChange={setReason} required maxLength={500} />
    </SignatureDialog>
  );
}
