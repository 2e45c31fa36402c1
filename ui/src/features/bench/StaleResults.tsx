/** Results that are out of date: computed of values that have been corrected since. All are computed anew in one act, seen. */
import { useAct, type ComputedInputView, type ResultView } from '@/api';
import { ActForm, Buttons, FieldLongText, Panel, pick, SubmitButton, useCan, useKept, useTexts, useWord } from '@/shared';
import classes from './StaleResults.module.css';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export function StaleResults({ donation, results, may }: { donation: string; results: ResultView[]; may: boolean }) {
  const t = useTexts('bench');
  const can = useCan('enter_result');
  const stale = results.filter(({ computed }) => computed?.stale);
  if (stale.length === 0) return null;
  const anew = stale.filter(({ computed }) => typeof computed?.value_now === 'string');
  const others = anew.filter(({ mine }) => !mine);
  return (
    <div className={classes.stale} data-testid="stale-results">
      <Panel title={t('stale.title', { count: stale.length })}>
        <p className={classes.quiet}>{t('stale.why')}</p>
        {stale.map((result) => <Stale key={result.test} result={result} />)}
        {anew.length > 0 && can && may && others.length === 0 ? <Confirm donation={donation} anew={anew} /> : null}
        {can && may && others.length > 0 ? <p data-testid="stale-of-others">{t('stale.of_others', { tests: others.map(pick).join('、') })}</p> : null}
      </Panel>
    </div>
  );
}

function Stale({ result }: { result: ResultView }) {
  const t = useTexts('bench');
  const word = useWord();
  const { computed } = result;
  if (!computed) return null;
  return (
    <div className={classes.one} data-testid={`stale-${result.test}`}>
      <div className={classes.value}>
        <span>{pick(result)}</span>
        <span>
          <s className={classes.quiet}>{result.value} {result.unit}</s>
          {' → '}
          {computed.value_now === null ? <strong>{t('stale.gone')}</strong> : <strong data-testid={`anew-${result.test}`}>{computed.value_now} {result.unit}</strong>}
          {computed.state_now === 'preliminary' ? <span className={classes.quiet}> · {word('ResultState', computed.state_now)}</span> : null}
        </span>
      </div>
      <div className={classes.quiet}>
        <code>{computed.formula}</code>
        {computed.inputs.map((input, index) => <Input key={index} letter={LETTERS[index] ?? ''} input={input} />)}
      </div>
    </div>
  );
}

function Input({ letter, input }: { letter: string; input: ComputedInputView }) {
  const t = useTexts('bench');
  return (
    <div data-changed={input.changed}>
      {letter} = {input.changed ? <><s>{input.value}</s> → <strong>{input.now ?? t('stale.not_on_record')}</strong></> : input.value} {input.unit} · {pick(input)}
    </div>
  );
}

function Confirm({ donation, anew }: { donation: string; anew: ResultView[] }) {
  const t = useTexts('bench');
  const act = useAct('result.recompute');
  const { value: reason, set, forget } = useKept(['stale', donation], '');
  const shown = anew.map(({ test, computed }) => ({ test, value: computed?.value_now ?? '' }));
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation, values: shown, reason }, { onSuccess: forget })}>
      <FieldLongText name="reason" value={reason} onChange={set} description={t('stale.reason_hint')} required maxLength={500} />
      <Buttons><SubmitButton command="result.recompute" act={act}>{t('stale.submit', { count: anew.length })}</SubmitButton></Buttons>
    </ActForm>
  );
}
