/** Signs the review or the release of exactly what the page showed when the dialog was opened. */
import { useState } from 'react';
import { useAct, type ReviewView } from '@/api';
import { BlockerList, Din, SignatureDialog, StatusBadge, useTexts, VerdictTone } from '@/shared';
import classes from './Review.module.css';

export function SignDialog({ view, meaning, onClose }: { view: ReviewView; meaning: 'review' | 'release'; onClose: () => void }) {
  const t = useTexts('review');
  const review = useAct('review.sign');
  const release = useAct('release.sign');
  const act = meaning === 'review' ? review : release;
  // What arrives while the dialog is open is not what was read: the digest stays that of the page as it was opened.
  const [shown] = useState(view);
  const { unit, digest } = shown;
  const warnings = shown.findings.filter(({ verdict }) => verdict === 'warn').length;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning={meaning}
      signer={shown.signer}
      digest={digest}
      act={act}
      onSign={(credential) => act.mutate({ donation: unit.row.donation, digest, ...credential }, { onSuccess: onClose })}
      what={
        <div className={classes.what}>
          <Din din={unit.row.din} check={unit.row.check_character} large />
          <StatusBadge status={unit.row.status} held={unit.row.held} />
          <BlockerList blockers={shown.blockers} results={unit.results} steps={unit.steps} findings={shown.findings} confirmers={shown.confirmers} />
          {unit.judgements.map(({ code, version, verdict }) => <span key={code}><code className={classes.code}>{code} · {version}</code> <VerdictTone verdict={verdict} /></span>)}
          {warnings > 0 ? <div>{t('row.warnings', { count: warnings })}</div> : null}
        </div>
      }
    />
  );
}
