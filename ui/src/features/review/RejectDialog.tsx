/** Rejects a unit for good: reason of the pick-list, note, signature. */
import { useState } from 'react';
import { useAct, type UnitRow } from '@/api';
import { Din, FieldLongText, FieldSelect, NO_SECOND, pick, SecondPerson, SignatureDialog, useFields, useTexts } from '@/shared';
import { REJECTION_REASONS } from './reasons';
import classes from './Review.module.css';

interface Props {
  unit: UnitRow;
  /** Of the unit as the page shows it. */
  digest: string;
  signer: string;
  onClose: () => void;
}

export function RejectDialog({ unit, digest: now, signer, onClose }: Props) {
  const t = useTexts('review');
  // What arrives while the dialog is open is not what was read.
  const [digest] = useState(now);
  const act = useAct('unit.reject');
  const [second, setSecond] = useState(NO_SECOND);
  const { values, bind } = useFields({ reason: null as string | null, note: '' });
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="rejection"
      signer={signer}
      digest={digest}
      act={act}
      ready={values.reason !== null && second.second_login.trim() !== '' && second.second_password !== ''}
      onSign={(credential) =>
        act.mutate({ donation: unit.donation, reason: values.reason ?? '', note: values.note, digest, ...second, ...credential }, { onSuccess: onClose })}
      what={
        <div className={classes.what}>
          <strong>{t('reject.title')}</strong> <Din din={unit.din} check={unit.check_character} large />
          <div className={classes.quiet}>{t('reject.hint')}</div>
        </div>
      }
    >
      <FieldSelect {...bind('reason')} required options={REJECTION_REASONS.map((reason) => ({ value: reason.code, label: pick(reason) }))} />
      <FieldLongText {...bind('note')} maxLength={500} />
      <SecondPerson value={second} put={(part) => setSecond((known) => ({ ...known, ...part }))} />
    </SignatureDialog>
  );
}
