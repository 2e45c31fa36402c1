/** Gives a unit to research for good: why and for what, signature. */
import { useState } from 'react';
import { useAct, type ReviewView } from '@/api';
import { Din, FieldLongText, SignatureDialog, StatusBadge, useFields, useTexts } from '@/shared';
import classes from './Review.module.css';

export function ResearchDialog({ view, onClose }: { view: ReviewView; onClose: () => void }) {
  const t = useTexts('review');
  // What arrives while the dialog is open is not what was read.
  const [shown] = useState(view);
  const act = useAct('review.research');
  const { values, bind } = useFields({ note: '' });
  const { unit, research_digest: digest } = shown;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="research"
      signer={shown.signer}
      digest={digest}
      act={act}
      ready={values.note.trim() !== ''}
      onSign={(credential) => act.mutate({ donation: unit.row.donation, note: values.note, digest, ...credential }, { onSuccess: onClose })}
      what={
        <div className={classes.what}>
          <strong>{t('research.title')}</strong> <Din din={unit.row.din} check={unit.row.check_character} large />
          <StatusBadge status={unit.row.status} held={unit.row.held} />
          <div className={classes.quiet}>{t('research.hint')}</div>
        </div>
      }
    >
      <FieldLongText {...bind('note')} label={t('research.note')} required maxLength={500} />
    </SignatureDialog>
  );
}
