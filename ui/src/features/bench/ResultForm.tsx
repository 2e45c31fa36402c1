/** One result: a figure or a choice, how it was found, how final it is. A second one for the same test is a correction. */
import { useRef, useState } from 'react';
import { useAct, type ResultReply, type ResultState, type ResultView } from '@/api';
import {
  ActForm, Buttons, FieldLongText, FieldNumber, FieldRadio, FieldText, Panel, pick, resultValue, SubmitButton, useFields, useTexts, useWord,
  VerdictTone,
} from '@/shared';
import { draftOf, hasValue, toRecordResult } from './result';
import classes from './bench.module.css';

const STATES: ResultState[] = ['final', 'preliminary', 'not_done', 'invalid'];

const methodKey = (test: string) => `cordkeep.method.${test}`;

interface Props {
  donation: string;
  result: ResultView;
  onSaved: (reply: ResultReply) => void;
}

export function ResultForm({ donation, result, onSaved }: Props) {
  const t = useTexts('bench');
  const word = useWord();
  const act = useAct('bench.record_result');
  const root = useRef<HTMLDivElement>(null);
  const [begin] = useState(() => draftOf(result, localStorage.getItem(methodKey(result.test)) ?? result.usual_method));
  const form = useFields(begin);
  const correcting = result.state !== null;
  const submit = () =>
    act.mutate(toRecordResult(donation, result, form.values), {
      onSuccess: (reply) => {
        if (form.values.method.trim() !== '') localStorage.setItem(methodKey(result.test), form.values.method.trim());
        onSaved(reply);
      },
    });
  const value = form.bind('value');
  return (
    <div ref={root} data-testid={`result-${result.test}`}>
      <Panel title={pick(result)}>
        {result.specimen ? <p className={classes.muted}>{t('results.specimen', { specimen: pick(result.specimen) })}</p> : null}
        {correcting ? (
          <p className={classes.muted}>
            {t('results.recorded')} <strong>{resultValue(result, result.value)}</strong> {result.finding ? <VerdictTone verdict={result.finding.verdict} /> : null}
            {result.finding?.source ? <><br />{t('results.source', { source: result.finding.source })}</> : null}
          </p>
        ) : null}
        <ActForm act={act} onSubmit={submit}>
          {!hasValue(form.values.state) ? null : result.choices.length > 0 ? (
            <FieldRadio<string> {...value} onChange={(chosen) => value.onChange(chosen ?? '')} value={form.values.value || null} required options={result.choices.map((choice) => ({ value: choice.code, label: pick(choice) }))} />
          ) : (
            <FieldNumber {...value} suffix={result.unit} required autoFocus />
          )}
          <FieldText {...form.bind('method')} description={t('results.method_hint')} required={hasValue(form.values.state)} maxLength={100} />
          <FieldRadio {...form.bind('state')} options={STATES.map((state) => ({ value: state, label: word('ResultState', state) }))} />
          {correcting ? <FieldLongText {...form.bind('correction_reason')} description={t('results.correction_hint')} required maxLength={500} /> : null}
          <Buttons><SubmitButton command="bench.record_result" act={act}>{t(correcting ? 'results.correct' : 'results.submit')}</SubmitButton></Buttons>
        </ActForm>
      </Panel>
    </div>
  );
}
