/** Signs what a curve means for the units that were chosen, over exactly what the page showed when the dialog was opened. */
import { useState } from 'react';
import { useAct, type CurveUnitView, type CurveView, type UnitFitness } from '@/api';
import { Din, FieldChecks, FieldLongText, FieldRadio, pick, SignatureDialog, useTexts, useWord, VerdictTone } from '@/shared';
import { inOrder } from './curve';
import classes from './Freezing.module.css';

const FITNESS: UnitFitness[] = ['fit', 'unfit'];

interface Props {
  view: CurveView;
  units: CurveUnitView[];
  onClose: () => void;
}

export function ReviewDialog({ view, units, onClose }: Props) {
  const t = useTexts('freezing');
  const word = useWord();
  const act = useAct('freezing.review');
  const [shown] = useState({ view, units });
  const open = shown.units.filter(({ review }) => review === null);
  const [fitness, setFitness] = useState<UnitFitness | null>(null);
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState<string[]>((open.length > 0 ? open : shown.units).map(({ unit }) => unit.donation));
  const { verdict } = shown.view.shown;
  const signed = shown.units.filter(({ unit }) => chosen.includes(unit.donation));
  const digests = signed.flatMap(({ unit, digest }) => (digest === null ? [] : [{ donation: unit.donation, digest }]));
  const wanted = shown.view.wants_reason || fitness === 'unfit' || signed.some(({ review }) => review !== null);
  const ready = fitness !== null && digests.length > 0 && (!wanted || note.trim() !== '');
  const failing = shown.view.shown.findings.filter(({ finding }) => finding.verdict === 'fail' || finding.verdict === 'unconfirmed');
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="curve_review"
      signer={shown.view.signer}
      act={act}
      ready={ready}
      onSign={(credential) => fitness !== null && act.mutate({ curve: shown.view.row.curve, fitness, note, units: digests, ...credential }, { onSuccess: onClose })}
      what={
        <div>
          <strong>{shown.view.row.file_name}</strong> {verdict === null ? null : <VerdictTone verdict={verdict} />}
          {failing.length === 0 ? null : <ul className={classes.failing}>{failing.map((one) => <li key={one.finding.rule}>{pick(one)}: {one.finding.value || t('not_found')} ({one.finding.limit || '—'}) <VerdictTone verdict={one.finding.verdict} /></li>)}</ul>}
        </div>
      }
    >
      <FieldRadio name="fitness" options={FITNESS.map((value) => ({ value, label: word('UnitFitness', value) }))} value={fitness} onChange={setFitness} required />
      <FieldLongText name="note" label={t('review.note')} description={wanted ? t('review.wanted') : undefined} value={note} onChange={setNote} required={wanted} maxLength={500} />
      {shown.units.length === 1 && shown.units[0]?.unit.din ? <p>{t('unit')} <Din din={shown.units[0].unit.din} /></p> : (
        <FieldChecks name="units" label={t('review.units')} options={inOrder(shown.units).map(({ unit }) => ({ value: unit.donation, label: unit.din === null ? unit.donation.slice(0, 8) : <Din din={unit.din} /> }))} value={chosen} onChange={setChosen} />
      )}
    </SignatureDialog>
  );
}
