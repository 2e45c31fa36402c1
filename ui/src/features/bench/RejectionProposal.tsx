/** A failing result proposes to reject the unit; whoever may reject signs it here. */
import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import type { BenchView } from '@/api';
import { pick, resultValue, useCan, useTexts } from '@/shared';
import { RejectDialog } from './RejectDialog';
import { failing } from './result';
import classes from './bench.module.css';

export function RejectionProposal({ bench }: { bench: BenchView }) {
  const t = useTexts('bench');
  const can = useCan('reject');
  const [open, setOpen] = useState(false);
  const failed = failing(bench.results);
  if (failed.length === 0 || bench.unit.status === 'rejected' || bench.unit.status === 'research') return null;
  const why = failed.map((result) => `${pick(result)} ${resultValue(result, result.value)}${result.finding?.limit ? ` (${result.finding.limit})` : ''}`).join(' · ');
  return (
    <div className={classes.proposal} role="alert" data-testid="rejection-proposed">
      <IconBan size={30} aria-hidden />
      <div>
        <strong>{t('reject.proposed')}</strong>
        <div>{why}</div>
      </div>
      {can ? <Button color="red.9" onClick={() => setOpen(true)} aria-haspopup="dialog" data-testid="bench-reject">{t('reject.open')}</Button> : <span>{t('reject.ask')}</span>}
      {open ? <RejectDialog unit={bench.unit} digest={bench.rejection_digest} why={why} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
