/** For which units a step is: one condition, all of several or any of them. */
import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { pick, useTexts } from '@/shared';
import classes from './Editor.module.css';
import { ChoiceField, Fault } from './fields';
import { wordsOf } from './StepList';
import {
  COMPARISONS, comparisonOf, conditionsOf, kindOf, listOf, partOf, replaced, stringsOf, textOf, whenKind, withComparison, withConditions, without, type Comparison, type Part, type StepText, type WhenKind,
} from './sop';

export const named = (step: StepText) => ({ value: step.code, label: `${textOf(step.number)} ${pick(wordsOf(step.title))}` });

const decides = (input: Part) => ['choice', 'number'].includes(kindOf(input));

/** A condition on the first input of a step that decides something. */
function conditionOn(step: StepText | undefined, input?: Part): Part | null {
  const found = input ?? listOf(step?.inputs).find(decides);
  if (!step || !found) return null;
  const bare = { step: step.code, input: textOf(found.code) };
  return kindOf(found) === 'number' ? withComparison(bare, 'at_least', textOf(found.unit)) : { ...bare, is: [] };
}

export function WhenForm({ when, earlier, onChange }: { when: Part | null; earlier: StepText[]; onChange: (when: Part | null) => void }) {
  const t = useTexts('admin');
  const deciding = earlier.filter((step) => listOf(step.inputs).some(decides));
  const kind = whenKind(when);
  const conditions = conditionsOf(when);
  const fresh = () => conditionOn(deciding.at(-1));
  const put = (next: readonly Part[]) => onChange(withConditions(kind, next));
  const add = (to: readonly Part[]) => {
    const one = fresh();
    return one ? [...to, one] : [...to];
  };
  const turn = (next: WhenKind) => onChange(withConditions(next, next === 'none' || conditions.length > 0 ? conditions : add([])));
  return (
    <fieldset className={classes.group} data-testid="sop-when">
      <legend>{t('sop.when')}</legend>
      <Select
        label={t('sop.field.when_how')}
        data={(['none', 'one', 'all', 'any'] as const).map((value) => ({ value, label: t(`sop.when_kind.${value}`), disabled: value !== 'none' && deciding.length === 0 }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => value !== null && turn(value as WhenKind)}
        data-testid="sop-when.how"
      />
      {conditions.map((condition, index) => (
        <div key={index} className={kind === 'one' ? undefined : classes.card} data-testid={`sop-condition-${index}`}>
          {whenKind(condition) === 'one'
            ? <ConditionForm condition={condition} at={kind === 'one' ? 'when' : `when.${index}`} steps={deciding} onChange={(next) => put(replaced(conditions, index, next))} />
            : <><code>{JSON.stringify(condition)}</code><p>{t('sop.condition_text')}</p></>}
          {kind === 'one' ? null : (
            <Button variant="subtle" color="red" c="red.9" size="xs" leftSection={<IconTrash size={18} />} onClick={() => put(without(conditions, index))} data-testid={`sop-condition-remove-${index}`}>{t('sop.condition_remove')}</Button>
          )}
        </div>
      ))}
      {kind === 'all' || kind === 'any' ? (
        <Button variant="light" size="xs" leftSection={<IconPlus size={18} />} onClick={() => put(add(conditions))} data-testid="sop-condition-add">{t('sop.condition_add')}</Button>
      ) : null}
      <Fault at="when" />
    </fieldset>
  );
}

function ConditionForm({ condition, at, steps, onChange }: { condition: Part; at: string; steps: StepText[]; onChange: (condition: Part) => void }) {
  const t = useTexts('admin');
  const step = steps.find(({ code }) => code === condition.step);
  const inputs = listOf(step?.inputs).filter(decides);
  const input = inputs.find(({ code }) => code === condition.input);
  const comparison = comparisonOf(condition) ?? 'at_least';
  const unit = textOf(input?.unit);
  return (
    <>
      <div className={classes.fields}>
        <ChoiceField part={condition} name="step" words="when_step" at={at} values={steps.map(named)} usual="" searchable onChange={(next) => onChange(conditionOn(steps.find(({ code }) => code === next.step)) ?? condition)} />
        <ChoiceField part={condition} name="input" words="when_input" at={at} usual="" values={inputs.map((one) => ({ value: textOf(one.code), label: pick(wordsOf(one)) }))} onChange={(next) => onChange(conditionOn(step, inputs.find(({ code }) => code === next.input)) ?? condition)} />
        {input && kindOf(input) === 'number' ? (
          <>
            <Select
              label={t('sop.field.compare')}
              data={COMPARISONS.map((value) => ({ value, label: t(`sop.compare.${value}`) }))}
              value={comparison}
              allowDeselect={false}
              onChange={(value) => value !== null && onChange(withComparison(condition, value as Comparison, unit))}
              data-testid={`sop-${at}.compare`}
            />
            <Bounds condition={condition} comparison={comparison} unit={unit} at={at} onChange={onChange} />
          </>
        ) : null}
      </div>
      {input && kindOf(input) === 'choice' ? (
        <Checkbox.Group label={t('sop.field.is')} value={stringsOf(condition.is)} onChange={(is) => onChange({ ...condition, is })}>
          <Group gap="md" mt={6}>{listOf(partOf(input.kind).choice).map((choice) => <Checkbox key={textOf(choice.code)} value={textOf(choice.code)} label={pick(wordsOf(choice))} data-testid={`sop-${at}.is.${textOf(choice.code)}`} />)}</Group>
        </Checkbox.Group>
      ) : null}
    </>
  );
}

/** The number, or from where to where, in the unit of the input. */
function Bounds({ condition, comparison, unit, at, onChange }: { condition: Part; comparison: Comparison; unit: string; at: string; onChange: (condition: Part) => void }) {
  const t = useTexts('admin');
  const tail = unit === '' ? '' : ` (${unit})`;
  const common = { inputMode: 'decimal', autoComplete: 'off', spellCheck: false } as const;
  if (comparison !== 'between') {
    return <TextInput {...common} label={`${t('sop.field.bound')}${tail}`} value={textOf(condition[comparison])} onChange={(event) => onChange({ ...condition, [comparison]: event.currentTarget.value })} data-testid={`sop-${at}.bound`} />;
  }
  const [low = '', high = ''] = stringsOf(condition.between);
  return (
    <>
      <TextInput {...common} label={`${t('sop.field.bound_low')}${tail}`} value={low} onChange={(event) => onChange({ ...condition, between: [event.currentTarget.value, high] })} data-testid={`sop-${at}.low`} />
      <TextInput {...common} label={`${t('sop.field.bound_high')}${tail}`} value={high} onChange={(event) => onChange({ ...condition, between: [low, event.currentTarget.value] })} data-testid={`sop-${at}.high`} />
    </>
  );
}
