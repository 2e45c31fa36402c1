/** A failing result proposes to reject the unit; whoever may reject signs it here. */
import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type BenchView } from '@/api';
import { Din, FieldLongText, FieldSelect, pick, resultValue, SignatureDialog, useCan, useFields, useSession, useTexts } from '@/shared';
import { failing } from './result';
import classes from './bench.module.css';

export function RejectionProposal({ bench }: { bench: BenchView }) {
  const t = useTexts('bench');
  const can = useCan('reject');
  const { operator } = useSession();
  const act = useAct('unit.reject');
  const overview = useCommandQuery('admin.overview', {}, { enabled: can });
  const form = useFields({ reason: null as string | null, note: '' });
  const [signing, setSigning] = useState(false);
  const failed = failing(bench.results);
  if (failed.length === 0 || bench.unit.status === 'rejected') return null;
  const list = failed.map((result) => `${pick(result)} ${resultValue(result, result.value)}${result.finding?.limit ? ` (${result.finding.limit})` : ''}`).join(' · ');
  return (
    <div className={classes.proposal} role="alert" data-testid="rejection-proposed">
      <IconBan size={30} aria-hidden />
      <div>
        <strong>{t('reject.proposed')}</strong>
        <div>{list}</div>
      </div>
      {can ? <Button color="red" onClick={() => setSigning(true)} data-testid="bench-reject">{t('reject.open')}</Button> : <span>{t('reject.ask')}</span>}
      <SignatureDialog
        opened={signing}
        onClose={() => {
          act.reset();
          setSigning(false);
        }}
        meaning="resolution"
        signer={operator.name}
        act={act}
        onSign={(password) =>
          act.mutate(
            { donation: bench.unit.donation, reason: form.values.reason ?? '', note: form.values.note.trim(), password },
            { onSuccess: () => setSigning(false) },
          )}
        what={<><strong>{t('reject.title')}</strong> <Din din={bench.unit.din} check={bench.unit.check_character} /><br />{list}</>}
      >
        <FieldSelect {...form.bind('reason')} required options={(overview.data?.rejection_reasons ?? []).map((choice) => ({ value: choice.code, label: pick(choice) }))} />
        <FieldLongText {...form.bind('note')} maxLength={500} />
      </SignatureDialog>
    </div>
  );
}
