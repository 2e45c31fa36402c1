/**
 * What the rules say of a received unit, and the decision. Departing to the milder side wants a signature: the program
 * says so, and then the password is asked for.
 */
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type ReceiptDecision, type ReceiptView, type UnitView } from '@/api';
import {
  ActForm, Buttons, Din, Facts, FieldLongText, FieldRadio, FindingTable, Panel, SignatureDialog, SubmitButton, TimeText, useCan, useFields,
  useSession, useTexts, useWord,
} from '@/shared';
import { DecisionTone } from './DecisionTone';
import classes from './receipt.module.css';

const DECISIONS: ReceiptDecision[] = ['accept', 'quarantine', 'reject'];

interface Props {
  view: UnitView;
  receipt: ReceiptView;
  onDecided: () => void;
}

export function UnitFindings({ view, receipt }: Omit<Props, 'onDecided'>) {
  const t = useTexts('receipt');
  return (
      <Panel title={<span className={classes.din}><Din din={view.row.din} check={view.row.check_character} large /></span>} aside={<DecisionTone decision={receipt.decision ?? receipt.proposed} proposed={receipt.decision === null} />}>
        <div className={classes.gap}>
          <Facts
            columns={2}
            items={[
              [t('facts.received'), <TimeText key="r" ms={receipt.received_ms} />],
              [t('facts.hours'), t('facts.hours_value', { hours: receipt.hours_since_collection })],
            ]}
          />
        </div>
        <FindingTable findings={receipt.findings} results={view.results} />
      </Panel>
  );
}

export function UnitDecision({ view, receipt, onDecided }: Props) {
  const can = useCan('receive');
  const openAgain = receipt.decision === null || receipt.decision === 'quarantine' || receipt.anew;
  return openAgain && can ? <Decide view={view} receipt={receipt} onDecided={onDecided} /> : <Decided receipt={receipt} onNext={onDecided} />;
}

function Decided({ receipt, onNext }: { receipt: ReceiptView; onNext: () => void }) {
  const t = useTexts('receipt');
  return (
    <Panel title={t('decide.done')}>
      <div className={classes.decided}>
        {receipt.decision ? <DecisionTone decision={receipt.decision} proposed={false} /> : null}
        <span className={classes.reason}>{receipt.decision_reason}</span>
        <Button rightSection={<IconArrowRight size={20} />} onClick={onNext} autoFocus data-testid="receipt-next">{t('decide.next')}</Button>
      </div>
    </Panel>
  );
}

function Decide({ view, receipt, onDecided }: Props) {
  const t = useTexts('receipt');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('receipt.decide');
  const form = useFields({ decision: (receipt.anew ? 'accept' : receipt.proposed) as ReceiptDecision | null, reason: '' });
  /** The digest of the arrival as it was shown when a signature was asked for. */
  const [signing, setSigning] = useState<string | null>(null);
  const decision = form.values.decision ?? receipt.proposed;

  const submit = (credential: { login: string | null; password: string | null }) =>
    act.mutate(
      { donation: receipt.donation, decision, reason: form.values.reason.trim() || null, digest: signing, ...credential },
      { onSuccess: onDecided, onError: (problem) => problem.code === 'decision.signature_missing' && setSigning(receipt.digest) },
    );
  const shown = act.error?.code === 'decision.signature_missing' ? { isPending: act.isPending, error: null } : act;
  return (
    <Panel title={t('decide.title')}>
      {receipt.anew ? <p className={classes.reason} data-testid="decide-anew">{t('decide.anew')}</p> : null}
      <ActForm act={signing !== null ? { isPending: act.isPending, error: null } : shown} onSubmit={() => submit({ login: null, password: null })}>
        <FieldRadio
          {...form.bind('decision')}
          label={t('decide.proposal', { decision: word('ReceiptDecision', receipt.proposed) })}
          required
          options={(receipt.anew ? DECISIONS.slice(0, 1) : DECISIONS).map((value) => ({ value, label: word('ReceiptDecision', value) }))}
        />
        <FieldLongText {...form.bind('reason')} description={t('decide.reason_hint')} maxLength={500} />
        <Buttons><SubmitButton command="receipt.decide" act={act}>{t('decide.submit')}</SubmitButton></Buttons>
      </ActForm>
      <SignatureDialog
        opened={signing !== null}
        onClose={() => {
          act.reset();
          setSigning(null);
        }}
        meaning="override"
        signer={operator.name}
        digest={signing ?? ''}
        act={shown}
        onSign={submit}
        what={
          <Facts
            items={[
              [t('decide.unit'), <Din key="d" din={view.row.din} check={view.row.check_character} />],
              [t('decide.proposed'), word('ReceiptDecision', receipt.proposed)],
              [t('decide.chosen'), <strong key="c">{word('ReceiptDecision', decision)}</strong>],
              [t('decide.reason'), form.values.reason],
            ]}
          />
        }
      />
    </Panel>
  );
}
