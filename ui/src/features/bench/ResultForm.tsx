/** One result: a figure or a choice, how it was found, how final it is. A second one for the same test is a correction. */
import { Button, Checkbox } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useAct, type ResultReply, type ResultState, type ResultView } from '@/api';
import {
  ActForm, Buttons, FieldLongText, FieldNumber, FieldRadio, FieldText, Panel, pick, resultValue, SubmitButton, useFields, useTexts, useWord,
  VerdictTone,
} from '@/shared';
import { afterRefusal, draftOf, hasValue, inWords, isBlind, isToRepeat, isTyped, takesReason, toRecordResult, wantsSecond } from './result';
import { useUnsaved } from './useUnsaved';
import classes from './bench.module.css';
import { ControlledOn } from './ControlledOn';

const STATES: ResultState[] = ['final', 'preliminary', 'not_done', 'invalid'];

/** What a repeat can be. */
const REPEATED: ReadonlySet<ResultState> = new Set(['final', 'invalid']);

const methodKey = (test: string) => `cordkeep.method.${test}`;

interface Props {
  donation: string;
  result: ResultView;
  onSaved: (reply: ResultReply) => void;
  onUnsaved?: (unsaved: boolean) => void;
}

export function ResultForm({ donation, result, onSaved, onUnsaved }: Props) {
  const t = useTexts('bench');
  const word = useWord();
  const act = useAct('bench.record_result');
  const root = useRef<HTMLDivElement>(null);
  const [begin] = useState(() => draftOf(result, localStorage.getItem(methodKey(result.test)) ?? result.usual_method));
  const form = useFields(begin);
  const toRepeat = isToRepeat(result);
  const recorded = result.state !== null;
  useUnsaved(isTyped(form.values, begin) && !act.isPending && !act.isSuccess, onUnsaved);
  const correcting = recorded && !form.values.repeat;
  const submit = () => {
    if (wantsSecond(result, form.values)) return form.set('value_again', '');
    act.mutate(toRecordResult(donation, result, form.values), {
      onError: ({ code }) => form.reset(afterRefusal(code, form.values)),
      onSuccess: (reply) => {
        if (form.values.method.trim() !== '') localStorage.setItem(methodKey(result.test), form.values.method.trim());
        onSaved(reply);
      },
    });
  };
  // The same object for the same refusal: the form leads to it once.
  const error = useMemo(() => act.error && inWords(act.error, pick(result), (code) => resultValue(result, code)), [act.error, result]);
  // The first entry of a critical value is out of sight while the second is made.
  const again = hasValue(form.values.state) && form.values.value_again !== null;
  const value = again
    ? { name: 'value_again', value: form.values.value_again ?? '', onChange: (next: string) => form.set('value_again', next) }
    : form.bind('value');
  const startAnew = () => form.reset({ ...form.values, value: '', value_again: null });
  return (
    <div ref={root} data-testid={`result-${result.test}`}>
      <Panel title={pick(result)}>
        {result.specimen ? <p className={classes.muted}>{t('results.specimen', { specimen: pick(result.specimen) })}</p> : null}
        {toRepeat && result.repeats ? <p className={classes.muted} data-testid="repeat-note">{t('results.repeat_note', { times: result.repeats.times, made: result.repeats.made })}</p> : null}
        {recorded ? (
          <p className={classes.muted}>
            {isBlind(result) ? t('results.blind') : <>{t('results.recorded')} <strong>{resultValue(result, result.value)}</strong></>} {result.finding && !isBlind(result) ? <VerdictTone verdict={result.finding.verdict} /> : null}
            {result.finding?.source ? <><br />{t('results.source', { source: result.finding.source })}</> : null}
          </p>
        ) : null}
        <ActForm act={{ isPending: act.isPending, error }} onSubmit={submit}>
          {result.repeats || form.values.repeat ? (
            <Checkbox
              checked={form.values.repeat}
              onChange={(event) => form.reset({ ...form.values, value: '', value_again: null, repeat: event.currentTarget.checked })}
              label={t('results.repeat_tick')}
              description={t('results.repeat_hint')}
              data-testid="field-repeat"
            />
          ) : null}
          {again ? <p className={classes.muted} data-testid="first-hidden">{t('results.again')}</p> : null}
          {!hasValue(form.values.state) ? null : result.choices.length > 0 ? (
            <FieldRadio<string> key={value.name} {...value} onChange={(chosen) => value.onChange(chosen ?? '')} value={value.value || null} required options={result.choices.map((choice) => ({ value: choice.code, label: pick(choice) }))} />
          ) : result.example !== '' ? (
            <FieldText key={value.name} {...value} description={t('results.written_as', { example: result.example })} required maxLength={100} mono autoFocus />
          ) : (
            <FieldNumber key={value.name} {...value} suffix={result.unit} description={result.decimals === null ? undefined : t('results.decimals', { count: result.decimals })} required autoFocus />
          )}
          <FieldText {...form.bind('method')} description={t('results.method_hint')} required={hasValue(form.values.state)} maxLength={100} />
          {hasValue(form.values.state) ? <ControlledOn test={result.test} field={form.bind('device')} /> : null}
          <FieldRadio {...form.bind('state')} options={STATES.filter((state) => !form.values.repeat || REPEATED.has(state)).map((state) => ({ value: state, label: word('ResultState', state) }))} />
          {takesReason(result, form.values) ? <FieldLongText {...form.bind('correction_reason')} label={correcting ? undefined : t('results.not_done_reason')} description={t(!correcting ? 'results.not_done_hint' : result.state === 'preliminary' ? 'results.confirm_hint' : 'results.correction_hint')} required={correcting ? result.state !== 'preliminary' : result.critical} maxLength={500} /> : null}
          <Buttons>
            {again ? <Button variant="default" onClick={startAnew} data-testid="result-anew">{t('results.anew')}</Button> : null}
            <SubmitButton command="bench.record_result" act={act}>
              {t(wantsSecond(result, form.values) ? 'results.second' : form.values.repeat ? 'results.repeat_submit' : correcting ? 'results.correct' : 'results.submit')}
            </SubmitButton>
          </Buttons>
        </ActForm>
      </Panel>
    </div>
  );
}
