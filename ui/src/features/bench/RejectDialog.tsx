/** Rejects the unit on the bench: reason of the pick-list, note, signature. */
import { useState } from 'react';
import { useAct, useCommandQuery, type UnitRow } from '@/api';
import { Din, Facts, FieldLongText, FieldSelect, NO_SECOND, pick, SecondPerson, SignatureDialog, useFieldsOf, useKept, useSession, useTexts } from '@/shared';
import classes from './bench.module.css';

const EMPTY = { reason: null as string | null, note: '' };

interface Props {
  unit: UnitRow;
  /** Of the unit as the bench shows it. */
  digest: string;
  /** The failing results, in words. */
  why: string;
  onClose: () => void;
}

export function RejectDialog({ unit, digest: now, why, onClose }: Props) {
  const t = useTexts('bench');
  // What arrives while the dialog is open is not what was read.
  const [digest] = useState(now);
  const { operator } = useSession();
  const act = useAct('unit.reject');
  const [second, setSecond] = useState(NO_SECOND);
  const overview = useCommandQuery('admin.overview', {});
  const kept = useKept(['reject', unit.donation], EMPTY);
  const form = useFieldsOf(kept, EMPTY);
  const { reason, note } = form.values;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="rejection"
      signer={operator.name}
      digest={digest}
      act={act}
      ready={reason !== null && second.second_login.trim() !== '' && second.second_password !== ''}
      onSign={(credential) => act.mutate({ donation: unit.donation, reason: reason ?? '', note: note.trim(), digest, ...second, ...credential }, { onSuccess: () => { kept.forget(); onClose(); } })}
      what={
        <div className={classes.stack}>
          <strong>{t('reject.title')}</strong>
          <Facts items={[[t('reject.unit'), <Din key="d" din={unit.din} check={unit.check_character} large />], [t('reject.why'), why]]} />
        </div>
      }
    >
      <FieldSelect {...form.bind('reason')} required options={(overview.data?.rejection_reasons ?? []).map((choice) => ({ value: choice.code, label: pick(choice) }))} />
      <FieldLongText {...form.bind('note')} maxLength={500} />
      <SecondPerson value={second} put={(part) => setSecond((known) => ({ ...known, ...part }))} />
    </SignatureDialog>
  );
}
