/** Taking the recalls of a lot back, signed over those that the page showed, and those that were taken back before. */
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type MaterialView, type RecallView } from '@/api';
import { FieldLongText, Panel, SignatureDialog, TimeText, useFields, useTexts } from '@/shared';
import classes from './Register.module.css';

export function WithdrawRecall({ view }: { view: MaterialView }) {
  const t = useTexts('register');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<{ view: MaterialView; digest: string } | null>(null);
  const { withdrawal_digest: digest } = view;
  return (
    <>
      {digest === null ? null : (
        <Button variant="default" leftSection={<IconArrowBackUp size={20} />} onClick={() => setShown({ view, digest })} aria-haspopup="dialog" data-testid="material-withdraw_recall">
          {t('withdraw.title')}
        </Button>
      )}
      {shown ? <WithdrawDialog {...shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function WithdrawDialog({ view, digest, onClose }: { view: MaterialView; digest: string; onClose: () => void }) {
  const t = useTexts('register');
  const act = useAct('material.withdraw_recall');
  const { values, bind } = useFields({ reason: '' });
  const { code, name } = view.row;
  return (
    <SignatureDialog
      opened
      onClose={onClose}
      meaning="recall_withdrawal"
      signer={view.signer}
      digest={digest}
      act={act}
      ready={values.reason.trim() !== ''}
      onSign={(credential) => act.mutate({ code, digest, reason: values.reason, ...credential }, { onSuccess: onClose })}
      what={
        <>
          <strong className={classes.mono}>{code}</strong> {name}
          <ul className={classes.events}>{view.recalls.filter(({ withdrawn }) => withdrawn === null).map((recall) => <li key={recall.name}><Said recall={recall} /></li>)}</ul>
          <div>{t('withdraw.text')}</div>
        </>
      }
    >
      <FieldLongText {...bind('reason')} description={t('withdraw.reason_hint')} required maxLength={500} />
    </SignatureDialog>
  );
}

function Said({ recall }: { recall: RecallView }) {
  const t = useTexts('register');
  return <>{t('recall.said', { reason: recall.reason, by: recall.by })} <TimeText ms={recall.at_ms} /></>;
}

export function PastRecalls({ view }: { view: MaterialView }) {
  const t = useTexts('register');
  const past = view.recalls.flatMap((recall) => (recall.withdrawn === null ? [] : [{ recall, withdrawn: recall.withdrawn }]));
  if (past.length === 0) return null;
  return (
    <Panel title={t('withdraw.past')}>
      <ul className={classes.events}>
        {past.map(({ recall, withdrawn }) => (
          <li key={recall.name}>
            <Said recall={recall} /> — {t('withdraw.said', { reason: withdrawn.reason, by: withdrawn.by })} <TimeText ms={withdrawn.at_ms} />
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>{t('withdraw.held')}</p>
    </Panel>
  );
}
